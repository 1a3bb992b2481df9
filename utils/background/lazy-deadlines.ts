import { sessionDeadlineRecords, sessionsItem } from '../cobrowse/state';
import { lazyMethods, loadOnce } from '../concurrency/load-once';
import type { createSessionDeadlines, SessionDeadlines } from './session-deadlines';

/** Creates the deadlines of sessions; loads their code only if there are any. */
export function createLazyDeadlines(
  dependencies: Parameters<typeof createSessionDeadlines>[0],
): SessionDeadlines {
  const deadlines = lazyMethods<SessionDeadlines>(
    loadOnce(async () => (await import('./session-deadlines')).createSessionDeadlines(dependencies)),
  );
  const areNoted = async () => Object.keys(await sessionDeadlineRecords.readAll()).length > 0;
  return {
    async note() {
      if (Object.keys(await sessionsItem.get()).length > 0) await deadlines.note();
    },
    forget: deadlines.forget,
    ids: async () => ((await areNoted()) ? await deadlines.ids() : new Set()),
    next: async () => ((await areNoted()) ? await deadlines.next() : null),
    async keepDue() {
      if (await areNoted()) await deadlines.keepDue();
    },
    leaveAll: deadlines.leaveAll,
  };
}
