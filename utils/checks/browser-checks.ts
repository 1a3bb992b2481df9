import { formatList, type MessageKey, t } from '../i18n/messages';
import { checking, good, waiting } from './chain';
import type { Check, Facts } from './model';

type Outcome = Omit<Check, 'id' | 'title'>;

/**
 * Checks whether the script that draws the button is registered, for this environment's pages only.
 */
export function checkDesktopScript({ inputs, browser }: Facts): Outcome {
  if (inputs.desktopButtonOff) return good(t('check_button_off'));
  if (!browser) return checking();
  const { scriptPatterns, wantedScriptPattern } = browser;
  if (wantedScriptPattern === null) return waiting(t('check_after_environment'));
  if (scriptPatterns.length === 1 && scriptPatterns[0] === wantedScriptPattern)
    return good(t('check_button_good'));
  return {
    state: 'problem',
    finding: scriptPatterns.length === 0 ? t('check_button_none') : t('check_button_elsewhere'),
    fix: t('check_button_fix'),
  };
}

/**
 * Checks whether the button found its place in the desktop. Without one it floats above the page:
 * the desktop has changed, which a policy can make up for.
 */
export function checkButtonPlace({ inputs, browser }: Facts): Outcome {
  if (inputs.desktopButtonOff) return good(t('check_button_off'));
  if (!browser) return checking();
  const screens = browser.unanchored.map((route) => `#/${route}`).join(', ');
  if (screens === '') return good(t('check_button_place_found'));
  return {
    state: 'warning',
    finding: t('check_button_place_missing', { screens }),
    fix: t('check_button_place_fix'),
  };
}

/** Checks whether the browser has assigned the shortcuts. */
export function checkShortcuts({ browser }: Facts): Outcome {
  if (!browser) return checking();
  const unassigned = browser.shortcuts.filter(({ shortcut }) => shortcut === '');
  if (unassigned.length === 0) {
    const keys = browser.shortcuts.map(({ shortcut }) => shortcut);
    return good(t('check_shortcuts_good', { shortcuts: formatList(keys, 'conjunction') }));
  }
  return {
    state: 'warning',
    finding:
      unassigned.length === browser.shortcuts.length
        ? t('check_shortcuts_none')
        : t('check_shortcuts_one', { name: nameOf(unassigned[0]?.name) }),
    fix: t('check_shortcuts_fix'),
    action: 'open-shortcuts',
  };
}

const SHORTCUTS = {
  _execute_action: 'check_shortcut_list',
  'start-cobrowse': 'check_shortcut_start',
  'open-panel': 'shortcut_open_panel',
  _execute_sidebar_action: 'shortcut_open_panel',
  'end-session': 'shortcut_end_session',
} as const satisfies Record<string, MessageKey>;

function nameOf(command: string | undefined): string {
  return t(SHORTCUTS[command as keyof typeof SHORTCUTS] ?? 'check_shortcut_start');
}
