import { Inbox, SearchX } from 'lucide';
import type { FloorHead } from '@/utils/floor/model';
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
        {unread.length > 0 ? 'Part of the list could not be loaded' : 'No active conversations'}
      </p>
      <p>
        {unread.length > 0
          ? `${namesOfSources(unread)} could not be loaded and may contain conversations.`
          : 'Conversations of your agents and queues appear here as they start.'}
      </p>
      {leftOut.length > 0 && <p>{namesOfLeftOut(leftOut)} are hidden and may contain more.</p>}
    </div>
  );
}

/** The filters match nothing. */
export function NoMatch({
  typed,
  filters,
  onClear,
}: {
  typed: string;
  /** The other filters, in words; empty if there are none. */
  filters: string;
  onClear: () => void;
}) {
  return (
    <div class="list-state">
      <Icon node={SearchX} size={28} />
      <p class="list-state-title wrap-anywhere">
        No conversations match {typed === '' ? 'these filters' : <bdi>“{typed}”</bdi>}
      </p>
      {filters !== '' && <p class="wrap-anywhere">{filters}</p>}
      <button type="button" class="button" onClick={onClear}>
        {filters === '' ? 'Clear search' : 'Clear filters'}
      </button>
    </div>
  );
}
