import { browser } from '#imports';
import type { Background } from './create-background';
import type { startFromShortcut } from './start-from-shortcut';

/**
 * Handles the keyboard shortcut: `start-cobrowse` starts for the conversation in the front tab.
 * (The browser handles `_execute_action`, which always opens the popup.)
 */
export function watchShortcuts(parts: Background, getDesktopOrigin: () => Promise<string | null>): void {
  browser.commands.onCommand.addListener((command, tab) => {
    if (command === 'start-cobrowse') void start(tab);
  });

  async function start(tab: Parameters<typeof startFromShortcut>[0]) {
    await (await import('./start-from-shortcut')).startFromShortcut(tab, parts, getDesktopOrigin);
  }
}
