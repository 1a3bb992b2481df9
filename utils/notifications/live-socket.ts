import type { Failure } from '../errors/failure';
import type { Result } from '../errors/result';
import { createBackOff } from './back-off';
import { createFrameGuard, lengthOf } from './frame-guard';
import { parseNotification } from './parse-notification';
import type { StartTimer } from './timers';
import { LONGEST_WAIT_MS, type Timings } from './timings';
import { connect, type OpenSocket } from './web-socket';

/** What {@link openLiveSocket} works with. */
export type LiveSocketParts = {
  /** Asked before each connection, so that a channel that has died is replaced. Never rejects. */
  openChannel(): Promise<Result<{ connectUri: string }>>;
  /**
   * A notification, in the order of arrival, and its length as it came. Not heartbeats, pongs, and
   * what is no notification.
   */
  onNotification(notification: unknown, length: number): void;
  /** Something that came was not read, because it was too much: changes may have been missed. */
  onDropped?(): void;
  /**
   * A socket is open. `missed`: for a while there was none, so that changes may have been missed.
   */
  onUp(news: { missed: boolean }): void;
  /** No socket is open and the next attempt takes a while. */
  onDown(): void;
  /**
   * There will be none: nobody is signed in, this person may not, or what came was too much again
   * and again (`unexpected-response`). Everything is closed.
   */
  onRefused(failure: Failure): void;
  WebSocket: new (url: string) => WebSocket;
  startTimer: StartTimer;
  timings: Timings;
  /** From 0 up to 1. */
  random: () => number;
  /** Milliseconds since the epoch. */
  now: () => number;
};

/** Failures that asking again does not mend. */
const FINAL: readonly string[] = ['signed-out', 'permission-denied'];

/**
 * Keeps one socket to the notification channel open until it is closed: connects again after each
 * end with pauses of 1 s to 60 s, or when the service lets it (`retryAt`). Before a socket that the
 * server is about to close ends, its successor is open.
 */
export function openLiveSocket(parts: LiveSocketParts): { close(): void } {
  const { startTimer, timings } = parts;
  const backOff = createBackOff({
    firstMs: timings.firstPauseMs,
    longestMs: timings.longestPauseMs,
    random: parts.random,
  });
  const guard = createFrameGuard(parts.now);
  let serving: OpenSocket | null = null;
  let arriving: OpenSocket | null = null;
  /** Replaced, and listened to for a moment more; each with how to stop its timer. */
  const leaving = new Map<OpenSocket, () => void>();
  /** What goes on for the next socket: nothing, a pause, or an attempt. */
  let next: 'none' | 'paused' | 'attempted' = 'none';
  /** Answers to an earlier attempt than this one come too late. */
  let attempts = 0;
  let stopWaiting = () => {};
  let stopSteady = () => {};
  let missed = false;

  async function attempt() {
    attempts += 1;
    const mine = attempts;
    next = 'attempted';
    stopWaiting = startTimer(() => tryLater(), timings.answerMs);
    const channel = await parts.openChannel();
    if (mine !== attempts) return;
    stopWaiting();
    if (channel.ok) reach(channel.value.connectUri);
    else if (FINAL.includes(channel.failure.code)) {
      close();
      parts.onRefused(channel.failure);
    } else tryLater(channel.failure.retryAt);
  }

  function reach(connectUri: string) {
    try {
      const connection: OpenSocket = connect(connectUri, {
        WebSocket: parts.WebSocket,
        startTimer,
        timings,
        onOpen: () => takeOver(connection),
        onData: (data) => read(connection, data),
        onEnd: () => ended(connection),
      });
      arriving = connection;
    } catch {
      tryLater();
    }
  }

  function takeOver(connection: OpenSocket) {
    if (serving) letGo(serving);
    serving = connection;
    arriving = null;
    next = 'none';
    stopSteady();
    // Only time shows that a connection is good: a server that accepts and drops at once must not
    // be asked each second.
    stopSteady = startTimer(backOff.reset, timings.steadyMs);
    const news = { missed };
    missed = false;
    parts.onUp(news);
  }

  /**
   * What the server had sent on the old socket is still on its way, and a socket that is being
   * closed hands nothing out any more.
   */
  function letGo(connection: OpenSocket) {
    const stop = startTimer(() => {
      leaving.delete(connection);
      connection.close();
    }, timings.handoverMs);
    leaving.set(connection, stop);
  }

  function read(connection: OpenSocket, data: unknown) {
    const verdict = guard.judge(data);
    if (verdict !== 'take') {
      parts.onDropped?.();
      if (verdict === 'end') {
        close();
        parts.onRefused({ code: 'unexpected-response' });
      }
      return;
    }
    const frame = parseNotification(data);
    if (frame.kind === 'ignored') return;
    parts.onNotification(frame.notification, lengthOf(data));
    if (connection !== serving) return;
    // The first pause fits well into the minute that is left.
    if (frame.kind === 'closing' && next === 'none') tryLater();
    if (frame.kind === 'channel-lost') {
      closeSockets();
      tryLater();
    }
  }

  function ended(connection: OpenSocket) {
    if (connection === arriving) return tryLater();
    if (connection !== serving) {
      leaving.get(connection)?.();
      leaving.delete(connection);
      return undefined;
    }
    serving = null;
    stopSteady();
    if (next === 'none') tryLater();
    else if (next === 'paused') goDown();
    // A successor that is on its way is not announced as an end, but nobody knows what came in
    // between.
    else missed = true;
    return undefined;
  }

  function goDown() {
    missed = true;
    parts.onDown();
  }

  function tryLater(retryAt = 0) {
    attempts += 1;
    stopWaiting();
    arriving?.close();
    arriving = null;
    next = 'paused';
    const pause = Math.max(backOff.next(), retryAt - parts.now());
    stopWaiting = startTimer(() => void attempt(), Math.min(pause, LONGEST_WAIT_MS));
    if (!serving) goDown();
  }

  function closeSockets() {
    stopSteady();
    arriving?.close();
    serving?.close();
    arriving = null;
    serving = null;
    for (const [connection, stop] of leaving) {
      stop();
      connection.close();
    }
    leaving.clear();
  }

  function close() {
    attempts += 1;
    stopWaiting();
    closeSockets();
  }

  void attempt();
  return { close };
}
