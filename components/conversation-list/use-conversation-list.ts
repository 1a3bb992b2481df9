import { useCallback, useEffect, useState } from 'preact/hooks';
import type { Failure } from '@/utils/errors/failure';
import { NO_ANSWER } from '@/utils/errors/messages';
import type { AppActions } from '@/utils/pages/app-state';

/** Longer than a refresh takes if every request to Genesys Cloud times out, in milliseconds. */
const ANSWERED_AFTER_MS = 45_000;

/**
 * Reads the list when the popup opens for this person, when the browser allows access to the
 * platform again, and on request. The rows come through the stored floor; this holds the state
 * around them. If a failure names a time, it reads again at that time.
 */
export function useConversationList(
  refreshConversations: AppActions['refreshConversations'],
  userId: string,
  hostAccess: boolean,
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

  const retryAt = failure?.retryAt;
  useEffect(() => {
    if (retryAt === undefined) return undefined;
    const timer = setTimeout(() => void read('opened'), Math.max(0, retryAt - Date.now()));
    return () => clearTimeout(timer);
  }, [retryAt, read]);

  return { refreshing, failure, refresh, dismiss: () => setFailure(null) };
}
