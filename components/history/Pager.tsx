import { ChevronLeft, ChevronRight } from 'lucide';
import { formatNumber, t } from '@/utils/i18n/messages';
import { useSpoken } from '../common/announce';
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
  const spoken = useSpoken();
  const from = page * per + 1;
  const to = Math.min(total, from + per - 1);
  return (
    <nav class="pager" aria-label={t('history_pages')}>
      <p ref={spoken}>
        {t('history_page_range', {
          from: formatNumber(from),
          to: formatNumber(to),
          all: formatNumber(total),
        })}
      </p>
      <button type="button" class="button" {...whileBusy(page === 0, () => onTurn(page - 1))}>
        <Icon node={ChevronLeft} size={14} class="mirrored" />
        {t('history_newer')}
      </button>
      <button type="button" class="button" {...whileBusy(page === pages - 1, () => onTurn(page + 1))}>
        {t('history_older')}
        <Icon node={ChevronRight} size={14} class="mirrored" />
      </button>
    </nav>
  );
}
