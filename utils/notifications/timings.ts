/** How long what takes, in milliseconds; tests hurry it. */
export const TIMINGS = {
  /**
   * For the background's answer about the channel: beyond all its own limits, so only a worker that
   * is lost runs into it.
   */
  answerMs: 60_000,
  /** From the address to an open socket. */
  connectMs: 10_000,
  /** Without any frame: the platform sends a heartbeat about every 30 s, so one has been missed. */
  silenceMs: 45_000,
  /** For the answer to a ping. */
  pongMs: 10_000,
  /** Upper end of the first pause before another connection. */
  firstPauseMs: 2_000,
  /** Upper end of the longest such pause. */
  longestPauseMs: 60_000,
  /** A connection that lasted this long was a good one: the next pause is a first one again. */
  steadyMs: 30_000,
  /** For what is still on its way on a socket that another one has replaced. */
  handoverMs: 2_000,
  /** Frames wait this long for company. */
  batchMs: 250,
  /** Between two re-reads while changes arrive as they happen. */
  pollLiveMs: 120_000,
  /** Between two re-reads while they do not. */
  pollMs: 60_000,
  /** Two re-reads are never closer than this, whatever asks for them. */
  pollApartMs: 5_000,
  /** A page elected this soon after its start trusts the list that its view has just read. */
  freshMs: 10_000,
};

export type Timings = typeof TIMINGS;

/**
 * Nothing waits longer, whatever a server asks for; a timer beyond 2³¹ ms would fire at once (HTML,
 * timers).
 */
export const LONGEST_WAIT_MS = 24 * 60 * 60_000;
