import { type Browser, browser } from '#imports';
import { hasSidebar } from '../browser/differences';
import { openPanel, toggleSidebar } from '../browser/panel';
import { lazyMethods, loadOnce } from '../concurrency/load-once';
import type { FloorRow } from '../floor/model';
import { managedPolicy } from '../settings/managed-policy';
import { settingsItem } from '../settings/state';
import type { Background } from './create-background';

/** What the doors need besides the listeners that they register themselves. */
export type Doors = ReturnType<typeof watchDoors>;

/**
 * Registers the ways into the extension besides popup and page button: keyboard commands, context
 * menus, the address bar, notifications and the side panel. What an event needs is loaded when it
 * arrives; only what has to follow a gesture at once is here.
 */
export function watchDoors(parts: Background, getDesktopOrigin: () => Promise<string | null>) {
  const load = loadOnce(async () => (await import('./create-doors')).createDoors(parts, getDesktopOrigin));
  const doors = lazyMethods(load);
  /** Whether that is what was asked for; it has to follow the gesture at once. */
  function opensPanel(id: unknown, tab: Browser.tabs.Tab | undefined): boolean {
    if (id !== 'open-panel') return false;
    openPanel(tab?.windowId);
    return true;
  }

  browser.commands.onCommand.addListener((command, tab) => {
    if (!opensPanel(command, tab)) void doors.run(command, tab);
  });
  browser.contextMenus.onClicked.addListener(({ menuItemId }, tab) => {
    if (!opensPanel(menuItemId, tab)) void doors.press(menuItemId, tab);
  });
  browser.omnibox.onInputChanged.addListener((text, show) => void doors.suggest(text, show));
  browser.omnibox.onInputEntered.addListener((text) => void doors.enter(text));

  // The API appears with its permission, also while the worker runs.
  let listens = false;
  const listen = () => {
    if (listens || !browser.notifications) return;
    listens = true;
    browser.notifications.onClicked.addListener((id) => void doors.pressNotice(id));
  };
  listen();
  browser.permissions.onAdded.addListener(listen);

  for (const event of [browser.runtime.onInstalled, browser.runtime.onStartup])
    event.addListener(() => void doors.settle());
  settingsItem.watch(() => void doors.settle());
  managedPolicy.watch(() => void doors.settle());
  if (hasSidebar()) {
    browser.action.onClicked.addListener(toggleSidebar);
    // Firefox forgets with the event page what the icon opens.
    void doors.setIcon();
  }

  return {
    look: doors.look,
    /** Takes over rows that have changed; what is not loaded reads them later. */
    noteRows: (buckets: ReadonlyMap<number, FloorRow[]>) => load.ifLoaded()?.noteRows(buckets),
  };
}
