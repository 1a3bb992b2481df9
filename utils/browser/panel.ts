import { browser } from '#imports';
import { hasSidebar } from './differences';

/** What Firefox has in place of the side panel; WXT's types do not know it. */
type Sidebar = { sidebarAction: { toggle(): Promise<void>; open(): Promise<void> } };

/**
 * Opens the side panel. Call it directly from the user's gesture: the browsers allow nothing to be
 * awaited before.
 * @param windowId the window to open it in; Firefox takes the one in front
 */
export function openPanel(windowId: number | undefined): void {
  if (hasSidebar()) void (browser as unknown as Sidebar).sidebarAction.open();
  else if (windowId !== undefined) void browser.sidePanel.open({ windowId });
}

/**
 * Opens the side panel beside a page of the extension. Call it directly from the user's gesture.
 */
export async function openPanelHere(): Promise<void> {
  // Chromium asks whether there was a gesture a moment ago, Firefox whether there is one now.
  if (hasSidebar()) openPanel(undefined);
  else openPanel((await browser.windows.getCurrent()).id);
}

/** Firefox only: opens the sidebar, or closes it. Call it directly from the user's gesture. */
export function toggleSidebar(): void {
  void (browser as unknown as Sidebar).sidebarAction.toggle();
}

/** Sets what pressing the toolbar icon opens. Chromium remembers it, Firefox until it closes. */
export async function setIconOpens(opens: 'popup' | 'side-panel'): Promise<void> {
  const isPanel = opens === 'side-panel';
  // Without a popup, Firefox reports the press on the icon instead.
  if (hasSidebar()) await browser.action.setPopup({ popup: isPanel ? '' : 'popup.html' });
  else await browser.sidePanel.setPanelBehavior({ openPanelOnActionClick: isPanel });
}
