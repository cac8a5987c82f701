import type { RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { BoardLine } from '../../../shared/api/views.js';
import { useLanguage } from '../../language.js';
import { Behind, Score } from './score.js';

/**
 * One's own line at the lower edge of the screen, as long as it cannot be seen in the table.
 *
 * @param row of the table; null when it stands on a page that is not shown
 */
export function OwnBar({
  own,
  standings,
  row,
}: {
  own: BoardLine;
  standings: number;
  row: RefObject<HTMLTableRowElement | null> | null;
}) {
  const { t, f } = useLanguage();
  const isSeen = useSeen(row);
  const goThere = () => {
    row?.current?.scrollIntoView({ block: 'center' });
    row?.current?.focus({ preventScroll: true });
  };
  return (
    <section class={isSeen ? 'own-bar own-bar-seen' : 'own-bar'} aria-label={t.board.ownLabel}>
      <p>
        <strong>{t.board.ownRank(f.count(own.rank), f.count(standings))}</strong>
        <span class="soft">
          <Score line={own} /> · {f.duration(own.durationMs)}
        </span>
        <Behind line={own} />
      </p>
      {row && (
        <button type="button" class="button button-quiet" onClick={goThere}>
          {t.board.toOwnRow}
        </button>
      )}
    </section>
  );
}

function useSeen(row: RefObject<Element | null> | null): boolean {
  const [isSeen, setSeen] = useState(false);
  useEffect(() => {
    if (!row?.current) return setSeen(false);
    const watcher = new IntersectionObserver((entries) => setSeen(entries[entries.length - 1]!.isIntersecting));
    watcher.observe(row.current);
    return () => watcher.disconnect();
  }, [row?.current]);
  return isSeen;
}

/** No line of one's own: why, and what to do. @param isSignedIn undefined while not known */
export function OwnMissing({ slug, isSignedIn }: { slug: string; isSignedIn: boolean | undefined }) {
  const { t } = useLanguage();
  if (isSignedIn === undefined) return null;
  const back = encodeURIComponent(`/cuoc-thi/${slug}/bang-xep-hang`);
  return (
    <p class="own-missing no-print">
      {isSignedIn ? t.board.ownNone : t.board.signInToSee}{' '}
      <a href={isSignedIn ? `/cuoc-thi/${slug}` : `/dang-nhap?tiep=${back}`}>
        {isSignedIn ? t.board.enter : t.board.signIn}
      </a>
    </p>
  );
}
