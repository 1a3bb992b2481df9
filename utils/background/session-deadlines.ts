import { closeTabsWhere } from '../browser/join-tabs';
import { JOIN_PATH } from '../cobrowse/join-link-origin';
import { isMarkedPageOf } from '../cobrowse/join-page';
import { parseDeadline, type SessionDeadline } from '../cobrowse/model';
import { outlastsUs } from '../cobrowse/own-limit';
import { SERVICE_TRAITS } from '../cobrowse/service-traits';
import { sessionDeadlineRecords, sessionsItem } from '../cobrowse/state';
import { createSerializer } from '../concurrency/serialize';
import { type Environment, environmentOfKey } from '../environment/environment';
import type { History } from '../history/history';
import { PRACTISING } from '../practice/model';
import { versionOf } from '../storage/versions';

/**
 * What is promised for later about live sessions, on disk too: an update of the extension or a
 * crash of the browser empties its memory, and with it the session, its token and who is signed in.
 * The time limit is kept all the same: the page is closed, and the history says how and when it
 * ended. What needs somebody signed in is not promised here: offers are not looked at, links are
 * not renewed, and starts that wait do not go on.
 */
export type SessionDeadlines = {
  /**
   * Writes down the limits of the sessions in the store. It takes none away: that memory is empty
   * does not end a session.
   */
  note(): Promise<void>;
  /** Forgets a session that was ended as it should be. */
  forget(sessionId: string): Promise<void>;
  /** Ids of all sessions that have a limit written down: their end is known, or will be. */
  ids(): Promise<Set<string>>;
  /** When the next is due, in milliseconds since the epoch; `null` when none is. */
  next(): Promise<number | null>;
  /** Ends what is due and not in the store any more. */
  keepDue(): Promise<void>;
  /**
   * Closes the pages of sessions that are not in the store any more, and forgets all: their
   * supervisor signs out.
   */
  leaveAll(): Promise<void>;
};

/** The version of a deadline's record; it names none. */
const DEADLINE_VERSION = 1;
/** What failed is tried again after so many milliseconds. */
const TRY_AGAIN_AFTER_MS = 30_000;

/**
 * Makes them. No method that changes something rejects: what fails is tried again with the next
 * wake.
 */
export function createSessionDeadlines({
  history,
  signedInEnvironment,
  now,
}: {
  history: Pick<History, 'recordDue'>;
  /** Where the sessions in the store were made. */
  signedInEnvironment(): Promise<Pick<Environment, 'key'>>;
  now(): number;
}): SessionDeadlines {
  const serialize = createSerializer();
  /**
   * One after the other: what was read before a session ended is not written after it was
   * forgotten.
   */
  const inTurn = (work: () => Promise<void>): Promise<void> => serialize(work).catch(() => undefined);

  async function all(): Promise<SessionDeadline[]> {
    return Object.values(await sessionDeadlineRecords.readAll()).flatMap(
      (stored) => parseDeadline(stored) ?? [],
    );
  }

  /** Those of sessions that nobody else looks after. */
  async function orphans(): Promise<SessionDeadline[]> {
    const [noted, sessions] = await Promise.all([all(), sessionsItem.get()]);
    return noted.filter(({ id }) => !(id in sessions));
  }

  async function closePage(deadline: SessionDeadline): Promise<void> {
    const environment = environmentOfKey(deadline.environmentKey);
    if (!environment || (SERVICE_TRAITS[deadline.service].keepsTimeLimit && !deadline.outlasts)) return;
    const pages = { joinPage: environment.joinOrigin + JOIN_PATH, appsOrigin: environment.appsOrigin };
    // By its address alone: after a restart of the browser the number of a tab is another tab's.
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
          const outlasts = outlastsUs(session);
          return { id, service, conversationId, environmentKey: key, expiresAt, outlasts, ...page };
        });
        const news = wanted.filter((one) => JSON.stringify(one) !== JSON.stringify(noted[one.id]));
        if (news.length > 0)
          await sessionDeadlineRecords.write(Object.fromEntries(news.map((one) => [one.id, one])));
      }),
    forget: (sessionId) => inTurn(() => sessionDeadlineRecords.remove([sessionId])),
    ids: async () => new Set((await all()).map(({ id }) => id)),
    async next() {
      // What is overdue and still there could not be done: not again at once, without end.
      const times = (await all()).map(({ expiresAt }) =>
        expiresAt > now() ? expiresAt : now() + TRY_AGAIN_AFTER_MS,
      );
      return times.length > 0 ? Math.min(...times) : null;
    },
    keepDue: () =>
      inTurn(async () => {
        const due = (await orphans()).filter(({ expiresAt }) => expiresAt <= now());
        for (const deadline of due) {
          // Without it the rest is done all the same.
          await closePage(deadline).catch(() => undefined);
          await history.recordDue(
            deadline.id,
            deadline.outlasts ? 'left-at-limit' : 'time-limit',
            deadline.expiresAt,
          );
          await sessionDeadlineRecords.remove([deadline.id]);
        }
        // What cannot be read any more serves nobody, unless a newer version comes back to it.
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
