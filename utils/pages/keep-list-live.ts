import { identityItem } from '../auth/state';
import { channelItem, floorHeadItem } from '../floor/state';
import { sendRequest } from '../messaging/client';
import { keepLive, type LiveEnvironment } from '../notifications/keep-live';
import { followHostAccess } from '../settings/host-access';
import { follow } from './follow';

/**
 * Keeps the stored list of conversations up to date for as long as somebody is signed in, the
 * browser lets us reach the platform and this page is seen. For the page that shows the list only,
 * and once in it. Returns how to stop. `environment` is for tests.
 */
export function keepListLive(environment?: Partial<LiveEnvironment>): () => void {
  /** Address of the channel whose socket this page was given last. */
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
      takeNotifications: (notifications) => sendRequest('take-notifications', { notifications }),
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
    // A socket to a place that the browser does not let us reach any more is not held on to.
    followHostAccess((now) => {
      if (stopped) return;
      mayReach = now;
      if (!mayReach) live.stop();
      else if (userId !== null) live.start();
    }),
    // The background may find out that a channel tells nothing any more although its socket is up:
    // then another has taken its place.
    channelItem.watch((channel) => {
      if (opening || listensTo === null || channel === null || channel.connectUri === listensTo) return;
      listensTo = null;
      live.renew();
    }),
    // The same person signing in again may write the same identity, which no browser need tell of;
    // but then a list can be read again.
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
