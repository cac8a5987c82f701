import { useApi } from '../../api.js';
import { useContest } from '../../contest.js';
import { useLanguage } from '../../language.js';

/** When which reports came in, and what settled ones turned out to be: opened by whoever wants to see it. */
export function IncidentFigures() {
  const { t, f } = useLanguage();
  const { slug } = useContest();
  const figures = useApi('/api/contests/{slug}/incident-reports/figures', { path: { slug } });
  const { hours = [], causes = [] } = figures.data ?? {};
  const instants = [...new Set(hours.map(({ hour }) => hour))].reverse();
  return (
    <details className="incident-figures">
      <summary>{t.incidents.figures}</summary>
      <h2>{t.incidents.hours}</h2>
      {instants.length === 0 && <p>{t.incidents.noHours}</p>}
      <ul>
        {instants.map((at) => {
          const rows = hours.filter(({ hour }) => hour === at);
          const all = rows.reduce((sum, { reports }) => sum + reports, 0);
          const kinds = rows.map(({ kind, reports }) => t.incidents.ofKind(t.incidents.kinds[kind], f.count(reports)));
          return (
            <li key={at}>
              <strong>{t.incidents.inHour(f.clockTime(at), f.count(all))}</strong> {kinds.join('; ')}
            </li>
          );
        })}
      </ul>
      <h2>{t.incidents.causesOf}</h2>
      {causes.length === 0 && <p>{t.incidents.noCauses}</p>}
      <ul>
        {causes.map(({ cause, reports }) => (
          <li key={cause}>{t.incidents.ofKind(t.incidents.causes[cause], f.count(reports))}</li>
        ))}
      </ul>
    </details>
  );
}
