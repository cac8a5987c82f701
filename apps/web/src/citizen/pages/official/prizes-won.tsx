import type { OfficialResult, PublicWinner } from '../../../shared/api/views.js';
import { decidedWords } from '../../../shared/decided.js';
import { useLanguage } from '../../language.js';

/** The winners, prize by prize as the rules list them, with what decided their places. */
export function PrizesWon({ prizes }: Pick<OfficialResult, 'prizes'>) {
  const { t, f } = useLanguage();
  if (prizes.length === 0) return <p class="box">{t.official.noPrizes}</p>;
  return (
    <section>
      <h2>{t.official.prizes}</h2>
      {prizes.map(({ line, title, audienceTitle, block, quota, amountVnd, winners, notGiven }) => (
        <section key={line} class="card prize-won">
          <h3>
            {title}
            {(audienceTitle ?? block) && <span class="prize-of">{audienceTitle ?? block}</span>}
          </h3>
          <p class="soft">
            {t.official.prizeCount(f.count(winners.length), f.count(quota))}
            {amountVnd !== null && ` · ${t.official.money(f.count(amountVnd))}`}
          </p>
          {winners.length > 0 && (
            <ul class="winners">
              {winners.map((winner) => (
                <WinnerLine key={winner.place} winner={winner} />
              ))}
            </ul>
          )}
          {notGiven.map(({ count, reason }) => (
            <p key={reason} class="soft">
              {t.official.notGiven(f.count(count), t.official.notGivenWhy[reason] ?? reason)}
            </p>
          ))}
        </section>
      ))}
      <p class="soft small">{t.official.masked}</p>
    </section>
  );
}

function WinnerLine({ winner }: { winner: PublicWinner }) {
  const { t, f } = useLanguage();
  const { name, unitName, rank, score, durationMs, distance, isReplacement, isOwn } = winner;
  const result = [
    rank !== null && t.official.rank(f.count(rank)),
    score !== null && t.official.points(f.decimal(score)),
    distance !== null && t.official.offBy(f.count(distance)),
    durationMs !== null && t.official.took(f.duration(durationMs)),
  ].filter(Boolean);
  return (
    <li class={isOwn ? 'winner-own' : undefined}>
      <p>
        <strong>{name ?? unitName}</strong> {isOwn && <span class="tag">{t.official.you}</span>}{' '}
        {isReplacement && <span class="tag tag-quiet">{t.official.replacement}</span>}
      </p>
      {name !== null && <p class="official-under">{unitName}</p>}
      <p class="official-under">{result.join(' · ')}</p>
      <Reason winner={winner} />
    </li>
  );
}

/** Why the place is theirs: by what it is before the next one; of the last on a board, by what behind the one above. */
function Reason({ winner: { ahead, decided } }: { winner: PublicWinner }) {
  const { t, f } = useLanguage();
  const reason = ahead ?? decided;
  if (reason === null) return null;
  const said = ahead ? t.official.ahead : t.official.behind;
  return <p class="official-under">{said(f.count(reason.step), decidedWords(t.criteria, f, reason))}</p>;
}
