import { useEffect, useState } from 'preact/hooks';
import type { MyPlace, Result } from '../../../shared/api/views.js';
import { useLanguage } from '../../language.js';
import { useGet } from '../../use-get.js';

/** The table is made a moment after the grade: so often, and so far apart, it is asked again. */
const TRIES = 6;
const TRY_MS = 2_500;

/** Where the person stands on the board of the round, with the attempt that counts. */
export function OwnRank({ result, place }: { result: Result; place: MyPlace }) {
  const { t, f } = useLanguage();
  const board = useGet('/api/contests/{slug}/board', {
    path: { slug: result.contest.slug },
    query: { scope: 'round', round: result.round.number, audience: place.participation?.audience, limit: 1 },
  });
  const [tries, setTries] = useState(0);
  const own = board.data?.own;
  const isMissing = board.data !== undefined && !own;
  useEffect(() => {
    if (!isMissing || tries >= TRIES) return;
    const timer = setTimeout(
      () => {
        setTries(tries + 1);
        board.reload();
      },
      TRY_MS * (1 + Math.random()),
    );
    return () => clearTimeout(timer);
  }, [isMissing, tries]);

  // Without the board the page is whole; its button leads there and says what is wrong.
  if (board.error && !board.data) return null;
  return (
    <section class="card" aria-live="polite">
      <h2>{t.result.rankTitle}</h2>
      {own && board.data ? (
        <>
          <p class="rank-sentence">
            {(board.data.provisional ? t.result.rankProvisional : t.result.rankFinal)(
              f.count(own.rank),
              f.count(board.data.standings),
            )}
          </p>
          <p class="soft">
            {t.result.rankBest(
              own.maxScore === null
                ? f.decimal(own.score)
                : t.result.rightOf(f.decimal(own.score), f.decimal(own.maxScore)),
              f.duration(own.durationMs),
            )}
          </p>
        </>
      ) : (
        <p class="soft">{tries >= TRIES ? t.result.rankNotYet : t.result.rankComing}</p>
      )}
    </section>
  );
}
