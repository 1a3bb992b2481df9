import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Session } from '@/utils/cobrowse/model';
import { inOrder } from './session-words';

/**
 * The sessions in their order. While the pointer or the focus is among them, one that is over keeps
 * its place above the others: none of those moves under a press.
 */
export function useHeldSessions<E extends HTMLElement>(sessions: readonly Session[]) {
  const area = useRef<E>(null);
  const isPointedAt = useRef(false);
  const shown = useRef<readonly Session[]>([]);
  const [, drawAgain] = useState({});
  const isHeld = () => isPointedAt.current || area.current?.contains(document.activeElement) === true;

  const live = new Map(sessions.map((session) => [session.id, session]));
  const isGone = ({ id }: Session) => !live.has(id);
  const before = isHeld() ? shown.current.map((session) => live.get(session.id) ?? session) : [];
  const ordered = inOrder([...new Set([...before, ...sessions])]);
  // Nothing is below the last one.
  ordered.length = ordered.findLastIndex((session) => !isGone(session)) + 1;
  shown.current = ordered;

  const letGo = () => {
    if (shown.current.some(isGone) && !isHeld()) drawAgain({});
  };
  useLayoutEffect(() => {
    // What is taken away tells of no pointer that leaves.
    if (!area.current) isPointedAt.current = false;
    // The focus may have been on a control of what is over.
    letGo();
  });

  return {
    ordered,
    isGone,
    /** For the element around them. */
    frame: {
      ref: area,
      onPointerEnter: () => {
        isPointedAt.current = true;
      },
      onPointerLeave: () => {
        isPointedAt.current = false;
        letGo();
      },
      onFocusOut: ({ relatedTarget }: FocusEvent) => {
        if (!area.current?.contains(relatedTarget as Node | null)) letGo();
      },
    },
  };
}
