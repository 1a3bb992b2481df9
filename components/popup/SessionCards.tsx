import { ChevronDown } from 'lucide';
import { useState } from 'preact/hooks';
import type { AppActions } from '@/utils/app/contract';
import { agentChange } from '@/utils/cobrowse/agent-change';
import type { Session } from '@/utils/cobrowse/model';
import type { WayOut } from '@/utils/errors/sentences';
import type { FloorRow } from '@/utils/floor/model';
import { Icon } from '../parts/Icon';
import { SessionCard } from './SessionCard';

/** The live sessions, above everything else. Several fold away behind their number. */
export function SessionCards({
  sessions,
  rows,
  actions,
  onWayOut,
}: {
  sessions: Session[];
  /** What is known of conversations now. */
  rows: readonly FloorRow[];
  actions: AppActions;
  onWayOut: (wayOut: WayOut, session: Session) => void;
}) {
  const [open, setOpen] = useState(true);
  if (sessions.length === 0) return null;
  const several = sessions.length > 1;

  return (
    <section class="sessions" aria-label="Live sessions">
      {several && (
        <button type="button" class="sessions-toggle" aria-expanded={open} onClick={() => setOpen(!open)}>
          <span class="live-dot" aria-hidden="true" />
          {sessions.length} live sessions
          <Icon node={ChevronDown} size={14} class={open ? 'turned' : ''} />
        </button>
      )}
      {(open || !several) && (
        <div class="sessions-list">
          {sessions.map((session) => (
            <SessionCard
              key={session.id}
              session={session}
              change={agentChange(
                session,
                rows.find(({ id }) => id === session.conversationId),
              )}
              actions={actions}
              onWayOut={(wayOut) => onWayOut(wayOut, session)}
            />
          ))}
        </div>
      )}
    </section>
  );
}
