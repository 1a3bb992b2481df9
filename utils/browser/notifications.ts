import { browser } from '#imports';

/**
 * Shows a notification in place of one with the same id. Does nothing without the permission, which
 * the user can take away at any time. Firefox throws on any option besides these.
 */
export async function showNotification(id: string, texts: { title: string; message: string }): Promise<void> {
  if (!isAllowed()) return;
  const iconUrl = browser.runtime.getURL('/icon/128.png');
  await browser.notifications.create(id, { type: 'basic', iconUrl, ...texts });
}

/** Takes a notification back; does nothing if there is none. */
export async function clearNotification(id: string): Promise<void> {
  if (isAllowed()) await browser.notifications.clear(id);
}

/** Takes back all notifications except those that `stays` names. */
export async function clearNotifications(stays: (id: string) => boolean): Promise<void> {
  if (!isAllowed()) return;
  const ids = Object.keys(await browser.notifications.getAll());
  await Promise.all(ids.filter((id) => !stays(id)).map((id) => browser.notifications.clear(id)));
}

/** Without the permission, the browser does not even have the API. */
const isAllowed = () => browser.notifications !== undefined;
