import { passedSince } from '../concurrency/passed-since';
import { fail, isFailure } from '../errors/failure';
import type { JoinLink, Session } from './model';
import type { CobrowseService } from './service';
import type { SessionStore } from './session-store';
import type { SessionWatch } from './session-watch';

/**
 * Keeps join links valid. The agent's link is stored so that it can be handed out with at least a
 * minute left, and is renewed before it expires, when the housekeeping alarm fires. Without a live
 * session there is no alarm and no request. The supervisor's link opens a page at once and is not
 * stored.
 */
export type JoinLinks = {
  /**
   * Returns a link for the agent: the stored one if it is valid for at least `atLeast` milliseconds
   * (a minute if missing) or for as long as its session, otherwise a fresh one.
   */
  forAgent(session: Session, atLeast?: number): Promise<JoinLink>;
  /**
   * Returns a fresh link; the agent's replaces the stored one. Throws `not-found` about the
   * `session` if it has ended, after removing it from the store, or about the person if the service
   * does not know them.
   */
  fresh(session: Session, userId: string): Promise<JoinLink>;
  /**
   * Renews the stored links that expire soon. Never throws: failed renewals are retried a minute
   * later.
   */
  renewDue(): Promise<void>;
  /** When the next link must be renewed, in milliseconds since the epoch; `null` if none must. */
  nextRenewal(): Promise<number | null>;
};

/** A link must be valid for at least this long to be handed out, in milliseconds. */
const LINK_MARGIN_MS = 60_000;
/**
 * A link is renewed this long before it expires, in milliseconds; a short-lived one at half of its
 * life.
 */
const RENEW_BEFORE_MS = 120_000;
/** The shortest time between two renewals of a link, in milliseconds. */
const MIN_RENEWAL_MS = 30_000;
/** When a failed renewal is retried, in milliseconds. */
const TRY_AGAIN_AFTER_MS = 60_000;

/**
 * Creates the join links. What it remembers about failed renewals only spaces the retries; a new
 * worker may forget it.
 */
export function createJoinLinks(dependencies: {
  service: Pick<CobrowseService, 'createJoinLink'>;
  sessionStore: Pick<SessionStore, 'session' | 'sessions' | 'joinLink' | 'keepJoinLink'>;
  watch: Pick<SessionWatch, 'check'>;
  now(): number;
}): JoinLinks {
  const { service, sessionStore, watch, now } = dependencies;
  const failedAt = new Map<string, number>();
  let renewing: Promise<void> | null = null;

  async function fresh(session: Session, userId: string): Promise<JoinLink> {
    try {
      const link = await service.createJoinLink(session, userId);
      // If the session ended in the meantime, its links are gone too.
      const keeps = userId === session.agent.userId && (await sessionStore.session(session.id)) !== null;
      if (keeps) await sessionStore.keepJoinLink(session.id, userId, link);
      return link;
    } catch (error) {
      // A session whose conversation has ended may be refused as if it were not permitted.
      if (isFailure(error, 'permission-denied') && (await watch.check(session).catch(() => true)))
        throw error;
      if (isFailure(error, 'permission-denied')) {
        const { code: _, apiMessage: __, ...details } = error.failure;
        throw fail('not-found', { ...details, subject: 'session' });
      }
      if (!isFailure(error, 'not-found')) throw error;
      const person = userId === session.supervisorUserId ? 'supervisor' : 'agent';
      const subject = (await watch.check(session)) ? person : 'session';
      throw fail('not-found', { ...error.failure, subject });
    }
  }

  /** All live sessions whose stored link must be renewed at some time, with that time. */
  async function renewals(): Promise<{ session: Session; at: number }[]> {
    const found: { session: Session; at: number }[] = [];
    for (const session of await sessionStore.sessions()) {
      const link = await sessionStore.joinLink(session.id, session.agent.userId);
      const planned = link && renewalTime(link, session);
      if (planned === null) continue;
      const failed = failedAt.get(session.id);
      const isSpaced = failed === undefined || passedSince(failed, now()) >= TRY_AGAIN_AFTER_MS;
      const at = isSpaced ? planned : Math.max(planned, failed + TRY_AGAIN_AFTER_MS);
      found.push({ session, at });
    }
    const ids = new Set(found.map(({ session }) => session.id));
    for (const id of failedAt.keys()) if (!ids.has(id)) failedAt.delete(id);
    return found;
  }

  async function renew(): Promise<void> {
    const due = (await renewals()).filter(({ at }) => at <= now());
    await Promise.all(
      due.map(async ({ session }) => {
        try {
          await fresh(session, session.agent.userId);
          failedAt.delete(session.id);
        } catch {
          failedAt.set(session.id, now());
        }
      }),
    );
  }

  return {
    fresh,
    async forAgent(session, atLeast = LINK_MARGIN_MS) {
      const { userId } = session.agent;
      const kept = await sessionStore.joinLink(session.id, userId);
      const margin = kept && kept.expiresAt >= session.expiresAt ? LINK_MARGIN_MS : atLeast;
      return kept && kept.expiresAt - now() > margin ? kept : await fresh(session, userId);
    },
    renewDue() {
      // Timer and alarm may fire together; one renewal is enough.
      renewing ??= renew().finally(() => {
        renewing = null;
      });
      return renewing;
    },
    async nextRenewal() {
      const times = (await renewals()).map(({ at }) => at);
      return times.length > 0 ? Math.min(...times) : null;
    },
  };
}

/**
 * When to renew a link; `null` if it lasts as long as its session, or if its lifetime is unknown.
 */
function renewalTime({ expiresAt, keptAt }: JoinLink, session: Session): number | null {
  if (keptAt === undefined || expiresAt <= keptAt || expiresAt >= session.expiresAt) return null;
  const early = Math.min(RENEW_BEFORE_MS, (expiresAt - keptAt) / 2);
  return Math.max(expiresAt - early, keptAt + MIN_RENEWAL_MS);
}
