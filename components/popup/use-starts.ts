import { useEffect, useRef, useState } from 'preact/hooks';
import type { Start } from '@/utils/cobrowse/model';
import { NO_ANSWER } from '@/utils/errors/messages';
import type { FloorRow } from '@/utils/floor/model';
import type { AppActions } from '@/utils/pages/app-state';
import type { WantedStart } from './use-purpose';

/** How long a start may be missing from the store before that is shown, in milliseconds. */
const ANSWERED_AFTER_MS = 10_000;

/**
 * The starts to show: those in the store, and those of this page that have not reached it. A click
 * is shown at once, before the background has stored anything, and an unreachable background is
 * shown too. Once the store contains a start, only the store counts.
 */
export function useStarts(
  stored: Start[],
  actions: AppActions,
  { userId, rows }: { userId: string; rows: readonly FloorRow[] },
) {
  const [own, setOwn] = useState<Record<string, Start>>({});
  const seenStored = useRef(new Set<string>());
  /**
   * By conversation. The store gets the name from the platform; until then, use the one in the
   * pressed row.
   */
  const customers = useRef(new Map<string, string>());

  const put = (start: Start) => setOwn((before) => ({ ...before, [start.conversationId]: start }));
  const drop = (conversationId: string) =>
    setOwn((before) => {
      if (!(conversationId in before)) return before;
      const { [conversationId]: _dropped, ...others } = before;
      return others;
    });

  // React only to changes of the store.
  useEffect(() => {
    for (const { conversationId } of stored) {
      seenStored.current.add(conversationId);
      drop(conversationId);
    }
  }, [stored]);

  /**
   * The background stores a start before anything else: if it is not there, it was not received.
   */
  function late(start: Omit<Start, 'state'>) {
    if (seenStored.current.has(start.conversationId)) return;
    put({
      ...start,
      state: { phase: 'waiting', failure: { code: 'unexpected-error', subject: NO_ANSWER } },
    });
  }

  /**
   * Reloads the page and repeats starts that were not received. One that was received after all is
   * the same start.
   */
  function reload() {
    const unheard = Object.values(own)
      .filter(({ state: { phase } }) => phase !== 'failed')
      .map(({ conversationId, settings, purpose, view }) => ({ conversationId, settings, purpose, view }));
    actions.reloadPage({ userId, starts: unheard });
  }

  useEffect(() => {
    for (const { conversationId, settings, purpose, view } of actions.restorePendingStarts(userId))
      void start({ conversationId, customerName: null, settings, view }, purpose);
  }, [userId]);

  async function start(wanted: WantedStart, purpose: string | null) {
    const { conversationId, settings, view } = wanted;
    const started = { ...wanted, purpose, startedAt: Date.now() };
    seenStored.current.delete(conversationId);
    if (wanted.customerName !== null) customers.current.set(conversationId, wanted.customerName);
    put({ ...started, state: { phase: 'running', step: 'checking', tries: 0 } });
    const timer = setTimeout(() => late(started), ANSWERED_AFTER_MS);
    const result = await actions.startSession(conversationId, settings, purpose, view);
    clearTimeout(timer);
    if (result.ok || seenStored.current.has(conversationId)) drop(conversationId);
    else put({ ...started, state: { phase: 'failed', failure: result.failure } });
  }

  async function dismiss(conversationId: string) {
    drop(conversationId);
    await actions.dismissStart(conversationId);
  }

  const storedIds = new Set(stored.map(({ conversationId }) => conversationId));
  const notStored = Object.values(own).filter(({ conversationId }) => !storedIds.has(conversationId));
  const customerOf = (conversationId: string) =>
    rows.find(({ id }) => id === conversationId)?.customerName ??
    customers.current.get(conversationId) ??
    null;
  const starts = [...notStored, ...stored].map((each) =>
    each.customerName === null ? { ...each, customerName: customerOf(each.conversationId) } : each,
  );
  return { starts, start, dismiss, reload };
}
