import { Inbox, SearchX } from 'lucide';
import { Icon } from '../parts/Icon';

const SKELETON_ROWS = [62, 48, 70, 55, 66];

/** Stands in for the list until the first one has arrived. */
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

/** Nothing is going on: what would make something appear. */
export function EmptyList() {
  return (
    <div class="list-state">
      <Icon node={Inbox} size={28} />
      <p class="list-state-title">No active conversations</p>
      <p>
        A conversation appears here while an agent of yours is in it, or while it waits in a queue you can
        see.
      </p>
    </div>
  );
}

/** The filter leaves nothing. */
export function NoMatch({ typed, onClear }: { typed: string; onClear: () => void }) {
  return (
    <div class="list-state">
      <Icon node={SearchX} size={28} />
      <p class="list-state-title wrap-anywhere">No conversation matches “{typed}”</p>
      <button type="button" class="button" onClick={onClear}>
        Clear
      </button>
    </div>
  );
}
