import { useEffect, useRef, useState } from 'preact/hooks';
import type { AppActions } from '@/utils/app/contract';
import type { Start } from '@/utils/cobrowse/model';
import type { WantedStart } from './use-purpose';

/**
 * The starts to show: those in the book, and the ones of this page that have not reached it. A click is answered on screen at
 * once, before the background has written anything, and a background that cannot be reached is said too. From the moment the
 * book knows a start, the book alone counts.
 */
export function useStarts(booked: Start[], actions: AppActions) {
  const [own, setOwn] = useState<Record<string, Start>>({});
  const seenInBook = useRef(new Set<string>());

  const put = (start: Start) => setOwn((before) => ({ ...before, [start.conversationId]: start }));
  const drop = (conversationId: string) =>
    setOwn((before) => {
      if (!(conversationId in before)) return before;
      const { [conversationId]: _dropped, ...others } = before;
      return others;
    });

  // Only a change of the book is news.
  useEffect(() => {
    for (const { conversationId } of booked) {
      seenInBook.current.add(conversationId);
      drop(conversationId);
    }
  }, [booked]);

  async function start(wanted: WantedStart, purpose: string | null) {
    const { conversationId, settings } = wanted;
    const started = { ...wanted, purpose, startedAt: Date.now() };
    seenInBook.current.delete(conversationId);
    put({ ...started, state: { phase: 'running', step: 'checking', tries: 0 } });
    const result = await actions.startSession(conversationId, settings, purpose);
    if (result.ok || seenInBook.current.has(conversationId)) drop(conversationId);
    else put({ ...started, state: { phase: 'failed', failure: result.failure } });
  }

  async function dismiss(conversationId: string) {
    drop(conversationId);
    await actions.dismissStart(conversationId);
  }

  const bookedIds = new Set(booked.map(({ conversationId }) => conversationId));
  const unbooked = Object.values(own).filter(({ conversationId }) => !bookedIds.has(conversationId));
  return { starts: [...unbooked, ...booked], start, dismiss };
}
