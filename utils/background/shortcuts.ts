import { browser } from '#imports';
import type { Background } from './create-background';
import type { startFromShortcut } from './start-from-shortcut';

/**
 * The keyboard door: `start-cobrowse` starts for the conversation in the tab in front.
 * (`_execute_action`, which opens the popup always, is the browser's own.)
 */
export function watchShortcuts(parts: Background, getDesktopOrigin: () => Promise<string | null>): void {
  browser.commands.onCommand.addListener((command, tab) => {
    if (command === 'start-cobrowse') void start(tab);
  });

  async function start(tab: Parameters<typeof startFromShortcut>[0]) {
    await (await import('./start-from-shortcut')).startFromShortcut(tab, parts, getDesktopOrigin);
  }
}
