import type { SessionSettings } from '../settings/settings';
import type { Session } from './model';
import type { LiveSession } from './service';

/**
 * The limits of this browser for a session. A session that was started elsewhere can last longer,
 * or allow more, than settings and policy allow here: it is left at our own limit, and the UI says
 * so.
 */
export type OwnLimit = Pick<Session, 'settings' | 'expiresAt' | 'ownLimit'>;

/** Services round differently: a difference up to this is ignored, in milliseconds. */
const TOLERANCE_MS = 1_000;
const MINUTE_MS = 60_000;
/** A change of the end by less than this is ignored, in milliseconds. */
const CHANGED_BY_MS = 5_000;

/**
 * Returns the limit of a session whose service stores settings and a time limit.
 * @param own what settings and policy allow here
 * @param since when our own time starts, in milliseconds since the epoch
 * @param made whether this browser created it: then its length counts, whatever the clocks say
 */
export function ownLimitOf(
  live: Pick<LiveSession, 'startedAt'> & { settings: SessionSettings; expiresAt: number },
  own: SessionSettings,
  since: number,
  made: boolean,
): OwnLimit {
  const { settings, expiresAt: sessionEndsAt } = live;
  const length = own.timeoutInMinutes * MINUTE_MS;
  const isLonger =
    made && sessionEndsAt - live.startedAt <= length + TOLERANCE_MS
      ? false
      : sessionEndsAt > since + length + TOLERANCE_MS;
  const expiresAt = isLonger ? since + length : sessionEndsAt;
  const allowsMore = settings.allowRemoteControl && !own.allowRemoteControl;
  if (!isLonger && !allowsMore) return { settings, expiresAt };
  return { settings, expiresAt, ownLimit: { settings: own, sessionEndsAt } };
}

/**
 * Returns the limits of a session that was extended, or given control, elsewhere; our own time
 * stays the same. Returns `null` if nothing changed, or if the service does not report it.
 */
export function changedElsewhere(
  { settings, expiresAt, ownLimit }: OwnLimit,
  live: Pick<LiveSession, 'settings' | 'expiresAt'>,
): Required<OwnLimit> | null {
  if (!live.settings || live.expiresAt === null) return null;
  const control = live.settings.allowRemoteControl;
  const knownEnd = ownLimit?.sessionEndsAt ?? expiresAt;
  if (control === settings.allowRemoteControl && live.expiresAt <= knownEnd + CHANGED_BY_MS) return null;
  return {
    settings: { ...settings, allowRemoteControl: control },
    expiresAt,
    ownLimit: {
      settings: ownLimit?.settings ?? settings,
      sessionEndsAt: Math.max(knownEnd, live.expiresAt),
    },
  };
}

/** Whether the session itself continues after its time is over here. */
export function exceedsOwnLimit({ expiresAt, ownLimit }: Pick<Session, 'expiresAt' | 'ownLimit'>): boolean {
  return ownLimit !== undefined && ownLimit.sessionEndsAt > expiresAt + TOLERANCE_MS;
}

/**
 * Returns a live session's limits after they have become stricter; `null` if nothing changes.
 * @param most the most that settings and policy allow now
 */
export function shortened(session: Session, most: SessionSettings): OwnLimit | null {
  const { settings, expiresAt, ownLimit, joinedAt, startedAt } = session;
  const own = ownLimit?.settings ?? settings;
  if (most.timeoutInMinutes >= own.timeoutInMinutes) return null;
  const end = (joinedAt ?? startedAt) + most.timeoutInMinutes * MINUTE_MS;
  if (end >= expiresAt) return null;
  return {
    settings,
    expiresAt: end,
    ownLimit: {
      settings: {
        allowRemoteControl: own.allowRemoteControl && most.allowRemoteControl,
        timeoutInMinutes: most.timeoutInMinutes,
      },
      sessionEndsAt: ownLimit?.sessionEndsAt ?? expiresAt,
    },
  };
}
