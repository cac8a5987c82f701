import type { UnitLine } from '../../../shared/api/views.js';
import { earlierWords } from '../../../shared/earlier-words.js';
import { useLanguage } from '../../language.js';
import { ErrorBox } from '../../ui/error-box.js';
import { Waiting } from '../../ui/waiting.js';
import { useGet } from '../../use-get.js';

/** The newest days that a phone shows side by side. */
const DAYS_SHOWN = 14;
const BAR = 20;
const HEIGHT = 96;

/** People of a unit day by day, as bars and in words. */
export function Trend({ slug, code, earlier }: { slug: string; code: string; earlier: UnitLine['earlier'] }) {
  const { t, f } = useLanguage();
  const trend = useGet('/api/contests/{slug}/units/{code}/trend', { path: { slug, code } });
  const days = trend.data?.days.slice(-DAYS_SHOWN) ?? [];
  const most = Math.max(1, ...days.map(({ persons }) => persons));
  const best = days.find(({ persons }) => persons === most);
  const last = days[days.length - 1];
  return (
    <section class="card" aria-labelledby="theo-ngay">
      <h2 id="theo-ngay">{t.manager.trend}</h2>
      {trend.error && <ErrorBox error={trend.error} again={trend.reload} />}
      {!trend.data && !trend.error && <Waiting lines={3} />}
      {earlier && <p class="soft">{earlierWords(t.unit, f, earlier)}</p>}
      {trend.data && days.length === 0 && <p>{t.manager.trendNone}</p>}
      {best && last && (
        <>
          <p>
            {t.manager.trendLast(f.date(last.day), f.count(last.persons), f.count(last.attempts))}{' '}
            {t.manager.trendBest(f.date(best.day), f.count(best.persons))}
          </p>
          <svg
            class="manager-trend"
            viewBox={`0 0 ${days.length * BAR} ${HEIGHT}`}
            role="img"
            aria-label={t.manager.trendOf(f.count(days.length))}
          >
            {days.map(({ day, persons }, i) => {
              const height = Math.max(2, Math.round((persons / most) * (HEIGHT - 4)));
              return <rect key={day} x={i * BAR + 2} y={HEIGHT - height} width={BAR - 4} height={height} rx="2" />;
            })}
          </svg>
          <details>
            <summary>{t.manager.trendTable}</summary>
            <table class="manager-days">
              <thead>
                <tr>
                  <th scope="col">{t.manager.day}</th>
                  <th scope="col">{t.manager.newPersons}</th>
                  <th scope="col">{t.manager.dayAttempts}</th>
                </tr>
              </thead>
              <tbody>
                {days.map(({ day, persons, attempts }) => (
                  <tr key={day}>
                    <th scope="row">{f.date(day)}</th>
                    <td>{f.count(persons)}</td>
                    <td>{f.count(attempts)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </details>
        </>
      )}
    </section>
  );
}
