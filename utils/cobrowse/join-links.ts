import { fail, isFailure } from '../errors/failure';
import type { JoinLink, Session } from './model';
import type { CobrowseService } from './service';
import type { SessionBook } from './session-book';
import type { SessionWatch } from './session-watch';

/**
 * Keeps join links good. A link that is handed out has a minute left at least; kept ones are renewed before they end, at appointments
 * that the caretaker keeps. Without a live session there is neither appointment nor request.
 */
export type JoinLinks = {
  /** A link with at least a minute left: the kept one, else a fresh one. */
  good(session: Session, userId: string): Promise<JoinLink>;
  /**
   * A fresh link, kept in place of the one before. Throws `conversation-not-found` about the `session` when it has ended, which then is
   * out of the book, or about the person when the service does not know them.
   */
  fresh(session: Session, userId: string): Promise<JoinLink>;
  /** Renews the kept links that end soon. Never throws: what fails is tried again a minute later. */
  renewDue(): Promise<void>;
  /** When the next link is to be renewed, in milliseconds since the epoch; `null` when none is. */
  nextRenewal(): Promise<number | null>;
};

/** A link with less than this left is not handed out, in milliseconds. */
const LINK_MARGIN_MS = 60_000;
/** A link is renewed this long before its end, or at half of a life that is shorter than twice this, in milliseconds. */
const RENEW_BEFORE_MS = 120_000;
/** However short their lives, links are not renewed more often than this, in milliseconds. */
const SHORTEST_RENEWAL_MS = 30_000;
/** When a renewal that failed is tried again, in milliseconds. */
const TRY_AGAIN_AFTER_MS = 60_000;

/** Makes them. What it remembers of failed renewals only spaces the tries; a new worker may forget it. */
export function createJoinLinks(dependencies: {
  service: Pick<CobrowseService, 'createJoinLink'>;
  book: Pick<SessionBook, 'session' | 'sessions' | 'joinLink' | 'joinLinks' | 'keepJoinLink'>;
  watch: Pick<SessionWatch, 'check'>;
  now(): number;
}): JoinLinks {
  const { service, book, watch, now } = dependencies;
  const failedAt = new Map<string, number>();

  async function fresh(session: Session, userId: string): Promise<JoinLink> {
    try {
      const link = await service.createJoinLink(session, userId);
      // A session that was ended meanwhile took its links with it.
      if (await book.session(session.id)) await book.keepJoinLink(session.id, userId, link);
      return link;
    } catch (error) {
      if (!isFailure(error, 'conversation-not-found')) throw error;
      const person = userId === session.supervisorUserId ? 'supervisor' : 'agent';
      const subject = (await watch.check(session)) ? person : 'session';
      throw fail('conversation-not-found', { ...error.failure, subject });
    }
  }

  /** All kept links of live sessions that need renewing some time, with that time. */
  async function renewals() {
    const found: { key: string; session: Session; userId: string; at: number }[] = [];
    for (const session of await book.sessions()) {
      for (const [userId, link] of Object.entries(await book.joinLinks(session.id))) {
        const key = `${session.id} ${userId}`;
        const planned = renewalTime(link, session);
        if (planned === null) continue;
        const failed = failedAt.get(key);
        const at = failed === undefined ? planned : Math.max(planned, failed + TRY_AGAIN_AFTER_MS);
        found.push({ key, session, userId, at });
      }
    }
    const keys = new Set(found.map(({ key }) => key));
    for (const key of failedAt.keys()) if (!keys.has(key)) failedAt.delete(key);
    return found;
  }

  return {
    fresh,
    async good(session, userId) {
      const kept = await book.joinLink(session.id, userId);
      return kept && hasMinuteLeft(kept, now()) ? kept : await fresh(session, userId);
    },
    async renewDue() {
      const due = (await renewals()).filter(({ at }) => at <= now());
      await Promise.all(
        due.map(async ({ key, session, userId }) => {
          try {
            await fresh(session, userId);
            failedAt.delete(key);
          } catch {
            failedAt.set(key, now());
          }
        }),
      );
    },
    async nextRenewal() {
      const times = (await renewals()).map(({ at }) => at);
      return times.length > 0 ? Math.min(...times) : null;
    },
  };
}

/** Whether a link may still be handed out. */
export function hasMinuteLeft({ expiresAt }: JoinLink, now: number): boolean {
  return expiresAt - now > LINK_MARGIN_MS;
}

/** When to renew a link; `null` for one that lasts as long as its session, or whose life is not known. */
function renewalTime({ expiresAt, keptAt }: JoinLink, session: Session): number | null {
  if (keptAt === undefined || expiresAt <= keptAt || expiresAt >= session.expiresAt) return null;
  const early = Math.min(RENEW_BEFORE_MS, (expiresAt - keptAt) / 2);
  return Math.max(expiresAt - early, keptAt + SHORTEST_RENEWAL_MS);
}
