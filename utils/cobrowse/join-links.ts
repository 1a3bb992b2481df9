import { fail, isFailure } from '../errors/failure';
import type { JoinLink, Session } from './model';
import type { CobrowseService } from './service';
import type { SessionStore } from './session-store';
import type { SessionWatch } from './session-watch';

/**
 * Keeps join links good. The agent's is kept to be handed out with a minute left at least, and
 * renewed before it ends, when the housekeeping's alarm says so; without a live session there is
 * neither alarm nor request. The supervisor's opens a page at once and is not kept.
 */
export type JoinLinks = {
  /**
   * A link for the agent: the kept one if at least so many milliseconds of it are left (a minute
   * when missing) or it lasts as long as its session, else a fresh one.
   */
  forAgent(session: Session, atLeast?: number): Promise<JoinLink>;
  /**
   * A fresh link; the agent's is kept in place of the one before. Throws `not-found`
   * about the `session` when it has ended, which then is out of the store, or about the person when
   * the service does not know them.
   */
  fresh(session: Session, userId: string): Promise<JoinLink>;
  /**
   * Renews the kept links that end soon. Never throws: what fails is tried again a minute later.
   */
  renewDue(): Promise<void>;
  /** When the next link is to be renewed, in milliseconds since the epoch; `null` when none is. */
  nextRenewal(): Promise<number | null>;
};

/** A link with less than this left is not handed out, in milliseconds. */
const LINK_MARGIN_MS = 60_000;
/**
 * A link is renewed this long before its end, or at half of a life that is shorter than twice this,
 * in milliseconds.
 */
const RENEW_BEFORE_MS = 120_000;
/** However short their lives, links are not renewed more often than this, in milliseconds. */
const SHORTEST_RENEWAL_MS = 30_000;
/** When a renewal that failed is tried again, in milliseconds. */
const TRY_AGAIN_AFTER_MS = 60_000;

/**
 * Makes them. What it remembers of failed renewals only spaces the tries; a new worker may forget
 * it.
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
      // A session that was ended meanwhile took its links with it.
      const keeps = userId === session.agent.userId && (await sessionStore.session(session.id)) !== null;
      if (keeps) await sessionStore.keepJoinLink(session.id, userId, link);
      return link;
    } catch (error) {
      // A session whose conversation has ended may be refused like one that is not permitted.
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

  /** All live sessions whose kept link needs renewing some time, with that time. */
  async function renewals(): Promise<{ session: Session; at: number }[]> {
    const found: { session: Session; at: number }[] = [];
    for (const session of await sessionStore.sessions()) {
      const link = await sessionStore.joinLink(session.id, session.agent.userId);
      const planned = link && renewalTime(link, session);
      if (planned === null) continue;
      const failed = failedAt.get(session.id);
      const at = failed === undefined ? planned : Math.max(planned, failed + TRY_AGAIN_AFTER_MS);
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
      // Timer and alarm may ring together; one link needs one renewal.
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
 * When to renew a link; `null` for one that lasts as long as its session, or whose life is not
 * known.
 */
function renewalTime({ expiresAt, keptAt }: JoinLink, session: Session): number | null {
  if (keptAt === undefined || expiresAt <= keptAt || expiresAt >= session.expiresAt) return null;
  const early = Math.min(RENEW_BEFORE_MS, (expiresAt - keptAt) / 2);
  return Math.max(expiresAt - early, keptAt + SHORTEST_RENEWAL_MS);
}
