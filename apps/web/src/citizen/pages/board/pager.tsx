import { useLanguage } from '../../language.js';
import { useChange } from './board-head.js';

/** From page to page of a table, by the address. */
export function Pager({ page, pages }: { page: number; pages: number }) {
  const { t, f } = useLanguage();
  const change = useChange();
  if (pages <= 1) return null;
  const go = (to: number) => {
    change({ trang: to === 1 ? undefined : String(to) });
    document.querySelector('.unit-frame')?.scrollIntoView({ block: 'start' });
  };
  return (
    <nav class="pager no-print" aria-label={t.board.pages}>
      {page > 1 && (
        <button type="button" class="button button-second" onClick={() => go(page - 1)}>
          {t.board.previousPage}
        </button>
      )}
      <span>{t.board.pageOf(f.count(page), f.count(pages))}</span>
      {page < pages && (
        <button type="button" class="button button-second" onClick={() => go(page + 1)}>
          {t.board.nextPage}
        </button>
      )}
    </nav>
  );
}

/** The page number of an address; what is none is the first. */
export const pageOf = (query: Record<string, string>): number =>
  Math.min(100_000, Math.max(1, Math.trunc(Number(query['trang'] ?? 1)) || 1));
