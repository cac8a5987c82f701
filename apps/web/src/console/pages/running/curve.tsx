import { useLanguage } from '../../language.js';
import type { Running } from './running.js';

type Minute = Running['minutes'][number];

/** In units of the drawing. */
const [WIDTH, HEIGHT, LEFT, BOTTOM] = [720, 200, 44, 24];
/** A minute that is marked below the curve, counted from the first. */
const MARK_EVERY = 15;

/** Starts and submits of the last hour: a drawing, a sentence that says the same, and every number as a table. */
export function Curve({ minutes }: { minutes: readonly Minute[] }) {
  const { t, f } = useLanguage();
  const sum = (what: 'starts' | 'submits') => minutes.reduce((all, minute) => all + minute[what], 0);
  const busiest = minutes.reduce((most, one) => (one.starts + one.submits > most.starts + most.submits ? one : most));
  const top = Math.max(4, ...minutes.flatMap(({ starts, submits }) => [starts, submits]));
  const x = (i: number) => LEFT + (i * (WIDTH - LEFT)) / (minutes.length - 1);
  const y = (count: number) => (HEIGHT - BOTTOM) * (1 - count / top) + 4;
  const line = (what: 'starts' | 'submits') => minutes.map((minute, i) => `${x(i)},${y(minute[what])}`).join(' ');
  const isQuiet = busiest.starts + busiest.submits === 0;
  return (
    <section className="card" aria-labelledby="duong-bieu-dien">
      <h2 id="duong-bieu-dien">{t.running.curve}</h2>
      <p>
        {isQuiet
          ? t.running.curveNothing
          : t.running.curveWords(
              f.count(sum('starts')),
              f.count(sum('submits')),
              f.count(busiest.starts + busiest.submits),
              f.clockTime(busiest.at),
            )}
      </p>
      {!isQuiet && (
        <>
          <svg className="running-curve" viewBox={`0 0 ${WIDTH} ${HEIGHT + 8}`} aria-hidden="true">
            {[0, top].map((count) => (
              <g key={count}>
                <line className="running-rule" x1={LEFT} x2={WIDTH} y1={y(count)} y2={y(count)} />
                <text x={LEFT - 8} y={y(count) + 5} textAnchor="end">
                  {f.count(count)}
                </text>
              </g>
            ))}
            {minutes.map(({ at }, i) =>
              i % MARK_EVERY === 0 ? (
                <text key={at} x={x(i)} y={HEIGHT + 4} textAnchor={i === 0 ? 'start' : 'middle'}>
                  {f.clockTime(at)}
                </text>
              ) : null,
            )}
            <polyline className="running-starts" points={line('starts')} />
            <polyline className="running-submits" points={line('submits')} />
          </svg>
          <p className="row running-legend">
            <span className="running-key running-key-starts">{t.running.starts}</span>
            <span className="running-key running-key-submits">{t.running.submits}</span>
          </p>
        </>
      )}
      <details>
        <summary>{t.running.curveTable}</summary>
        <table className="running-table">
          <thead>
            <tr>
              <th scope="col">{t.running.minute}</th>
              <th scope="col">{t.running.starts}</th>
              <th scope="col">{t.running.submits}</th>
            </tr>
          </thead>
          <tbody>
            {[...minutes].reverse().map(({ at, starts, submits }) => (
              <tr key={at}>
                <th scope="row">{f.clockTime(at)}</th>
                <td>{f.count(starts)}</td>
                <td>{f.count(submits)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </section>
  );
}
