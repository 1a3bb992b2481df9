import { History } from 'lucide';
import { Section } from '../settings-form/Section';

/** Opens the history of all sessions. */
export function HistorySection({ onOpen }: { onOpen: () => void }) {
  return (
    <Section
      title="History"
      icon={History}
      intro="Every session is recorded on this computer: who, with whom, when, and how it ended."
    >
      <div>
        <button type="button" class="button" onClick={onOpen}>
          Open history
        </button>
      </div>
    </Section>
  );
}
