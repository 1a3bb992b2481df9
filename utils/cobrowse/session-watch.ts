import { atMost } from '../concurrency/at-most';
import { passedSince } from '../concurrency/passed-since';
import { tryEach } from '../concurrency/try-each';
import { isFailure } from '../errors/failure';
import type { Conversation } from '../genesys-cloud/conversation-model';
import type { SessionSettings } from '../settings/settings';
import { endedByUser, isEnding } from './ending';
import type { Session, SessionEnding } from './model';
import { changedElsewhere, exceedsOwnLimit, shortened } from './own-limit';
import type { CobrowseService, LiveSession } from './service';
import { SERVICE_TRAITS } from './service-traits';
import type { SessionStore } from './session-store';

/**
 * Detects sessions that ended elsewhere, and why, and removes them from the store. It checks only
 * on occasion (the popup opens, a link is created, the join page closes) and never polls; what the
 * clock alone can tell costs no request.
 */
export type SessionWatch = {
  /**
   * Asks whether a session is live; removes it from the store if not. Throws the failures of the
   * read.
   */
  check(session: Session): Promise<boolean>;
  /**
   * Checks all sessions, each at most once in ten seconds. Never throws: a session that cannot be
   * read stays.
   */
  checkAll(): Promise<void>;
  /**
   * Handles a fresh listing of active conversations: checks a session at once if its conversation
   * has disappeared.
   */
  noteListing(conversationIds: ReadonlySet<string>): Promise<void>;
  /**
   * Ends sessions at their time limit, and closes the supervisor's page: a session may have been
   * extended elsewhere unnoticed. One that is known to continue and was created here is ended for
   * everybody. Otherwise no request is sent, unless `confirmTime` does. A session that cannot be
   * ended does not stop the others; its failure is thrown after them.
   */
  endOverdue(): Promise<void>;
  /**
   * Makes sure of the time, where sessions show that the computer slept or that its clock was set:
   * one is long over, or begins in the future. Asks about such a session, once; the answer's `Date`
   * header moves all stored times if the clock was set (utils/background/clock-changes.ts). Never
   * throws: without an answer, this computer's clock counts.
   */
  confirmTime(): Promise<void>;
  /**
   * Applies changed limits: shortens sessions that last too long, and leaves those that allow
   * forbidden control. Throws the first failure, once every session has been tried.
   */
  enforceLimits(): Promise<void>;
  /**
   * Checks once what happened to offers that have expired. Never throws: a failed read is repeated.
   */
  checkOffers(): Promise<void>;
  /** When to check the next offer, in milliseconds since the epoch; `null` if there is none. */
  nextOfferCheck(): Promise<number | null>;
  /** Runs work that ends the session itself; checks ignore the session meanwhile. */
  suspendChecks<T>(sessionId: string, work: () => Promise<T>): Promise<T>;
};

/** The shortest time between two checks of a session, in milliseconds. */
const CHECK_AGAIN_AFTER_MS = 10_000;
/**
 * The most sessions to check at once, least recently checked first, so that a user with many
 * sessions has requests left for a start.
 */
const MAX_CHECKS = 5;
/**
 * A session that is over this shortly before its time limit was ended by it: answers take time, in
 * milliseconds.
 */
const NEAR_LIMIT_MS = 5_000;

/**
 * A session that is over for this long was not ended in time, by timer or alarm; one that begins
 * this far in the future was not stored by this clock. In milliseconds.
 */
const IMPLAUSIBLE_MS = 60_000;
/** How long to wait for the server's time, in milliseconds. */
const TIME_WITHIN_MS = 12_000;

/** How long after its end to check an offer, in milliseconds: by then the service knows it too. */
const AFTER_OFFER_MS = 2_000;

/**
 * Creates the watch. What it remembers between two checks only saves requests; a new worker may
 * forget it.
 */
