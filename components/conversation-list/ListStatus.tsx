import { RefreshCw } from 'lucide';
import type { FloorSource } from '@/utils/floor/model';
import { Icon } from '../common/Icon';
import { formatTimeOfDay, secondsUntil } from '../common/time';
import { useNow } from '../common/use-now';
import { whileBusy } from '../common/while-busy';
import { namesOfSources } from './missing-sources';
import { formatCount } from './row-wording';
import { usePainted } from './use-painted';
import './ListStatus.css';

/** How many conversations, as of when, and the button that reads them again. */
export function ListStatus({
  shown,
  all,
  takenAt,
  live,
  ownWait = false,
  unread,
  partial,
  refreshing,
  retryAt,
  onRefresh,
}: {
  /** Number of rows that match the filters; `null` while unknown. */
  shown: number | null;
  all: number;
  takenAt: number | null;
  /** True while changes of the list arrive as they happen, and nothing is wrong. */
  live: boolean;
  /**
   * Whether the extension waits before reading the list again, and not because Genesys Cloud asks
   * for it.
   */
  ownWait?: boolean;
  /** Sources that could not be read this time. */
  unread: readonly FloorSource[];
  /** True if there are more conversations than were listed. */
  partial: boolean;
  refreshing: boolean;
  /** When the list is read again automatically, if the platform asked to wait. */
  retryAt: number | undefined;
  onRefresh: () => void;
}) {
  // Browsers need time for the first number and the first date they format.
  const known = usePainted() && takenAt !== null;
  return (
    <div class="list-status">
      <span class="list-status-count" role="status">
        {known && shown !== null && all > 0 && countOf(shown, all)}
      </span>
      {known && unread.length > 0 && (
        <span
          class="list-status-partial"
          title={`${namesOfSources(unread)} could not be loaded. The last known data is still shown.`}
        >
          incomplete
        </span>
      )}
      {known && unread.length === 0 && partial && (
        <span
          class="list-status-partial"
          title="Genesys Cloud has more conversations than it lists at once. Filter by queue or search."
        >
          more exist
        </span>
      )}
      <span class="list-status-end">
        <span class="list-status-time">
          {refreshing ? 'Refreshing…' : live ? <LiveMark /> : known && `Updated ${formatTimeOfDay(takenAt)}`}
          {!refreshing && retryAt !== undefined && <Retry at={retryAt} own={ownWait} />}
        </span>
        <button
          type="button"
          class="icon-button"
          aria-label="Refresh"
          title="Refresh"
          {...whileBusy(refreshing, onRefresh)}
        >
          <Icon node={RefreshCw} size={14} class={refreshing ? 'spin' : ''} />
        </button>
      </span>
    </div>
  );
}

function countOf(shown: number, all: number): string {
  if (shown !== all) return `${formatCount(shown)} of ${formatCount(all)}`;
  return `${formatCount(all)} ${all === 1 ? 'conversation' : 'conversations'}`;
}

function LiveMark() {
  return (
    <span class="list-status-live" title="Updated in real time">
      <span class="live-dot" aria-hidden="true" />
      Live
    </span>
  );
}

function Retry({ at, own }: { at: number; own: boolean }) {
  const seconds = secondsUntil(at, useNow());
  return (
    <span
      title={
        own
          ? 'The extension waits before it refreshes the list, to stay within the Genesys Cloud rate limit'
          : 'Genesys Cloud asked to wait before the next refresh'
      }
    >
      {seconds > 0 ? ` · retrying in ${seconds} s` : ''}
    </span>
  );
}
