import type { SessionSettings } from '../settings/settings';
import type { Session } from './model';
import type { LiveSession } from './service';

/**
 * What this browser allows itself in a session. One that was started elsewhere can last longer, or
 * allow more, than settings and policy allow here: it is left at the own limit, and says so.
 */
export type OwnLimit = Pick<Session, 'settings' | 'expiresAt' | 'ownLimit'>;

/** Answers are not rounded alike everywhere: so much more is no longer session, in milliseconds. */
const TOLERANCE_MS = 1_000;
const MINUTE_MS = 60_000;
/** An end that was moved by less than this was not moved, in milliseconds. */
const CHANGED_BY_MS = 5_000;

/**
 * The limit of a session whose service keeps settings and a time limit.
 * @param own what settings and policy allow here
 * @param since from when the own time counts, in milliseconds since the epoch
 * @param made whether this browser made it: then its length counts, whatever the clocks say
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
 * What is known of a session that was made longer, or given control, elsewhere: our own time stays
 * as it was. `null` where nothing changed, or the service does not tell.
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

/** Whether the session itself goes on when its time is over here. */
export function outlastsUs({ expiresAt, ownLimit }: Pick<Session, 'expiresAt' | 'ownLimit'>): boolean {
  return ownLimit !== undefined && ownLimit.sessionEndsAt > expiresAt + TOLERANCE_MS;
}

/**
 * A live session under limits that have become stricter; `null` where nothing changes.
 * @param most what settings and policy allow at most now
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
