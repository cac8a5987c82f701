import type { ContestDetails } from '../../../shared/api/views.js';
import { useLanguage } from '../../language.js';

/** The prizes as the organizer promises them; nothing where none are. */
export function PrizeList({ prizes }: Pick<ContestDetails, 'prizes'>) {
  const { t, f } = useLanguage();
  if (prizes.length === 0) return null;
  return (
    <section>
      <h2>{t.contest.prizes}</h2>
      <ul class="prizes">
        {prizes.map(({ title, count, amountVnd, detail }, i) => (
          <li key={i}>
            <p class="prize-head">
              <strong>{title}</strong>
              {count !== null && <span class="tag">{t.contest.prizeCount(f.count(count))}</span>}
            </p>
            {amountVnd !== null && (
              <p class="prize-money">
                <strong class="numbers">{t.contest.money(f.count(amountVnd))}</strong>{' '}
                {count !== null && count > 1 && <span class="soft">{t.contest.perPrize}</span>}
              </p>
            )}
            {detail && <p class="soft">{detail}</p>}
          </li>
        ))}
      </ul>
    </section>
  );
}
