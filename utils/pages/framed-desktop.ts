import { browser } from '#imports';
import { findEnvironment } from '../settings/configuration';

/**
 * Whether the tab in front is another site's that shows the desktop in a frame, as a CRM does.
 * There is no button in there, so that somebody has to be told. It can be seen where the browser
 * lets the extension into that tab: after its icon or shortcut was pressed there (`activeTab`), and
 * by host access for the frame. Where it cannot be seen, the answer is no.
 */
export async function isDesktopFramedInFront(): Promise<boolean> {
  try {
    const environment = await findEnvironment();
    const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
    if (!environment || tab?.id === undefined) return false;
    const desktop = `${environment.appsOrigin}/directory/`;
    const frames = await browser.scripting.executeScript({
      target: { tabId: tab.id, allFrames: true },
      // Not the query or hash: which page it is, is all that is asked.
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
