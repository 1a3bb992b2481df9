import type { SessionEnding } from '../cobrowse/model';
import { STOP_REASONS, type StopReason } from '../cobrowse/screen-viewer';
import type { Failure } from '../errors/failure';

/**
 * How long a session may be without a picture, in milliseconds. After that the agent's computer
 * most likely has neither the desktop app nor the Background Assistant.
 */
export const NO_PICTURE_AFTER_MS = 20_000;

/**
 * How long to wait for the stored end of a session whose media has ended, in milliseconds: whoever
 * ended it is usually about to store that.
 */
export const AFTER_MEDIA_MS = 1500;

/**
 * One session on this page. All times are milliseconds of the page's own clock, which nobody can
 * set.
 *
 *     asking ──▶ waiting ──▶ live ◀──▶ interrupted
 *        ▲          │
 *        └──────────┘ withdrawn
 *     every state ──▶ closing (the page has asked to stop it) ──▶ over
 *     asking ──▶ failed (its start has failed)
 *
 * `over` and `failed` become `asking` when a new start for the same conversation appears.
 */
export type Watch = {
  phase: 'asking' | 'waiting' | 'live' | 'interrupted' | 'closing' | 'over' | 'failed';
  sessionId: string | null;
  /** The proposed session that this page has accepted. */
  proposeId: string | null;
  /** When the 20 seconds began; `null` if they have not. */
  waitingSince: number | null;
  /** When the media ended without a stored reason. */
  mediaEndedAt: number | null;
  /** The time limit; `null` while unknown. */
  expiresAt: number | null;
  ending: SessionEnding | null;
  failure: Failure | null;
};

export type WatchEvent =
  /** A start is running. */
  | { type: 'start' }
  | { type: 'start-failed'; failure: Failure }
  /** The session is stored, and this page is connected. */
  | { type: 'ready'; sessionId: string }
  /** The session's time limit, whenever it becomes known or changes. */
  | { type: 'limit'; expiresAt: number }
  | { type: 'proposed'; proposeId: string }
  /** The proposal was taken back before an offer. */
  | { type: 'withdrawn' }
  /** Another client of the supervisor has accepted it. */
  | { type: 'taken' }
  | { type: 'picture' }
  | { type: 'interrupted' }
  /** The media has ended: the other side said so, or the connection failed for good. */
  | { type: 'media-ended' }
  /** The session is no longer stored. */
  | { type: 'ended'; how: SessionEnding }
  /** Time has passed. */
  | { type: 'time' };

/** What the page must do after an event. */
export type WatchEffect = { type: 'stop'; why: StopReason } | { type: 'close-media' };

/** A watch before anything is known. */
export const NEW_WATCH: Watch = {
  phase: 'asking',
  sessionId: null,
  proposeId: null,
  waitingSince: null,
  mediaEndedAt: null,
  expiresAt: null,
  ending: null,
  failure: null,
};

/** Whether the watch has ended or its start has failed. */
export const isOver = ({ phase }: Watch): boolean => phase === 'over' || phase === 'failed';

/** Whether this watch may take a proposal: it has no media, or has lost it. */
export const wantsMedia = (watch: Watch): boolean =>
  watch.phase === 'asking' || watch.phase === 'interrupted' || watch.mediaEndedAt !== null;

/** When to send the event `time`; `null` if never. */
export function nextDeadline(watch: Watch): number | null {
  if (isOver(watch) || watch.phase === 'closing') return null;
  const { expiresAt } = watch;
  const other = pictureDeadline(watch);
  return expiresAt !== null && other !== null ? Math.min(expiresAt, other) : (expiresAt ?? other);
}

function pictureDeadline({ phase, mediaEndedAt, waitingSince }: Watch): number | null {
  if (mediaEndedAt !== null) return mediaEndedAt + AFTER_MEDIA_MS;
  const waits = phase === 'asking' || phase === 'waiting';
  return waits && waitingSince !== null ? waitingSince + NO_PICTURE_AFTER_MS : null;
}

