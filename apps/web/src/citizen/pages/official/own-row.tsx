import type { OwnResult } from '../../../shared/api/views.js';
import { decidedWords } from '../../../shared/decided.js';
import { contestPath } from '../../contest/paths.js';
import { useLanguage } from '../../language.js';
import { useSession } from '../../session.js';
import type { Got } from '../../use-get.js';

/** Where the reader stands; for who is not signed in, the way to learn it. */
export function OwnRow({ slug, own }: { slug: string; own: Got<OwnResult> }) {
  const { t, f } = useLanguage();
  const { account } = useSession();
  if (account === null) {
    const back = encodeURIComponent(contestPath(slug, 'ket-qua-chinh-thuc'));
    return (
      <p class="no-print">
        {t.official.ownSignIn} <a href={`/dang-nhap?tiep=${back}`}>{t.official.signIn}</a>
      </p>
    );
  }
  // Without it the page is whole; who is no participant has nothing here.
  if (!own.data) return null;
  const { places, prizes, person } = own.data;
  return (
    <section class={prizes.length > 0 ? 'box box-good' : 'box'} aria-labelledby="cua-ban">
      <h2 id="cua-ban">{t.official.own}</h2>
      {prizes.map(({ line, title }) => (
        <p key={line}>
          <strong>{t.official.ownPrize(title)}</strong>
        </p>
      ))}
      {places.length === 0 && <p>{t.official.ownNone}</p>}
      {places.map(({ audience, rank, score, decided }) => (
        <p key={audience}>
          {t.official.ownRank(f.count(rank), t.official.points(f.decimal(score)))}{' '}
          {decided && t.official.ownReason(f.count(decided.step), decidedWords(t.criteria, f, decided))}
        </p>
      ))}
      {person && <p class="soft">{t.official.ownNumber(person)}</p>}
    </section>
  );
}
