import { isFailure } from '../errors/failure';
import type { Conversation } from '../genesys-cloud/conversation-model';
import type { SessionSettings } from '../settings/settings';
import type { Session, SessionEnding } from './model';
import { changedElsewhere, outlastsUs, shortened } from './own-limit';
import type { CobrowseService, LiveSession } from './service';
import { SERVICE_TRAITS } from './service-traits';
import type { SessionStore } from './session-store';

/**
 * Finds out that sessions have ended elsewhere, and why, and takes them out of the store. It looks
 * when somebody looks (the popup opens, a link is made, the join page goes) and never by itself;
 * what the clock alone can tell costs no request.
 */
export type SessionWatch = {
  /**
   * Asks whether a session is live; one that is not leaves the store. Throws what the look throws.
   */
  check(session: Session): Promise<boolean>;
  /**
   * Asks so for all sessions, each once in ten seconds at most. Never throws: a session that cannot
   * be read stays.
   */
  checkAll(): Promise<void>;
  /**
   * A fresh listing of active conversations: a session whose conversation has gone from it is asked
   * for at once.
   */
  noteListing(conversationIds: ReadonlySet<string>): Promise<void>;
  /**
   * Ends what the time limit has ended, and closes the supervisor's page: the session may have been
   * made longer elsewhere while nobody looked. One that is known to go on, and was made here, is
   * ended for everybody. Else nobody is asked.
   */
  endOverdue(): Promise<void>;
  /**
   * What is allowed has changed: sessions that last too long are shortened, those with a control
   * that is forbidden are left.
   */
  obeyLimits(): Promise<void>;
  /**
   * Looks, once, at what became of offers whose time is over. Never throws: what cannot be read is
   * looked at again.
   */
  checkOffers(): Promise<void>;
  /**
   * When the next offer is to be looked at, in milliseconds since the epoch; `null` when none is.
   */
  nextOfferCheck(): Promise<number | null>;
  /** Does something that ends the session itself; what a look finds meanwhile is no news. */
  leaveAlone<T>(sessionId: string, work: () => Promise<T>): Promise<T>;
};

/** A session is not looked at more often than this, in milliseconds. */
const LOOK_AGAIN_AFTER_MS = 10_000;
/**
 * Sessions looked at in one go, those first that were not for longest: somebody with many still has
 * requests left for a start.
 */
const MOST_LOOKS = 5;
/**
 * A session that is over this shortly before its time limit was ended by it: answers take their
 * time, in milliseconds.
 */
const NEAR_LIMIT_MS = 5_000;

/**
 * How long after its end an offer is looked at, in milliseconds: by then the service knows it too.
 */
const AFTER_OFFER_MS = 2_000;

/**
 * Makes the watch. What it remembers between two looks only saves requests; a new worker may forget
 * it.
 */
