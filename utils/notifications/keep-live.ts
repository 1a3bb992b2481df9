import type { Failure } from '../errors/failure';
import type { Result } from '../errors/result';
import { createBatches } from './batches';
import { watchClock } from './clock-watch';
import { electLeader } from './leader-election';
import { openLiveSocket } from './live-socket';
import { createPolling } from './polling';
import { type StartTimer, startTimer } from './timers';
import { TIMINGS } from './timings';
import type { WatchedPage } from './visibility';

/** What the background does for the list. None of these reject. */
export type LiveRequests = {
  openChannel(): Promise<Result<{ connectUri: string }>>;
  applyNotifications(notifications: unknown[]): Promise<Result<unknown>>;
  noteLive(live: boolean): Promise<Result<unknown>>;
  poll(): Promise<Result<unknown>>;
};

const LOCK = 'notification-socket';

/**
 * Keeps the list up to date from one elected page among those that show it: forwards what the
 * socket delivers in batches, reports whether the socket is open, and reads the list again after a
 * gap, after the computer slept or its clock was set, when the network is back, a while after the
 * first connection, every 120 s while the socket is open and every 60 s while it is not. A hidden
 * or closed page holds nothing: no socket, no timer, no request.
 *
 * Without the permission, or if the socket repeatedly delivers too much, there is no socket any
 * more, only polling. When nobody is signed in any more, everything stops until `restart`.
 * `environment` is the page's unless a test passes its own.
 */
export function keepLive(requests: LiveRequests, environment: Partial<LiveEnvironment> = {}) {
  const parts: LiveEnvironment = { ...ofThisPage(), ...environment };
  const { timings } = parts;
  let withdraw: (() => void) | null = null;
  let signedOut = false;
  let refused = false;
  let startedAt = 0;
  let terms = 0;
  /**
   * What was last reported in this term; `null` if nothing was, and the stored value may come from
   * a page that died.
   */
  let told: boolean | null = null;

  function tell(live: boolean) {
    if (live === told) return;
    told = live;
    void requests.noteLive(live);
  }

  function stand() {
    withdraw = electLeader({
      name: LOCK,
      locks: parts.locks,
      page: parts.page,
      onElected({ waited }) {
        terms += 1;
        // The view reads the list when it opens; later, or after another page's term, changes may
        // have been missed.
        return serve(waited || terms > 1 || parts.now() - startedAt > timings.freshMs);
      },
    });
  }

  /** Runs one term of this page. Returns a function that ends it. */
  function serve(gap: boolean): () => void {
    let unread = gap;
    let isFirstConnection = true;
    let stopCatchUp = () => {};
    let over = false;
    told = null;

    /**
     * Any answer may be the first to report that nobody is signed in any more; one from an earlier
     * term may be about somebody else.
     */
    async function watched(answer: Promise<Result<unknown>>): Promise<Result<unknown>> {
      const result = await answer;
      if (!over && !result.ok && result.failure.code === 'signed-out') halt();
      return result;
    }

    const polling = createPolling({
      poll: () => watched(requests.poll()),
      everyMs: timings.pollMs,
      apartMs: timings.pollApartMs,
      startTimer: parts.startTimer,
      now: parts.now,
    });
    const batches = createBatches({
      async take(notifications) {
        const taken = await watched(requests.applyNotifications(notifications));
        if (!taken.ok) polling.soon();
      },
      // If the background is too slow, nothing is queued for it: the list is read again.
      onOverflow: () => polling.soon(),
      afterMs: timings.batchMs,
      startTimer: parts.startTimer,
    });

    function readWhatWasMissed() {
      if (unread) polling.soon();
      unread = false;
    }

    function goOnWithoutSocket() {
      tell(false);
      readWhatWasMissed();
    }

    const socket = refused
      ? null
      : openLiveSocket({
          ...parts,
          openChannel: requests.openChannel,
          onNotification: batches.add,
          onDropped: () => polling.soon(),
          onUp({ missed }) {
            unread ||= missed;
            polling.pace(timings.pollLiveMs);
            tell(true);
            if (isFirstConnection && !unread)
              stopCatchUp = parts.startTimer(() => polling.soon(), timings.catchUpMs);
            isFirstConnection = false;
            readWhatWasMissed();
          },
          onDown() {
            // The background must learn why the channel is lost before it is asked for another one.
            batches.flush();
            polling.pace(timings.pollMs);
            goOnWithoutSocket();
          },
          onRefused({ code }: Failure) {
            if (code === 'signed-out') return halt();
            refused = true;
            batches.flush();
            polling.pace(timings.pollMs);
            goOnWithoutSocket();
            return undefined;
          },
        });
    if (!socket) goOnWithoutSocket();

    const stopClock = watchClock({
      ...parts,
      everyMs: timings.clockMs,
      jumpMs: timings.clockJumpMs,
      onJump: polling.soon,
    });
    const followsNetwork = new AbortController();
    parts.page.window.addEventListener(
      'online',
      () => {
        socket?.hurry();
        polling.soon();
      },
      { signal: followsNetwork.signal },
    );

    return () => {
      over = true;
      stopClock();
      followsNetwork.abort();
      stopCatchUp();
      socket?.close();
      // What is dropped here is read again: every term except one that begins with the view itself
      // begins with a gap.
      batches.stop();
      polling.stop();
      tell(false);
    };
  }

  function halt() {
    if (!withdraw) return;
    signedOut = true;
    withdraw();
    withdraw = null;
  }

  return {
    /** Starts when somebody is signed in and the view has read or is reading the list. */
    start() {
      if (withdraw) return;
      signedOut = false;
      refused = false;
      startedAt = parts.now();
      terms = 0;
      stand();
    },
    /** Stops when nobody is signed in, or the view has closed. */
    stop() {
      signedOut = false;
      withdraw?.();
      withdraw = null;
    },
    /** Handles the loss of the socket's channel: a running term restarts with another one. */
    renew() {
      if (!withdraw) return;
      withdraw();
      stand();
    },
    /** Resumes after a `signed-out`; does nothing otherwise. */
    restart() {
      if (!signedOut) return;
      signedOut = false;
      stand();
    },
  };
}

/** What {@link keepLive} needs from its page. */
export type LiveEnvironment = {
  locks: LockManager;
  page: WatchedPage;
  WebSocket: new (url: string) => WebSocket;
  startTimer: StartTimer;
  timings: typeof TIMINGS;
  /** From 0 up to 1. */
  random: () => number;
  /** Milliseconds since the epoch. */
  now: () => number;
};

function ofThisPage(): LiveEnvironment {
  return {
    locks: navigator.locks,
    // A test without a page passes its own.
    page: { document: globalThis.document, window: globalThis.window },
    WebSocket: globalThis.WebSocket,
    startTimer,
    timings: TIMINGS,
    random: Math.random,
    now: Date.now,
  };
}
