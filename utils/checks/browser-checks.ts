import { CHECKING, good, waiting } from './chain';
import type { Check, Facts } from './model';

type Outcome = Omit<Check, 'id' | 'title'>;

/**
 * Checks whether the script that draws the button is registered, for this environment's pages only.
 */
export function checkDesktopScript({ inputs, browser }: Facts): Outcome {
  if (inputs.desktopButtonOff) return good('Turned off by your organisation.');
  if (!browser) return CHECKING;
  const { scriptPatterns, wantedScriptPattern } = browser;
  if (wantedScriptPattern === null) return waiting('Checked once an environment is chosen.');
  if (scriptPatterns.length === 1 && scriptPatterns[0] === wantedScriptPattern)
    return good('Registered for the pages of this environment.');
  return {
    state: 'problem',
    finding:
      scriptPatterns.length === 0
        ? 'The button’s script is not registered.'
        : 'The button’s script is registered for other pages.',
    fix: 'Sign out, then sign in again.',
  };
}

/** Checks whether the browser has assigned the shortcuts. */
export function checkShortcuts({ browser }: Facts): Outcome {
  if (!browser) return CHECKING;
  const unassigned = browser.shortcuts.filter(({ shortcut }) => shortcut === '');
  if (unassigned.length === 0) {
    return good(`Assigned: ${browser.shortcuts.map(({ shortcut }) => shortcut).join(' and ')}.`);
  }
  return {
    state: 'warning',
    finding:
      unassigned.length === browser.shortcuts.length
        ? 'No shortcut is assigned: another extension or the browser uses the keys.'
        : `One is not assigned (${nameOf(unassigned[0]?.name)}): another extension or the browser uses the keys.`,
    fix: 'Assign free keys on the browser’s shortcuts page.',
    action: 'open-shortcuts',
  };
}

function nameOf(command: string | undefined): string {
  return command === '_execute_action' ? 'open the list' : 'start cobrowse';
}