export function createSessionWatch(dependencies: {
  service: Pick<CobrowseService, 'read' | 'end'>;
  sessionStore: Pick<
    SessionStore,
    'session' | 'sessions' | 'overdueSessions' | 'endSession' | 'setOffer' | 'setLimit'
  >;
  /** Limits the wanted settings to what is allowed now. */
  limitSettings(settings: SessionSettings): Promise<SessionSettings>;
  /** Throws `not-found` for an unknown one. */
  getConversation(conversationId: string): Promise<Conversation>;
  /** Closes the supervisor's page of a session. */
  closePage(session: Session): Promise<void>;
  now(): number;
}): SessionWatch {
  const { service, sessionStore, limitSettings, getConversation, closePage, now } = dependencies;
  const checkedAt = new Map<string, number>();
  const listed = new Set<string>();
  const suspended = new Set<string>();
  /** Sessions that were asked about because of their times, with these. */
  const confirmed = new Set<string>();

  async function howItEnded({ conversationId, expiresAt, offer }: Session): Promise<SessionEnding> {
    if (now() >= expiresAt - NEAR_LIMIT_MS) return 'time-limit';
    const offerEndsAt = offer?.endsAt ?? Number.POSITIVE_INFINITY;
    if (now() >= offerEndsAt - NEAR_LIMIT_MS) return 'offer-ended';
    try {
      const { state } = await getConversation(conversationId);
      return state === 'ended' ? 'conversation-over' : 'ended-elsewhere';
    } catch (error) {
      return isFailure(error, 'not-found') ? 'conversation-over' : 'ended-elsewhere';
    }
  }

  /** Removes a session from the store. If no service would stop the page, closes it first. */
  async function removeSession(session: Session, how: SessionEnding): Promise<void> {
    // If reloaded, a viewer would ask the customer again, unnoticed. Close it first: if the worker
    // dies here, nothing is left open.
    if (isOursToClose(session)) await closePage(session).catch(() => undefined);
    await sessionStore.endSession(session.id, how);
  }

  async function check(session: Session): Promise<boolean> {
    // The code that ends it records how.
    if (suspended.has(session.id)) return false;
    // The user has ended it: it ends here, not where it is read.
    if (isEnding(session)) return true;
    checkedAt.set(session.id, now());
    const live = await service.read(session);
    // The answer may have shown that the clock was set, and so have moved the times in the store.
    const present = await sessionStore.session(session.id);
    if (live) {
      if (await noteChange(present ?? session, live)) return false;
      // The code has been used and is no longer needed.
      if (live.accepted && session.offer) await sessionStore.setOffer(session.id);
      return true;
    }
    if (suspended.has(session.id) || !present) return false;
    const how = await howItEnded(present);
    if (!suspended.has(session.id)) await removeSession(session, how);
    return false;
  }

  /**
   * Handles a session that the service reports as extended, or given control, elsewhere. Returns
   * whether the session was left for that reason.
   */
  async function noteChange(session: Session, live: LiveSession): Promise<boolean> {
    const known = changedElsewhere(session, live);
    if (!known) return false;
    await sessionStore.setLimit(session.id, known);
    return await leaveIfForbidden({ ...session, ...known });
  }

  /** A session cannot be used without its control: if control is forbidden, leave it. */
  async function leaveIfForbidden(session: Session): Promise<boolean> {
    if (!session.settings.allowRemoteControl || !SERVICE_TRAITS[session.service].grantsControl) return false;
    if ((await limitSettings(session.settings)).allowRemoteControl) return false;
    await leave(session, 'not-allowed');
    return true;
  }

  /**
   * Closes the supervisor's page. Ends a session that was created here for everybody; one created
   * by others continues without us.
   */
  async function leave(session: Session, how: SessionEnding): Promise<void> {
    suspended.add(session.id);
    try {
      await closePage(session).catch(() => undefined);
      const ended = !session.joinedExisting && (await service.end(session).catch(() => 'left')) === 'ended';
      await sessionStore.endSession(session.id, ended && how === 'left-at-limit' ? 'time-limit' : how);
    } finally {
      suspended.delete(session.id);
    }
  }

  /**
   * Ends a session that nothing else would end. If that fails, the session stays, so that it is
   * ended the next time.
   */
  async function endAtLimit(session: Session): Promise<void> {
    suspended.add(session.id);
    try {
      const how = await service.end(session);
      await sessionStore.endSession(session.id, isEnding(session) ? endedByUser(how) : 'time-limit');
    } finally {
      suspended.delete(session.id);
    }
  }

  async function confirmTime(): Promise<void> {
    const [live, overdue] = await Promise.all([sessionStore.sessions(), sessionStore.overdueSessions()]);
    const timesOf = ({ id, startedAt, expiresAt }: Session) => `${id} ${startedAt} ${expiresAt}`;
    const implausible = [...live, ...overdue].filter(
      ({ startedAt, expiresAt }) => now() - expiresAt > IMPLAUSIBLE_MS || startedAt - now() > IMPLAUSIBLE_MS,
    );
    const unconfirmed = implausible.find((session) => !confirmed.has(timesOf(session)));
    if (!unconfirmed) return;
    for (const session of implausible) confirmed.add(timesOf(session));
    await atMost(TIME_WITHIN_MS, service.read(unconfirmed));
  }

  async function endOverdue(): Promise<void> {
    await confirmTime().catch(() => undefined);
    await tryEach(await sessionStore.overdueSessions(), async (session) => {
      // First: a session that only we end must not be left to itself.
      if (mustBeEnded(session) || isEnding(session)) {
        await endAtLimit(session);
        return;
      }
      if (exceedsOwnLimit(session)) {
        await leave(session, 'left-at-limit');
        return;
      }
      await closePage(session).catch(() => undefined);
      await sessionStore.endSession(session.id, 'time-limit');
    });
  }

  async function enforceLimit(session: Session): Promise<void> {
    if (isEnding(session)) return;
    if (await leaveIfForbidden(session)) return;
    const own = session.ownLimit?.settings ?? session.settings;
    const limit = shortened(session, await limitSettings(own));
    if (!limit) return;
    const { settings, expiresAt, ownLimit } = limit;
    // Where we end the session at its limit, it does not continue without us.
    const isWhole = mustBeEnded(session);
    await sessionStore.setLimit(
      session.id,
      isWhole ? { settings: ownLimit?.settings ?? settings, expiresAt } : limit,
    );
  }

  async function checkEach(sessions: Session[]): Promise<void> {
    await Promise.allSettled(sessions.filter(({ id }) => !suspended.has(id)).map(check));
  }

  /**
   * Forgets what was remembered about sessions that are gone, so that memory stays as small as the
   * store.
   */
  function forgetAllBut(sessions: Session[]): void {
    const ids = new Set(sessions.map(({ id }) => id));
    for (const id of [...checkedAt.keys(), ...listed]) {
      if (ids.has(id)) continue;
      checkedAt.delete(id);
      listed.delete(id);
    }
  }

  return {
    check,
    async checkAll() {
      const sessions = await sessionStore.sessions();
      forgetAllBut(sessions);
      const isDue = ({ id }: Session) =>
        passedSince(checkedAt.get(id) ?? Number.NEGATIVE_INFINITY, now()) >= CHECK_AGAIN_AFTER_MS;
      const checkedAtOf = ({ id }: Session) => checkedAt.get(id) ?? Number.NEGATIVE_INFINITY;
      const due = sessions.filter(isDue).sort((a, b) => (checkedAtOf(a) < checkedAtOf(b) ? -1 : 1));
      await checkEach(due.slice(0, MAX_CHECKS));
    },
    async noteListing(conversationIds) {
      const sessions = await sessionStore.sessions();
      forgetAllBut(sessions);
      // A conversation that was never listed (some tokens do not see every conversation) cannot
      // disappear.
      const gone = sessions.filter(({ id, conversationId }) => {
        if (!conversationIds.has(conversationId)) return listed.delete(id);
        listed.add(id);
        return false;
      });
      await checkEach(gone);
    },
    endOverdue,
    confirmTime: () => confirmTime().catch(() => undefined),
    async enforceLimits() {
      try {
        await tryEach(await sessionStore.sessions(), enforceLimit);
      } finally {
        await endOverdue();
      }
    },
    async checkOffers() {
      const over = (await sessionStore.sessions()).filter(
        (session) => (offerCheckAt(session) ?? now() + 1) <= now(),
      );
      await Promise.allSettled(
        over.map(async (session) => {
          if (!(await check(session))) return;
          const offer = (await sessionStore.session(session.id))?.offer;
          // Neither accepted nor known to have ended: its code is useless now.
          if (offer) await sessionStore.setOffer(session.id, { ...offer, joinCode: null });
        }),
      );
    },
    async nextOfferCheck() {
      const times = (await sessionStore.sessions()).flatMap((session) => offerCheckAt(session) ?? []);
      const ahead = times.filter((time) => time > now());
      return ahead.length > 0 ? Math.min(...ahead) : null;
    },
    async suspendChecks(sessionId, work) {
      suspended.add(sessionId);
      try {
        return await work();
      } finally {
        suspended.delete(sessionId);
      }
    },
  };
}

/**
 * Whether the page must be closed here, because the service does not end the session at the time
 * limit.
 */
function isOursToClose({ service }: Session): boolean {
  return !SERVICE_TRAITS[service].keepsTimeLimit;
}

/** Whether the extension must end a session at its time limit: the service can, but would not. */
function mustBeEnded({ service }: Session): boolean {
  return SERVICE_TRAITS[service].endsForAll && !SERVICE_TRAITS[service].keepsTimeLimit;
}

/** When to check an offer; `null` if there is none whose code could still be used. */
function offerCheckAt({ offer }: Session): number | null {
  return offer && offer.joinCode !== null && offer.endsAt !== null ? offer.endsAt + AFTER_OFFER_MS : null;
}
