import { useCallback, useEffect, useState } from 'preact/hooks';
import type { Failure } from '@/utils/errors/failure';
import { NO_ANSWER } from '@/utils/errors/messages';
import type { AppActions } from '@/utils/pages/app-state';
import { atTime } from '../common/at-time';

/** Longer than a refresh takes if every request to Genesys Cloud times out, in milliseconds. */
const ANSWERED_AFTER_MS = 45_000;

/** How often an empty list is read again while somebody looks at it, in milliseconds. */
const EMPTY_AGAIN_MS = 20_000;

/**
 * Reads the list when the popup opens for this person, when the browser allows access to the
 * platform again, and on request. The rows come through the stored floor; this holds the state
 * around them. If a failure names a time, it reads again at that time. An empty list follows
 * nothing, so it is read again and again.
 */
export function useConversationList(
  refreshConversations: AppActions['refreshConversations'],
  userId: string,
  hostAccess: boolean,
  isEmpty = false,
) {
  const [refreshing, setRefreshing] = useState(true);
  const [failure, setFailure] = useState<Failure | null>(null);

  const read = useCallback(
    async (why: 'opened' | 'asked') => {
      setRefreshing(true);
      const timer = setTimeout(
        () => setFailure({ code: 'unexpected-error', subject: NO_ANSWER }),
        ANSWERED_AFTER_MS,
      );
      const result = await refreshConversations(why);
      clearTimeout(timer);
      setFailure(result.ok ? null : result.failure);
      setRefreshing(false);
    },
    [refreshConversations],
  );
  const refresh = useCallback(() => read('asked'), [read]);

  // Another person needs another list. Without access there is none to read: the rows stay as they
  // were.
  useEffect(() => {
    if (hostAccess) void read('opened');
    else setRefreshing(false);
  }, [read, userId, hostAccess]);

  useEffect(() => {
    if (!isEmpty || !hostAccess || failure !== null) return undefined;
    const timer = setInterval(() => {
      // Without a word: nothing changes on screen unless there is something.
      if (document.visibilityState === 'visible') void refreshConversations('opened');
    }, EMPTY_AGAIN_MS);
    return () => clearInterval(timer);
  }, [isEmpty, hostAccess, failure, refreshConversations]);

  const retryAt = failure?.retryAt;
  useEffect(() => {
    if (retryAt === undefined) return undefined;
    return atTime(retryAt, () => void read('opened'));
  }, [retryAt, read]);

  return { refreshing, failure, refresh, dismiss: () => setFailure(null) };
}
