import { browser, defineBackground } from '#imports';
import { createParts } from '@/utils/background/create-background';
import { createCaretaker } from '@/utils/background/housekeeping';
import { watchJoinPages } from '@/utils/background/join-tabs-watch';
import { createRequestHandlers } from '@/utils/background/request-handlers';
import { watchCommands } from '@/utils/background/shortcuts';
import { createWakeUp } from '@/utils/browser-surfaces/wake-up';
import { watchLooking } from '@/utils/messaging/page-presence';
import { serveRequests } from '@/utils/messaging/server';
import { findEnvironment } from '@/utils/settings/configuration';
import { keepItemsInMemory } from '@/utils/storage/items';
import { lockStorage } from '@/utils/storage/lock';

/**
 * The composition root. Builds the parts, registers every listener synchronously (a worker is woken
 * by an event only if its listener is there at once), then takes up what a previous worker left.
 */
export default defineBackground({
  main() {
    lockStorage();
    keepItemsInMemory();
    const parts = createParts();
    const own = { id: browser.runtime.id, origin: browser.runtime.getURL('/').replace(/\/$/, '') };
    const getDesktopOrigin = async () => (await findEnvironment())?.appsOrigin ?? null;

    serveRequests(createRequestHandlers(parts), own, getDesktopOrigin);
    watchCommands(parts, getDesktopOrigin);
    watchJoinPages(parts);
    watchLooking(own, () => void parts.nobodyLooks().catch(() => undefined));
    const caretaker = createCaretaker(parts);
    caretaker.watch(createWakeUp(caretaker.attend));
  },
});
