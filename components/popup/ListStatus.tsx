import { RefreshCw } from 'lucide';
import { Icon } from '../parts/Icon';
import { formatTimeOfDay } from '../parts/time';

/** How many conversations, as of when, and the button that reads them again. */
export function ListStatus({
  shown,
  all,
  takenAt,
  refreshing,
  onRefresh,
}: {
  shown: number;
  all: number;
  takenAt: number | null;
  refreshing: boolean;
  onRefresh: () => void;
}) {
  const count =
    shown === all ? `${all} ${all === 1 ? 'conversation' : 'conversations'}` : `${shown} of ${all}`;
  return (
    <div class="list-status">
      <span role="status">{takenAt === null ? '' : count}</span>
      <span class="list-status-time">
        {refreshing ? 'Refreshing…' : takenAt !== null && `Updated ${formatTimeOfDay(takenAt)}`}
      </span>
      <button
        type="button"
        class="icon-button"
        aria-label="Refresh"
        title="Refresh"
        disabled={refreshing}
        onClick={onRefresh}
      >
        <Icon node={RefreshCw} size={14} class={refreshing ? 'spin' : ''} />
      </button>
    </div>
  );
}
