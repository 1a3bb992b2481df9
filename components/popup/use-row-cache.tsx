import type { VNode } from 'preact';
import { useRef } from 'preact/hooks';
import type { Conversation } from '@/utils/genesys-cloud/conversation';
import { ConversationRow } from './ConversationRow';

type RowState = { selected: boolean; live: boolean; starting: boolean };
type Cached = RowState & { conversation: Conversation; row: VNode };

/**
 * Draws rows and hands out the very same row again while nothing about it has changed: Preact passes over those without a look,
 * which keeps a key press in a list of thousands quick.
 */
export function useRowCache(): (conversation: Conversation, state: RowState) => VNode {
  const cache = useRef(new Map<string, Cached>());
  return (conversation, { selected, live, starting }) => {
    const known = cache.current.get(conversation.id);
    if (
      known?.conversation === conversation &&
      known.selected === selected &&
      known.live === live &&
      known.starting === starting
    ) {
      return known.row;
    }
    const row = (
      <ConversationRow
        key={conversation.id}
        conversation={conversation}
        selected={selected}
        live={live}
        starting={starting}
      />
    );
    cache.current.set(conversation.id, { conversation, selected, live, starting, row });
    return row;
  };
}
