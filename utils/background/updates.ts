import { browser } from '#imports';
import { sessionsItem, startsItem } from '../cobrowse/state';
import { TIMEOUT_MINUTES } from '../settings/settings';
import { updateWaitingItem } from './state';

/**
 * The longest that an update waits for sessions to end, in milliseconds: as long as the longest
 * session made here.
 */
const MAX_WAIT_MS = TIMEOUT_MINUTES.max * 60_000;

/**
 * Delays an update of the extension while a session is live or starting: the update clears the
 * memory that holds both. Applies it when the last session has ended, and after eight hours in any
 * case. (Chromium also applies an update on its own when no page of the extension is open and its
 * worker has stopped; the deadlines on disk cover that.)
 */
export function createUpdates(now: () => number) {
  /**
   * When the waiting update is applied even if sessions are live, in milliseconds since the epoch;
   * `null` if none waits.
   */
  async function due(): Promise<number | null> {
    const waiting = await updateWaitingItem.get();
    return waiting && waiting.since + MAX_WAIT_MS;
  }

  /** Applies a waiting update, if nothing prevents it any more. */
  async function apply(): Promise<void> {
    const until = await due();
    if (until === null) return;
    const [sessions, starts] = await Promise.all([sessionsItem.get(), startsItem.get()]);
    const isBusy =
      Object.keys(sessions).length > 0 ||
      Object.values(starts).some(({ state }) => state.phase === 'running');
    if (isBusy && now() < until) return;
    await updateWaitingItem.clear();
    browser.runtime.reload();
  }

  return {
    due,
    apply,
    /** Registers the listener. Call it synchronously, so that the event wakes a worker. */
    watch() {
      browser.runtime.onUpdateAvailable.addListener(() => {
        void updateWaitingItem
          .update((waiting) => waiting ?? { since: now() })
          .then(apply)
          .catch(() => undefined);
      });
    },
  };
}
