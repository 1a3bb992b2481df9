import type { StartTimer } from './timers';
import type { Timings } from './timings';

/** One WebSocket from opening to closing. */
export type OpenSocket = {
  /** Closes it; no callback is called any more. */
  close(): void;
};

/**
 * The platform's own ping: its answer is a data frame, because a page sees no control frames (RFC
 * 6455, section 5.5).
 */
const PING = JSON.stringify({ message: 'ping' });

/**
 * Connects once. Calls `onEnd` at most once: when the server closes, when the network fails, when
 * no socket is open after `connectMs`, and when a ping after `silenceMs` without a frame was not
 * answered within `pongMs`. Throws a `SyntaxError` for an invalid address (WebSockets standard,
 * constructor).
 */
export function connect(
  connectUri: string,
  parts: {
    WebSocket: new (url: string) => WebSocket;
    startTimer: StartTimer;
    timings: Pick<Timings, 'connectMs' | 'silenceMs' | 'pongMs'>;
    onOpen(): void;
    onData(data: unknown): void;
    onEnd(): void;
  },
): OpenSocket {
  const { startTimer, timings } = parts;
  const socket = new parts.WebSocket(connectUri);
  const listening = new AbortController();
  const { signal } = listening;
  let stopTimer = startTimer(end, timings.connectMs);

  function close() {
    listening.abort();
    stopTimer();
    socket.close();
  }

  function end() {
    if (signal.aborted) return;
    // A dead network answers no closing handshake: report the end now, not when the browser gives
    // up.
    close();
    parts.onEnd();
  }

  function watchSilence() {
    stopTimer();
    stopTimer = startTimer(() => {
      socket.send(PING);
      stopTimer = startTimer(end, timings.pongMs);
    }, timings.silenceMs);
  }

  socket.addEventListener(
    'open',
    () => {
      watchSilence();
      parts.onOpen();
    },
    { signal },
  );
  socket.addEventListener(
    'message',
    ({ data }: MessageEvent<unknown>) => {
      watchSilence();
      parts.onData(data);
    },
    { signal },
  );
  // An error is always followed by `close`.
  socket.addEventListener('close', end, { signal });
  return { close };
}
