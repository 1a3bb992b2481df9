import { sendRequest } from '../messaging/client';
import { keepLive, type LiveEnvironment } from '../notifications/keep-live';
import { floorHeadItem, identityItem } from '../storage/items';
import { follow } from './follow';

/**
 * Keeps the stored list of conversations up to date for as long as somebody is signed in and this page is seen. For the page that shows
 * the list only, and once in it. Returns how to stop. `environment` is for tests.
 */
export function keepListLive(environment?: Partial<LiveEnvironment>): () => void {
  const live = keepLive(
    {
      openChannel: () => sendRequest('open-channel'),
      takeNotifications: (notifications) => sendRequest('take-notifications', { notifications }),
      noteLive: (isLive) => sendRequest('note-live', { live: isLive }),
      reread: () => sendRequest('refresh-conversations', { why: 'due' }),
    },
    environment,
  );
  let userId: string | null = null;
  let stopped = false;
  const stops = [
    follow(identityItem, (identity) => {
      if (stopped) return;
      const same = identity?.userId === userId;
      userId = identity?.userId ?? null;
      if (!same) live.stop();
      if (userId === null) return;
      if (same) live.restart();
      else live.start();
    }),
    // The same person signing in again may write the same identity, which no browser need tell of; but then a list can be read again.
    floorHeadItem.watch((head) => {
      if (head) live.restart();
    }),
  ];
  return () => {
    stopped = true;
    for (const stop of stops) stop();
    live.stop();
  };
}
