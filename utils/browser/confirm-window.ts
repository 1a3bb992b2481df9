import { browser } from '#imports';
import { addressesOf } from './differences';

const PAGE = '/confirm-start.html';
/** Outer size in CSS pixels; overflowing content scrolls. */
const SIZE = { width: 460, height: 520 };

/**
 * Opens the confirmation window, near the middle of the window that contains the tab.
 * @returns the id of the new window, or `null` if the browser does not report it
 */
export async function openConfirmWindow(tabId: number | null): Promise<number | null> {
  const opener = await windowOfTab(tabId);
  const opened = await browser.windows.create({
    type: 'popup',
    url: browser.runtime.getURL(PAGE),
    ...SIZE,
    ...(opener && middleOf(opener)),
  });
  return opened?.id ?? null;
}

/** Brings the confirmation window to the front; returns whether it still exists. */
export async function focusConfirmWindow(windowId: number): Promise<boolean> {
  try {
    if (!(await isOurs(windowId))) return false;
    await browser.windows.update(windowId, { focused: true });
    return true;
  } catch {
    return false;
  }
}

/** Closes the confirmation window, if it still exists. */
export async function closeConfirmWindow(windowId: number): Promise<void> {
  if (await isOurs(windowId).catch(() => false))
    await browser.windows.remove(windowId).catch(() => undefined);
}

/** Whether a window shows that page, or is about to: a new one has no address yet. */
async function isOurs(windowId: number): Promise<boolean> {
  const page = browser.runtime.getURL(PAGE);
  const tabs = await browser.tabs.query({ windowId });
  return tabs.some((tab) => [page, 'about:blank', undefined].includes(addressesOf(tab)[0]));
}

type Place = {
  left?: number | undefined;
  top?: number | undefined;
  width?: number | undefined;
  height?: number | undefined;
};

async function windowOfTab(tabId: number | null): Promise<Place | null> {
  if (tabId === null) return null;
  try {
    const { windowId } = await browser.tabs.get(tabId);
    return await browser.windows.get(windowId);
  } catch {
    return null;
  }
}

function middleOf({ left, top, width, height }: Place): { left: number; top: number } | null {
  if (left === undefined || top === undefined || width === undefined || height === undefined) return null;
  return {
    left: Math.max(0, Math.round(left + (width - SIZE.width) / 2)),
    top: Math.max(0, Math.round(top + (height - SIZE.height) / 2)),
  };
}
