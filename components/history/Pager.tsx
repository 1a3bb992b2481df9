import { ChevronLeft, ChevronRight } from 'lucide';
import { Icon } from '../common/Icon';
import { whileBusy } from '../common/while-busy';

/** Navigates the pages of a long list. */
export function Pager({
  page,
  pages,
  per,
  total,
  onTurn,
}: {
  /** Counted from 0. */
  page: number;
  pages: number;
  per: number;
  total: number;
  onTurn: (page: number) => void;
}) {
  const from = page * per + 1;
  const to = Math.min(total, from + per - 1);
  return (
    <nav class="pager" aria-label="Pages">
      <p role="status">
        {from.toLocaleString()}–{to.toLocaleString()} of {total.toLocaleString()}
      </p>
      <button type="button" class="button" {...whileBusy(page === 0, () => onTurn(page - 1))}>
        <Icon node={ChevronLeft} size={14} />
        Newer
      </button>
      <button type="button" class="button" {...whileBusy(page === pages - 1, () => onTurn(page + 1))}>
        Older
        <Icon node={ChevronRight} size={14} />
      </button>
    </nav>
  );
}
