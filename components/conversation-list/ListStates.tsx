import { Inbox, SearchX } from 'lucide';
import type { FloorHead } from '@/utils/floor/model';
import { t, tParts, tPlural } from '@/utils/i18n/messages';
import { Icon } from '../common/Icon';
import { namesOfLeftOut, namesOfSources } from './missing-sources';
import './ListStates.css';

const SKELETON_ROWS = [62, 48, 70, 55, 66];

/** A placeholder until the first list has arrived. */
export function ListSkeleton() {
  return (
    <div class="skeleton" aria-hidden="true">
      {SKELETON_ROWS.map((width) => (
        <div class="skeleton-row" key={width}>
          <span class="skeleton-circle" />
          <span class="skeleton-lines">
            <span style={{ width: `${width}%` }} />
            <span style={{ width: `${width - 18}%` }} />
          </span>
        </div>
      ))}
    </div>
  );
}

/**
 * Nothing is visible, which does not mean that nothing is happening: explains what would make
 * conversations appear, and what could be hidden.
 */
export function EmptyList({ leftOut, unread }: Pick<FloorHead, 'leftOut' | 'unread'>) {
  return (
    <div class="list-state">
      <Icon node={Inbox} size={28} />
      <p class="list-state-title">
        {unread.length > 0 ? t('list_empty_unread_title') : t('list_empty_title')}
      </p>
      <p>
        {unread.length > 0 ? t('list_empty_unread', { names: namesOfSources(unread) }) : t('list_empty_hint')}
      </p>
      {leftOut.length > 0 && <p>{t('list_empty_hidden', { names: namesOfLeftOut(leftOut) })}</p>}
    </div>
  );
}

/** Says below the list what is left out of it by default. */
export function ParkedNote({ count, onShow }: { count: number; onShow: () => void }) {
  if (count === 0) return null;
  return (
    <p class="parked-note">
      <span class="grow">{tPlural('list_parked_hidden', count)}</span>
      <button type="button" class="button button-small button-quiet" onClick={onShow}>
        {t('list_parked_show')}
      </button>
    </p>
  );
}

/** The filters match nothing. */
export function NoMatch({
  typed,
  filters,
  nobodyNeeds,
  onClear,
}: {
  typed: string;
  /** The other filters, in words; empty if there are none. */
  filters: string;
  /** Whether the only one is that they need the supervisor. */
  nobodyNeeds: boolean;
  onClear: () => void;
}) {
  return (
    <div class="list-state">
      <Icon node={SearchX} size={28} />
      <p class="list-state-title wrap-anywhere">
        {typed === ''
          ? t(nobodyNeeds ? 'list_nobody_needs' : 'list_no_match_filters')
          : tParts('list_no_match', { typed: <bdi key="typed">{typed}</bdi> })}
      </p>
      {filters !== '' && <p class="wrap-anywhere">{filters}</p>}
      <button type="button" class="button" onClick={onClear}>
        {filters === '' ? t('list_clear_search') : t('list_clear_filters')}
      </button>
    </div>
  );
}