/** The next state of a watch, and what follows from it. */
export function step(watch: Watch, event: WatchEvent, now: number): { watch: Watch; effects: WatchEffect[] } {
  const same = { watch, effects: [] };
  if (isOver(watch)) {
    if (event.type === 'start') return { watch: NEW_WATCH, effects: [] };
    // A session that was started anew was stored before its start was seen.
    if (event.type === 'ready' && event.sessionId !== watch.sessionId)
      return { watch: { ...NEW_WATCH, sessionId: event.sessionId, waitingSince: now }, effects: [] };
    // The stored reason knows more than the page.
    if (event.type === 'ended' && watch.phase === 'over')
      return { watch: { ...watch, ending: event.how }, effects: [] };
    return same;
  }
  switch (event.type) {
    case 'start':
      return same;
    case 'start-failed':
      return { watch: { ...watch, phase: 'failed', failure: event.failure }, effects: [] };
    case 'ready':
      return ready(watch, event.sessionId, now);
    case 'limit':
      return watch.phase === 'closing' || watch.expiresAt === event.expiresAt
        ? same
        : { watch: { ...watch, expiresAt: event.expiresAt }, effects: [] };
    case 'proposed':
      return watch.phase === 'closing'
        ? same
        : {
            watch: {
              ...watch,
              phase: 'waiting',
              proposeId: event.proposeId,
              mediaEndedAt: null,
              // A picture that was lost gets its 20 seconds anew.
              waitingSince:
                watch.phase === 'asking' || watch.waitingSince === null ? watch.waitingSince : now,
            },
            effects: [],
          };
    case 'withdrawn':
      return watch.phase === 'waiting'
        ? { watch: { ...watch, phase: 'asking', proposeId: null }, effects: [] }
        : same;
    case 'taken':
      return watch.phase === 'waiting' ? stopped(watch, 'answered-elsewhere') : same;
    case 'picture':
      return watch.phase === 'closing' || watch.phase === 'live' || watch.mediaEndedAt !== null
        ? same
        : { watch: { ...watch, phase: 'live' }, effects: [] };
    case 'interrupted':
      return watch.phase === 'live' ? { watch: { ...watch, phase: 'interrupted' }, effects: [] } : same;
    case 'media-ended':
      return watch.phase === 'closing' || watch.mediaEndedAt !== null
        ? same
        : {
            watch: { ...watch, phase: 'interrupted', proposeId: null, mediaEndedAt: now },
            effects: [{ type: 'close-media' }],
          };
    case 'ended':
      return {
        watch: { ...watch, phase: 'over', ending: event.how },
        effects: [{ type: 'close-media' }],
      };
    case 'time':
      return late(watch, now);
  }
}

function ready(watch: Watch, sessionId: string, now: number): { watch: Watch; effects: WatchEffect[] } {
  if (watch.phase === 'closing') {
    const { ending } = watch;
    // It was to be stopped before it was there.
    const stops = watch.sessionId === null && isStopReason(ending);
    return { watch: { ...watch, sessionId }, effects: stops ? [{ type: 'stop', why: ending }] : [] };
  }
  if (watch.sessionId === sessionId && watch.waitingSince !== null) return { watch, effects: [] };
  return { watch: { ...watch, sessionId, waitingSince: now }, effects: [] };
}

const isStopReason = (ending: SessionEnding | null): ending is StopReason =>
  STOP_REASONS.some((reason) => reason === ending);

function late(watch: Watch, now: number): { watch: Watch; effects: WatchEffect[] } {
  const deadline = nextDeadline(watch);
  if (deadline === null || now < deadline) return { watch, effects: [] };
  // The background ends the session by the computer's clock, which may have been set back since.
  // Should it fail, the picture must not go on meanwhile.
  if (watch.expiresAt !== null && now >= watch.expiresAt) return stopped(watch, 'time-limit');
  return stopped(watch, watch.mediaEndedAt !== null ? 'media-ended' : 'no-picture');
}

/** The page stops it; a session that is not there yet will be stopped as soon as it is. */
function stopped(watch: Watch, why: StopReason): { watch: Watch; effects: WatchEffect[] } {
  const effects: WatchEffect[] = [{ type: 'close-media' }];
  if (watch.sessionId !== null) effects.push({ type: 'stop', why });
  return { watch: { ...watch, phase: 'closing', ending: why }, effects };
}
