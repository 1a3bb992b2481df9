import { useState } from 'preact/hooks';
import type { StartView } from '@/utils/cobrowse/service-traits';
import { hasContent } from '@/utils/invite/purpose';
import type { SessionSettings } from '@/utils/settings/settings';

/** A start whose purpose is not known yet. */
export type WantedStart = {
  conversationId: string;
  customerName: string | null;
  settings: SessionSettings;
  /** What to see, where there is a choice. */
  view?: StartView | undefined;
};

/**
 * The purpose of the next start. If it is required and missing, a start waits for the answer.
 * `begun` counts the starts.
 * @param asks whether every start asks
 */
export function usePurpose(asks: boolean, start: (wanted: WantedStart, purpose: string | null) => unknown) {
  const [purpose, setPurpose] = useState('');
  const [begun, setBegun] = useState(0);
  const [asking, setAsking] = useState<WantedStart | null>(null);

  /** Starts, or asks first. `said`: the purpose that was given for this start before. */
  function begin(wanted: WantedStart, said: string | null = null) {
    const known = said ?? (hasContent(purpose) ? purpose.trim() : null);
    if (asks && known === null) {
      setAsking(wanted);
      return;
    }
    setAsking(null);
    // It was given for this start, not for the next.
    setPurpose('');
    setBegun((before) => before + 1);
    void start(wanted, known);
  }

  return { purpose, setPurpose, begun, asking, ask: setAsking, begin, cancel: () => setAsking(null) };
}
