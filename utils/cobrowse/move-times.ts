import { movedTime } from '../concurrency/moved-time';
import type { EndedSession, EndNotice, JoinLink, Session, Start } from './model';

// This computer's clock was set: each function adds `ms` to all times by that clock.

/** Moves the times of a session. */
export function moveSession(session: Session, ms: number): Session {
  const { joinedAt, ownLimit, offer, invitation, agentNotice, notes, ending } = session;
  return {
    ...session,
    clockSetBy: (session.clockSetBy ?? 0) + ms,
    startedAt: session.startedAt + ms,
    expiresAt: session.expiresAt + ms,
    ...(joinedAt !== undefined && { joinedAt: joinedAt + ms }),
    ...(ownLimit && { ownLimit: { ...ownLimit, sessionEndsAt: ownLimit.sessionEndsAt + ms } }),
    ...(offer && { offer: { ...offer, endsAt: movedTime(offer.endsAt, ms) } }),
    invitation: invitation && { ...invitation, at: invitation.at + ms },
    ...(agentNotice && { agentNotice: { ...agentNotice, at: movedTime(agentNotice.at, ms) } }),
    ...(notes && { notes: notes.map((note) => ({ ...note, at: note.at + ms })) }),
    ...(ending && { ending: { ...ending, limitAt: ending.limitAt + ms } }),
  };
}

/** Moves the times of a notice about an ended session. */
export const moveEnded = (ended: EndedSession, ms: number): EndedSession => ({
  ...ended,
  endedAt: ended.endedAt + ms,
  expiresAt: ended.expiresAt + ms,
});

/** Moves the times of a notice that an agent must still get. */
export const moveEndNotice = (notice: EndNotice, ms: number): EndNotice => ({
  ...notice,
  endedAt: notice.endedAt + ms,
});

/** Moves the times of a join link. */
export function moveJoinLink(link: JoinLink, ms: number): JoinLink {
  const { expiresAt, keptAt } = link;
  return {
    ...link,
    // One that never expires still does not.
    expiresAt: expiresAt === Number.MAX_SAFE_INTEGER ? expiresAt : expiresAt + ms,
    ...(keptAt !== undefined && { keptAt: keptAt + ms }),
  };
}

/** Moves when a start resumes. When it began stays: that tells it from other starts. */
export function moveStart(start: Start, ms: number): Start {
  const { state } = start;
  if (state.phase !== 'waiting' || state.failure.retryAt === undefined) return start;
  return {
    ...start,
    state: { ...state, failure: { ...state.failure, retryAt: state.failure.retryAt + ms } },
  };
}
