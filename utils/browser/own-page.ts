import { browser } from '#imports';
import { focusTab } from './join-tabs';

/** Brings a page of the extension to the front: in its tab, otherwise in a new one. */
export async function openOwnPage(path: Parameters<typeof browser.runtime.getURL>[0]): Promise<void> {
  const url = browser.runtime.getURL(path);
  const tabs = await browser.tabs.query({});
  const open = tabs.find((tab) => tab.url === url);
  if (open?.id === undefined || !(await focusTab(open.id))) await browser.tabs.create({ url });
}
