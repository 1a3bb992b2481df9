import { CHECKING, good, waiting } from './chain';
import type { Check, Facts } from './model';

type Outcome = Omit<Check, 'id' | 'title'>;

/**
 * Checks whether the script that draws the button is registered, for this environment's pages only.
 */
export function checkDesktopScript({ premises, browser }: Facts): Outcome {
  if (premises.desktopButtonOff) return good('Switched off by your organisation.');
  if (!browser) return CHECKING;
  const { scriptPatterns, wantedScriptPattern } = browser;
  if (wantedScriptPattern === null) return waiting('Checked once an environment is chosen.');
  if (scriptPatterns.length === 1 && scriptPatterns[0] === wantedScriptPattern)
    return good('Registered for the pages of this environment.');
  return {
    state: 'problem',
    finding:
      scriptPatterns.length === 0
        ? 'The script that draws the button is not registered.'
        : 'The script that draws the button is registered for other pages.',
    fix: 'Sign out and in again: the sign-in puts it in place.',
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
        ? 'No shortcut is assigned: another extension or the browser has the keys.'
        : `One is not assigned (${nameOf(unassigned[0]?.name)}): another extension or the browser has the keys.`,
    fix: 'Assign keys that are free on the browser’s page for shortcuts.',
    action: 'open-shortcuts',
  };
}

function nameOf(command: string | undefined): string {
  return command === '_execute_action' ? 'open the list' : 'start cobrowse';
}
