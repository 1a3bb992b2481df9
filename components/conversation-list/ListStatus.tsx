import { RefreshCw } from 'lucide';
import type { FloorSource } from '@/utils/floor/model';
import { formatNumber, t, tPlural } from '@/utils/i18n/messages';
import { useSpoken } from '../common/announce';
import { Icon } from '../common/Icon';
import { formatClockTime, secondsUntil } from '../common/time';
import { useClockText, useNow } from '../common/use-now';
import { whileBusy } from '../common/while-busy';
import { namesOfSources } from './missing-sources';
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
  const spoken = useSpoken();
  // Browsers need time for the first number and the first date they format.
  const known = usePainted() && takenAt !== null;
  const count = known && shown !== null && all > 0 ? countOf(shown, all) : undefined;
  return (
    <div class="list-status">
      <span
        class={`list-status-count ${shown !== all ? 'list-status-filtered' : ''}`}
        title={count}
        ref={spoken}
      >
        {count}
      </span>
      {known && unread.length > 0 && (
        <span class="list-status-partial" title={t('list_status_unread', { names: namesOfSources(unread) })}>
          {t('list_status_incomplete')}
        </span>
      )}
      {known && unread.length === 0 && partial && (
        <span class="list-status-partial" title={t('list_status_partial')}>
          {t('list_status_more')}
        </span>
      )}
      <span class="list-status-end">
        <span class="list-status-time" title={refreshing ? t('list_refreshing') : undefined}>
          {refreshing ? t('list_refreshing') : known && <Freshness takenAt={takenAt} live={live} />}
          {!refreshing && retryAt !== undefined && <Retry at={retryAt} own={ownWait} />}
        </span>
        <button
          type="button"
          class="icon-button"
          aria-label={t('list_refresh')}
          title={t('list_refresh')}
          {...whileBusy(refreshing, onRefresh)}
        >
          <Icon node={RefreshCw} size={14} class={refreshing ? 'spin' : ''} />
        </button>
      </span>
    </div>
  );
}

function countOf(shown: number, all: number): string {
  if (shown !== all) return t('list_count_some', { shown: formatNumber(shown), all: formatNumber(all) });
  return tPlural('list_count', all);
}

/** After this time, the age is said by the clock, in milliseconds. */
const BY_CLOCK_MS = 60_000;

/** How old the list is. While changes arrive as they happen, it is never old. */
function Freshness({ takenAt, live }: { takenAt: number; live: boolean }) {
  const text = useClockText((now) => ageOf(takenAt, live, now), `${takenAt} ${live}`);
  return <span title={live ? t('list_updated_live') : undefined}>{text}</span>;
}

function ageOf(takenAt: number, live: boolean, now: number): string {
  if (live) return t('list_updated_now');
  const age = now - takenAt;
  // A clock that was set back says nothing about the age.
  if (age < 0 || age >= BY_CLOCK_MS) return t('list_updated_at', { time: formatClockTime(takenAt) });
  return t('list_updated_ago', { seconds: formatNumber(Math.floor(age / 1000)) });
}

function Retry({ at, own }: { at: number; own: boolean }) {
  const seconds = secondsUntil(at, useNow());
  return (
    <span title={own ? t('list_wait_own') : t('list_wait_asked')}>
      {seconds > 0 ? ` · ${t('list_retrying', { seconds: formatNumber(seconds) })}` : ''}
    </span>
  );
}
