import { closeTab, closeTabsWhere } from '../browser-surfaces/join-tabs';
import type { Session } from '../cobrowse/model';
import { isViewerOf } from '../cobrowse/viewer-page';
import type { Environment } from '../environment/environment';
import { hasHostAccessTo } from '../environment/host-access';

/** Makes what closes the supervisor's page of a session. The viewer is closed wherever it is open: it says whose it is by its address. */
export function createPageCloser(
  getEnvironment: () => Promise<Pick<Environment, 'appsOrigin'>>,
): (session: Session) => Promise<void> {
  return async ({ service, conversationId, tabId }) => {
    if (service === 'platform') {
      const { appsOrigin } = await getEnvironment();
      await closeTabsWhere((url) => isViewerOf(conversationId, appsOrigin, url));
      // Without access no address can be read: then it is the tab that was noted.
      if (tabId !== null && !(await hasHostAccessTo(appsOrigin))) await closeTab(tabId);
    } else if (tabId !== null) await closeTab(tabId);
  };
}
