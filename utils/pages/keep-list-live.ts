import { identityItem } from '../auth/state';
import { channelItem, floorHeadItem } from '../floor/state';
import { sendRequest } from '../messaging/client';
import { keepLive, type LiveEnvironment } from '../notifications/keep-live';
import { followHostAccess } from '../settings/host-access';
import { follow } from './follow';

/**
 * Keeps the stored list of conversations up to date while somebody is signed in, the browser lets
 * us access the platform and this page is visible. For the page that shows the list only, and once
 * per page. Returns a function that stops it. `environment` is for tests.
 */
export function keepListLive(environment?: Partial<LiveEnvironment>): () => void {
  /** Address of the channel that this page's socket last connected to. */
  let listensTo: string | null = null;
  let opening = false;
  const live = keepLive(
    {
      async openChannel() {
        opening = true;
        const opened = await sendRequest('open-channel');
        opening = false;
        if (opened.ok) listensTo = opened.value.connectUri;
        return opened;
      },
      applyNotifications: (notifications) => sendRequest('apply-notifications', { notifications }),
      noteLive: (isLive) => sendRequest('note-live', { live: isLive }),
      poll: () => sendRequest('refresh-conversations', { why: 'due' }),
    },
    environment,
  );
  let userId: string | null = null;
  let mayReach = true;
  let stopped = false;
  const stops = [
    follow(identityItem, (identity) => {
      if (stopped) return;
      const same = identity?.userId === userId;
      userId = identity?.userId ?? null;
      if (!same) live.stop();
      if (userId === null || !mayReach) return;
      if (same) live.restart();
      else live.start();
    }),
    // Close a socket to a host that the browser no longer lets us access.
    followHostAccess((now) => {
      if (stopped) return;
      mayReach = now;
      if (!mayReach) live.stop();
      else if (userId !== null) live.start();
    }),
    // The background may find that a channel delivers nothing any more although its socket is open:
    // then another channel replaces it.
    channelItem.watch((channel) => {
      if (opening || listensTo === null || channel === null || channel.connectUri === listensTo) return;
      listensTo = null;
      live.renew();
    }),
    // If the same person signs in again, the identity may be unchanged, and the browser may send no
    // event for it; but then a list can be read again.
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