export function createSessionWatch(dependencies: {
  service: Pick<CobrowseService, 'read' | 'end'>;
  sessionStore: Pick<
    SessionStore,
    'session' | 'sessions' | 'overdueSessions' | 'endSession' | 'setOffer' | 'setLimit'
  >;
  /** What may be asked for now, of what is wanted. */
  limitSettings(settings: SessionSettings): Promise<SessionSettings>;
  /** Throws `not-found` for an unknown one. */
  getConversation(conversationId: string): Promise<Conversation>;
  /** Closes the supervisor's page of a session. */
  closePage(session: Session): Promise<void>;
  now(): number;
}): SessionWatch {
  const { service, sessionStore, limitSettings, getConversation, closePage, now } = dependencies;
  const lookedAt = new Map<string, number>();
  const listed = new Set<string>();
  const leftAlone = new Set<string>();

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

  /**
   * Out of the store; and where no service would stop the page from going on, out of its tab before
   * that.
   */
  async function takeOut(session: Session, how: SessionEnding): Promise<void> {
    // Reloaded, a viewer would ask the customer again, and nobody would know. A worker that dies
    // here has left nothing open.
    if (isOursToClose(session)) await closePage(session).catch(() => undefined);
    await sessionStore.endSession(session.id, how);
  }

  async function check(session: Session): Promise<boolean> {
    // Whoever ends it knows how.
    if (leftAlone.has(session.id)) return false;
    lookedAt.set(session.id, now());
    const live = await service.read(session);
    if (live) {
      if (await noteChange(session, live)) return false;
      // The code has served; nobody needs it any more.
      if (live.accepted && session.offer) await sessionStore.setOffer(session.id);
      return true;
    }
    if (leftAlone.has(session.id) || !(await sessionStore.session(session.id))) return false;
    const how = await howItEnded(session);
    if (!leftAlone.has(session.id)) await takeOut(session, how);
    return false;
  }

  /**
   * What the service says of a session that was made longer, or given control, elsewhere. Answers
   * whether it was left for that.
   */
  async function noteChange(session: Session, live: LiveSession): Promise<boolean> {
    const known = changedElsewhere(session, live);
    if (!known) return false;
    await sessionStore.setLimit(session.id, known);
    return await leaveIfForbidden({ ...session, ...known });
  }

  /** A session cannot be used without its control: where that is forbidden, it is not used. */
  async function leaveIfForbidden(session: Session): Promise<boolean> {
    if (!session.settings.allowRemoteControl || !SERVICE_TRAITS[session.service].grantsControl) return false;
    if ((await limitSettings(session.settings)).allowRemoteControl) return false;
    await leave(session, 'not-allowed');
    return true;
  }

  /**
   * Closes the supervisor's page. What was made here is ended for everybody, what others made goes
   * on without us.
   */
  async function leave(session: Session, how: SessionEnding): Promise<void> {
    leftAlone.add(session.id);
    try {
      await closePage(session).catch(() => undefined);
      const ended = !session.joinedExisting && (await service.end(session).catch(() => 'left')) === 'ended';
      await sessionStore.endSession(session.id, ended && how === 'left-at-limit' ? 'time-limit' : how);
    } finally {
      leftAlone.delete(session.id);
    }
  }

  async function endOverdue(): Promise<void> {
    for (const session of await sessionStore.overdueSessions()) {
      if (outlastsUs(session)) await leave(session, 'left-at-limit');
      else {
        await closePage(session).catch(() => undefined);
        await sessionStore.endSession(session.id, 'time-limit');
      }
    }
  }

  async function checkEach(sessions: Session[]): Promise<void> {
    await Promise.allSettled(sessions.filter(({ id }) => !leftAlone.has(id)).map(check));
  }

  /**
   * Forgets what was remembered of sessions that have gone, so that memory stays as small as the
   * store.
   */
  function forgetAllBut(sessions: Session[]): void {
    const ids = new Set(sessions.map(({ id }) => id));
    for (const id of [...lookedAt.keys(), ...listed]) {
      if (ids.has(id)) continue;
      lookedAt.delete(id);
      listed.delete(id);
    }
  }

  return {
    check,
    async checkAll() {
      const sessions = await sessionStore.sessions();
      forgetAllBut(sessions);
      const isDue = ({ id }: Session) =>
        now() - (lookedAt.get(id) ?? Number.NEGATIVE_INFINITY) >= LOOK_AGAIN_AFTER_MS;
      const lookedAtOf = ({ id }: Session) => lookedAt.get(id) ?? Number.NEGATIVE_INFINITY;
      const due = sessions.filter(isDue).sort((a, b) => (lookedAtOf(a) < lookedAtOf(b) ? -1 : 1));
      await checkEach(due.slice(0, MOST_LOOKS));
    },
    async noteListing(conversationIds) {
      const sessions = await sessionStore.sessions();
      forgetAllBut(sessions);
      // A conversation that was never listed (not every token is shown every conversation) cannot
      // go.
      const gone = sessions.filter(({ id, conversationId }) => {
        if (!conversationIds.has(conversationId)) return listed.delete(id);
        listed.add(id);
        return false;
      });
      await checkEach(gone);
    },
    endOverdue,
    async obeyLimits() {
      for (const session of await sessionStore.sessions()) {
        if (await leaveIfForbidden(session)) continue;
        const own = session.ownLimit?.settings ?? session.settings;
        const limit = shortened(session, await limitSettings(own));
        if (limit) await sessionStore.setLimit(session.id, limit);
      }
      await endOverdue();
    },
    async checkOffers() {
      const over = (await sessionStore.sessions()).filter(
        (session) => (offerCheckAt(session) ?? now() + 1) <= now(),
      );
      await Promise.allSettled(
        over.map(async (session) => {
          if (!(await check(session))) return;
          const offer = (await sessionStore.session(session.id))?.offer;
          // Neither accepted nor seen to end: its code helps nobody any more.
          if (offer) await sessionStore.setOffer(session.id, { ...offer, joinCode: null });
        }),
      );
    },
    async nextOfferCheck() {
      const times = (await sessionStore.sessions()).flatMap((session) => offerCheckAt(session) ?? []);
      const ahead = times.filter((time) => time > now());
      return ahead.length > 0 ? Math.min(...ahead) : null;
    },
    async leaveAlone(sessionId, work) {
      leftAlone.add(sessionId);
      try {
        return await work();
      } finally {
        leftAlone.delete(sessionId);
      }
    },
  };
}

/** Whether no service ends what a page shows at the time limit. */
function isOursToClose({ service }: Session): boolean {
  return !SERVICE_TRAITS[service].keepsTimeLimit;
}

/** When an offer is to be looked at; `null` where there is none whose code could still serve. */
function offerCheckAt({ offer }: Session): number | null {
  return offer && offer.joinCode !== null && offer.endsAt !== null ? offer.endsAt + AFTER_OFFER_MS : null;
}
