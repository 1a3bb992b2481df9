import { browser, defineBackground } from '#imports';
import { createBackground } from '@/utils/background/create-background';
import { watchDoors } from '@/utils/background/doors';
import { createHousekeeping } from '@/utils/background/housekeeping';
import { watchJoinTabs } from '@/utils/background/join-tabs-watch';
import { createRequestHandlers } from '@/utils/background/request-handlers';
import { cacheItems } from '@/utils/background/state';
import { createWakeUp } from '@/utils/browser/wake-up';
import { watchPresence } from '@/utils/messaging/page-presence';
import { serveRequests } from '@/utils/messaging/server';
import { findEnvironment } from '@/utils/settings/configuration';
import { managedPolicy } from '@/utils/settings/managed-policy';
import { lockStorage } from '@/utils/storage/lock';

/**
 * The composition root. Builds the parts, registers every listener synchronously (an event wakes a
 * worker only if its listener is registered at once), then resumes what a previous worker left
 * unfinished.
 */
export default defineBackground({
  main() {
    // The first answer waits for its reads.
    cacheItems();
    lockStorage();
    managedPolicy.enableCache();
    const parts = createBackground();
    const own = { id: browser.runtime.id, origin: browser.runtime.getURL('/').replace(/\/$/, '') };
    const getDesktopOrigin = async () => (await findEnvironment())?.appsOrigin ?? null;

    serveRequests(createRequestHandlers(parts), own, getDesktopOrigin);
    const doors = watchDoors(parts, getDesktopOrigin);
    watchJoinTabs(parts);
    watchPresence(own, () => void parts.onLastPageClosed().catch(() => undefined));
    const housekeeping = createHousekeeping(parts, doors);
    housekeeping.watch(createWakeUp(housekeeping.runDueWork));
  },
});
