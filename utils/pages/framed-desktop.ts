import { browser } from '#imports';
import { findEnvironment } from '../settings/configuration';

/**
 * Whether the front tab belongs to another site that shows the desktop in a frame, as a CRM does.
 * There is no button in such a frame, so the user must be told. This can be detected if the browser
 * lets the extension into that tab: after its icon or shortcut was pressed there (`activeTab`), and
 * with host access for the frame. If it cannot be detected, returns `false`.
 */
export async function isDesktopFramedInFront(): Promise<boolean> {
  try {
    const environment = await findEnvironment();
    const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
    if (!environment || tab?.id === undefined) return false;
    const desktop = `${environment.appsOrigin}/directory/`;
    const frames = await browser.scripting.executeScript({
      target: { tabId: tab.id, allFrames: true },
      // Without query and hash: only the page matters.
      func: () => location.origin + location.pathname,
    });
    const shows = ({ result }: { result?: unknown }) =>
      typeof result === 'string' && result.startsWith(desktop);
    const isOwnTab = frames.some((frame) => frame.frameId === 0 && shows(frame));
    return !isOwnTab && frames.some((frame) => frame.frameId !== 0 && shows(frame));
  } catch {
    return false;
  }
}
