import { browser } from '#imports';
import { sessionsItem, startsItem } from '../cobrowse/state';
import { TIMEOUT_MINUTES } from '../settings/settings';
import { updateWaitingItem } from './state';

/**
 * An update waits no longer than this for sessions to end, in milliseconds: as long as the longest
 * that is made here.
 */
const LONGEST_WAIT_MS = TIMEOUT_MINUTES.max * 60_000;

/**
 * Lets an update of the extension wait while a session is live or being started: it empties the
 * memory that both are in. It is applied when the last has ended, and after eight hours in any
 * case. (Chromium also applies one by itself when no page of the extension is open and its worker
 * has stopped; what is promised for later is on disk for that.)
 */
export function createUpdates(now: () => number) {
  /**
   * When the update that waits is applied whatever is live, in milliseconds since the epoch; `null`
   * when none waits.
   */
  async function due(): Promise<number | null> {
    const waiting = await updateWaitingItem.get();
    return waiting && waiting.since + LONGEST_WAIT_MS;
  }

  /** Applies an update that waits, if nothing is in its way any more. */
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
    /** Registers the listener; call it at once, so that the event wakes a worker. */
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
