import { browser } from '#imports';
import { focusTab } from './join-tabs';

/** Shows a page of the extension in front: in the tab that has it, else in a new one. */
export async function openOwnPage(path: Parameters<typeof browser.runtime.getURL>[0]): Promise<void> {
  const url = browser.runtime.getURL(path);
  const tabs = await browser.tabs.query({});
  const open = tabs.find((tab) => tab.url === url);
  if (open?.id === undefined || !(await focusTab(open.id))) await browser.tabs.create({ url });
}
