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
        {unread.length > 0 ? 'The list could not be read whole' : 'No conversation is visible to you'}
      </p>
      <p>
        {unread.length > 0
          ? `${namesOfSources(unread)} could not be read just now and may hold conversations.`
          : 'A conversation appears here while an agent of yours is in it, or while it waits in a queue you can see.'}
      </p>
      {leftOut.length > 0 && <p>{namesOfLeftOut(leftOut)} are left out and may hold more.</p>}
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
        No conversation matches {typed === '' ? 'the filters' : <bdi>“{typed}”</bdi>}
      </p>
      {filters !== '' && <p class="wrap-anywhere">{filters}</p>}
      <button type="button" class="button" onClick={onClear}>
        {filters === '' ? 'Clear filter' : 'Clear filters'}
      </button>
    </div>
  );
}
