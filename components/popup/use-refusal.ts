import { useState } from 'preact/hooks';
import type { FloorRow } from '@/utils/floor/model';
import { customerOf } from '../conversation-list/row-wording';
import type { StartBlocker } from '../conversation-list/start-blocker';

/**
 * The row whose press did not start it. It is checked again at each render: when nothing prevents a
 * start any more, the message disappears.
 */
export function useRefusal(rows: readonly FloorRow[], why: (row: FloorRow) => StartBlocker | null) {
  const [refusedId, setRefusedId] = useState<string | null>(null);
  const row = refusedId === null ? undefined : rows.find(({ id }) => id === refusedId);
  const reason = row ? why(row) : null;

  return {
    refused: row && reason ? { id: row.id, customer: customerOf(row), why: reason } : null,
    /**
     * Returns whether a press must start nothing.
     * @param insists a second press of the key, to try anyway
     */
    refuses(pressed: FloorRow | undefined, insists: boolean): boolean {
      const speaksAgainst = pressed ? why(pressed) : null;
      if (!pressed || !speaksAgainst) return false;
      if (insists && speaksAgainst.mayTry && refusedId === pressed.id) return false;
      setRefusedId(pressed.id);
      return true;
    },
    forget: () => setRefusedId(null),
  };
}
