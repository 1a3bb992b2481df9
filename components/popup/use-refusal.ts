import { useState } from 'preact/hooks';
import type { FloorRow } from '@/utils/floor/model';
import { customerOf } from '../conversation-list/row-wording';
import type { WhyNot } from '../conversation-list/start-blocker';

/**
 * The row whose press did not start it. It is looked at anew at each drawing: when nothing speaks
 * against the row any more, there is nothing to say either.
 */
export function useRefusal(rows: readonly FloorRow[], why: (row: FloorRow) => WhyNot | null) {
  const [refusedId, setRefusedId] = useState<string | null>(null);
  const row = refusedId === null ? undefined : rows.find(({ id }) => id === refusedId);
  const reason = row ? why(row) : null;

  return {
    refused: row && reason ? { id: row.id, customer: customerOf(row), why: reason } : null,
    /**
     * Answers whether a press is to start nothing.
     * @param insists a second press of the key, which means that it is to be tried all the same
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
