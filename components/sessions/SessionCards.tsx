import { ChevronDown } from 'lucide';
import { useState } from 'preact/hooks';
import { agentChange } from '@/utils/cobrowse/agent-change';
import type { Session } from '@/utils/cobrowse/model';
import type { RecoveryAction } from '@/utils/errors/recovery-actions';
import type { FloorRow } from '@/utils/floor/model';
import type { AppActions } from '@/utils/pages/app-state';
import { Icon } from '../common/Icon';
import { useNow } from '../common/use-now';
import { SessionCard } from './SessionCard';
import './SessionCards.css';

/** The live sessions, above everything else. Several are collapsed behind their number. */
export function SessionCards({
  sessions,
  rows,
  actions,
  onRecoveryAction,
}: {
  sessions: Session[];
  /** The conversations as known now. */
  rows: readonly FloorRow[];
  actions: AppActions;
  onRecoveryAction: (action: RecoveryAction, session: Session) => void;
}) {
  const [open, setOpen] = useState(true);
  const now = useNow(sessions.some(({ offer }) => offer !== undefined));
  if (sessions.length === 0) return null;
  const several = sessions.length > 1;

  return (
    <section class="sessions" aria-label="Sessions">
      {several && (
        <button type="button" class="sessions-toggle" aria-expanded={open} onClick={() => setOpen(!open)}>
          <span class={isAnyLive(sessions) ? 'live-dot' : 'live-dot waiting-dot'} aria-hidden="true" />
          {countOf(sessions, now)}
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
              onRecoveryAction={(action) => onRecoveryAction(action, session)}
            />
          ))}
        </div>
      )}
    </section>
  );
}

/** An offer that nobody has accepted is not a live session. */
const isAnyLive = (sessions: readonly Session[]) => sessions.some(({ offer }) => offer === undefined);

function countOf(sessions: readonly Session[], now: number): string {
  const over = sessions.filter(({ offer }) => isOver(offer, now)).length;
  const offered = sessions.filter(({ offer }) => offer !== undefined).length - over;
  const live = sessions.length - offered - over;
  return [
    // No service reports whether the agent has joined.
    live > 0 && `${live} session${live === 1 ? '' : 's'}`,
    offered > 0 && `${offered} not accepted yet`,
    over > 0 && `${over} offer${over === 1 ? '' : 's'} expired`,
  ]
    .filter(Boolean)
    .join(', ');
}

const isOver = (offer: Session['offer'], now: number) =>
  offer !== undefined && offer.endsAt !== null && offer.endsAt <= now;
