/** All durations, in milliseconds; tests shorten them. */
export const TIMINGS = {
  /**
   * For the background's answer about the channel: beyond all its own limits, so that only a lost
   * worker exceeds it.
   */
  answerMs: 60_000,
  /** From the address to an open socket. */
  connectMs: 10_000,
  /** Without any frame: the platform sends a heartbeat about every 30 s, so one was missed. */
  silenceMs: 45_000,
  /** For the answer to a ping. */
  pongMs: 10_000,
  /** Upper bound of the first pause before reconnecting. */
  firstPauseMs: 2_000,
  /** Upper bound of the longest such pause. */
  longestPauseMs: 60_000,
  /** A connection that lasted this long was stable: the next pause is a first one again. */
  steadyMs: 30_000,
  /** For data that is still on its way on a replaced socket. */
  handoverMs: 2_000,
  /** How long frames wait to form a batch. */
  batchMs: 250,
  /** Between two polls while the socket is open. */
  pollLiveMs: 120_000,
  /** Between two polls while it is not. */
  pollMs: 60_000,
  /** Two polls are never closer than this, whatever requests them. */
  pollApartMs: 5_000,
  /**
   * From the first connection of a page that has just read the list to a second reading: what came
   * between that reading and the subscriptions was not told. Most popups are closed by then.
   */
  catchUpMs: 10_000,
  /** How often to look whether the computer slept or its clock was set, and by how much. */
  clockMs: 5_000,
  clockJumpMs: 30_000,
  /** A page elected this soon after its start trusts the list that its view has just read. */
  freshMs: 10_000,
};

export type Timings = typeof TIMINGS;

/**
 * Nothing waits longer, whatever a server asks for; a timer beyond 2³¹ ms would fire at once (HTML,
 * timers).
 */
export const MAX_WAIT_MS = 24 * 60 * 60_000;
