import type { Failure } from '../errors/failure';
import type { Result } from '../errors/result';
import { createBackOff } from './back-off';
import { createFrameGuard, lengthOf } from './frame-guard';
import { parseNotification } from './parse-notification';
import type { StartTimer } from './timers';
import { MAX_WAIT_MS, type Timings } from './timings';
import { connect, type OpenSocket } from './web-socket';

/** What {@link openLiveSocket} needs. */
export type LiveSocketParts = {
  /** Called before each connection, so that a dead channel is replaced. Never rejects. */
  openChannel(): Promise<Result<{ connectUri: string }>>;
  /**
   * Called with each notification, in order of arrival, and its original length. Not called for
   * heartbeats, pongs, and anything that is not a notification.
   */
  onNotification(notification: unknown, length: number): void;
  /** Something was dropped because it was too much: changes may have been missed. */
  onDropped?(): void;
  /** A socket is open. `missed`: there was none for a while, so changes may have been missed. */
  onUp(news: { missed: boolean }): void;
  /** No socket is open and the next attempt takes a while. */
  onDown(): void;
  /**
   * There will be no socket: nobody is signed in, the user lacks the permission, or too much was
   * delivered repeatedly (`unexpected-response`). Everything is closed.
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

/** Failures that a retry does not fix. */
const FINAL: readonly string[] = ['signed-out', 'permission-denied'];

/**
 * Keeps one socket to the notification channel open until it is closed: reconnects after each end
 * with pauses of 1 s to 60 s, or when the service allows it (`retryAt`). Opens the successor before
 * the server closes a socket.
 */
export function openLiveSocket(parts: LiveSocketParts): {
  close(): void;
  /** The network is back: ends a long pause before the next attempt. */
  hurry(): void;
} {
  const { startTimer, timings } = parts;
  const backOff = createBackOff({
    firstMs: timings.firstPauseMs,
    longestMs: timings.longestPauseMs,
    random: parts.random,
  });
  const guard = createFrameGuard(parts.now);
  let serving: OpenSocket | null = null;
  let arriving: OpenSocket | null = null;
  /** Replaced sockets, still read for a moment; each with a function that stops its timer. */
  const leaving = new Map<OpenSocket, () => void>();
  /** The state of the next socket: none, in a pause, or an attempt in progress. */
  let next: 'none' | 'paused' | 'attempted' = 'none';
  /** Answers to earlier attempts are ignored. */
  let attempts = 0;
  let stopWaiting = () => {};
  let stopSteady = () => {};
  let missed = false;
  /** When the service allows the next attempt, in milliseconds since the epoch. */
  let allowedAt = 0;

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
    // Only time shows that a connection is stable: a server that accepts and drops at once must not
    // be contacted each second.
    stopSteady = startTimer(backOff.reset, timings.steadyMs);
    const news = { missed };
    missed = false;
    parts.onUp(news);
  }

  /**
   * What the server sent on the old socket is still on its way, and a closing socket delivers
   * nothing any more.
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
    // The first pause easily fits into the minute that is left.
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
    // While a successor is being opened, do not report an end; but changes may be missed in
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
    allowedAt = retryAt;
    pause();
    if (!serving) goDown();
  }

  function pause() {
    const wait = Math.max(backOff.next(), allowedAt - parts.now());
    stopWaiting = startTimer(() => void attempt(), Math.min(wait, MAX_WAIT_MS));
  }

  function hurry() {
    if (next !== 'paused') return;
    stopWaiting();
    backOff.reset();
    pause();
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
  return { close, hurry };
}
