import { closeTabsWhere } from '../browser/join-tabs';
import { JOIN_PATH } from '../cobrowse/join-link-origin';
import { isMarkedPageOf } from '../cobrowse/join-page';
import { parseDeadline, type SessionDeadline } from '../cobrowse/model';
import { exceedsOwnLimit } from '../cobrowse/own-limit';
import { SERVICE_TRAITS } from '../cobrowse/service-traits';
import { sessionDeadlineRecords, sessionsItem } from '../cobrowse/state';
import { createSerializer } from '../concurrency/serialize';
import { tryEach } from '../concurrency/try-each';
import { type Environment, environmentOfKey } from '../environment/environment';
import type { History } from '../history/history';
import { PRACTISING } from '../practice/model';
import { versionOf } from '../storage/versions';

/**
 * The time limits of live sessions, stored on disk: an update of the extension or a crash of the
 * browser clears its memory, and with it the session, its token and the sign-in. Even then the page
 * is closed at the time limit, and the history records how and when the session ended. What needs a
 * sign-in is not covered: offers are not checked, links are not renewed, and waiting starts do not
 * resume.
 */
export type SessionDeadlines = {
  /**
   * Stores the limits of the sessions in the store. Removes none: an empty memory does not mean
   * that a session has ended.
   */
  note(): Promise<void>;
  /** Forgets a session that ended normally. */
  forget(sessionId: string): Promise<void>;
  /** Ids of all sessions with a stored limit: their end is known, or will be. */
  ids(): Promise<Set<string>>;
  /** When the next one is due, in milliseconds since the epoch; `null` if none is. */
  next(): Promise<number | null>;
  /** Ends sessions that are due and no longer in the store. */
  keepDue(): Promise<void>;
  /**
   * Closes the pages of sessions that are no longer in the store, and forgets all deadlines,
   * because the supervisor signs out.
   */
  leaveAll(): Promise<void>;
};

/** The version of a deadline's record; the record itself has no version field. */
const DEADLINE_VERSION = 1;
/** Failed work is retried after this many milliseconds. */
const TRY_AGAIN_AFTER_MS = 30_000;

/**
 * Creates the deadlines. Methods that change something never reject: failed work is retried at the
 * next wake.
 */
export function createSessionDeadlines({
  history,
  signedInEnvironment,
  now,
}: {
  history: Pick<History, 'recordDelayedEnd'>;
  /** The environment where the sessions in the store were made. */
  signedInEnvironment(): Promise<Pick<Environment, 'key'>>;
  now(): number;
}): SessionDeadlines {
  const serialize = createSerializer();
  /**
   * Run one at a time: data read before a session ended must not be written after it was forgotten.
   */
  const inTurn = (work: () => Promise<void>): Promise<void> => serialize(work).catch(() => undefined);

  async function all(): Promise<SessionDeadline[]> {
    return Object.values(await sessionDeadlineRecords.readAll()).flatMap(
      (stored) => parseDeadline(stored) ?? [],
    );
  }

  /** The deadlines of sessions that are no longer in the store. */
  async function orphans(): Promise<SessionDeadline[]> {
    const [noted, sessions] = await Promise.all([all(), sessionsItem.get()]);
    return noted.filter(({ id }) => !(id in sessions));
  }

  async function closePage(deadline: SessionDeadline): Promise<void> {
    const environment = environmentOfKey(deadline.environmentKey);
    // The page for agents' screens is the extension's own: it is gone with the browser.
    if (SERVICE_TRAITS[deadline.service].viewedIn === 'own-page') return;
    if (!environment || (SERVICE_TRAITS[deadline.service].keepsTimeLimit && !deadline.outlasts)) return;
    const pages = {
      joinPage: environment.joinOrigin + JOIN_PATH,
      appsOrigin: environment.appsOrigin,
      screensPage: '',
    };
    // Use the address only: after a restart of the browser, the tab id belongs to another tab.
    await closeTabsWhere((address) => isMarkedPageOf(deadline, pages, address));
  }

  return {
    note: () =>
      inTurn(async () => {
        const sessions = Object.values(await sessionsItem.get()).filter(
          ({ supervisorUserId }) => supervisorUserId !== PRACTISING.userId,
        );
        if (sessions.length === 0) return;
        const { key } = await signedInEnvironment();
        const noted = await sessionDeadlineRecords.readAll();
        const wanted = sessions.map((session): SessionDeadline => {
          const { id, service, conversationId, expiresAt, pageMark } = session;
          const page = pageMark === undefined ? {} : { pageMark };
          const outlasts = exceedsOwnLimit(session);
          return { id, service, conversationId, environmentKey: key, expiresAt, outlasts, ...page };
        });
        const news = wanted.filter((one) => JSON.stringify(one) !== JSON.stringify(noted[one.id]));
        if (news.length > 0)
          await sessionDeadlineRecords.write(Object.fromEntries(news.map((one) => [one.id, one])));
      }),
    forget: (sessionId) => inTurn(() => sessionDeadlineRecords.remove([sessionId])),
    ids: async () => new Set((await all()).map(({ id }) => id)),
    async next() {
      // An overdue deadline could not be handled. Do not retry at once, in an endless loop.
      const times = (await all()).map(({ expiresAt }) =>
        expiresAt > now() ? expiresAt : now() + TRY_AGAIN_AFTER_MS,
      );
      return times.length > 0 ? Math.min(...times) : null;
    },
    keepDue: () =>
      inTurn(async () => {
        const due = (await orphans()).filter(({ expiresAt }) => expiresAt <= now());
        // A deadline that fails stays on disk, and is tried again later.
        await tryEach(due, async (deadline) => {
          await closePage(deadline).catch(() => undefined);
          await history.recordDelayedEnd(
            deadline.id,
            deadline.outlasts ? 'left-at-limit' : 'time-limit',
            deadline.expiresAt,
          );
          await sessionDeadlineRecords.remove([deadline.id]);
        }).catch(() => undefined);
        // Delete unreadable records, unless a newer version of the extension may read them later.
        const readable = new Set((await all()).map(({ id }) => id));
        const unreadable = Object.entries(await sessionDeadlineRecords.readAll()).filter(
          ([name, stored]) => !readable.has(name) && versionOf(stored) <= DEADLINE_VERSION,
        );
        await sessionDeadlineRecords.remove(unreadable.map(([name]) => name));
      }),
    leaveAll: () =>
      inTurn(async () => {
        await Promise.allSettled((await orphans()).map(closePage));
        await sessionDeadlineRecords.remove(Object.keys(await sessionDeadlineRecords.readAll()));
      }),
  };
}
