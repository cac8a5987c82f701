import { serverNow } from '../../../shared/api/server-clock.js';
import type { OfficialField, OfficialResult } from '../../../shared/api/views.js';
import { useLanguage } from '../../language.js';

/** The draw as it can be checked: the commitment, the lot once it is opened, and each number. */
export function LotShown({ lot, draws }: { lot: NonNullable<OfficialField['lot']>; draws: OfficialResult['draws'] }) {
  const { t, f } = useLanguage();
  const at = (instant: string) => f.weekdayTime(instant, serverNow());
  return (
    <section class="card">
      <h2>{t.official.lot}</h2>
      <p>{t.official.lotText}</p>
      <dl class="official-codes">
        <dt>
          {t.official.lotCommitted(at(lot.committedAt))} {lot.isLate && t.official.lotLate}
        </dt>
        <dd class="code">{lot.commitment}</dd>
        {lot.source && lot.sourceAt && (
          <>
            <dt>{t.official.lotSource(at(lot.sourceAt))}</dt>
            <dd>{lot.source}</dd>
          </>
        )}
        {lot.words && lot.wordsAt && (
          <>
            <dt>{t.official.lotWords(at(lot.wordsAt))}</dt>
            <dd class="code">{lot.words}</dd>
          </>
        )}
        {lot.seed && lot.revealedAt ? (
          <>
            <dt>{t.official.lotSeed(at(lot.revealedAt))}</dt>
            <dd class="code">{lot.seed}</dd>
          </>
        ) : (
          <dt>{t.official.lotNotYet}</dt>
        )}
      </dl>
      {lot.seed && draws.length === 0 && <p class="soft">{t.official.lotNone}</p>}
      {draws.map(({ audience, rank, among, lots }) => (
        <details key={`${audience} ${rank}`} class="fold">
          <summary>{t.official.draws(f.count(among), f.count(rank))}</summary>
          <div class="fold-text table-frame">
            <table class="table">
              <thead>
                <tr>
                  <th scope="col">{t.official.drawnBy}</th>
                  <th scope="col">{t.official.drawn}</th>
                </tr>
              </thead>
              <tbody>
                {lots.map(({ name, unitName, lot: drawn }) => (
                  <tr key={drawn}>
                    <th scope="row">
                      {name}
                      <span class="official-under">{unitName}</span>
                    </th>
                    <td class="code">{drawn}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </details>
      ))}
    </section>
  );
}
