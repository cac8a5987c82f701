import { useLanguage } from '../../language.js';
import type { Running } from './running.js';

type Check = Running['checks'][number];

const TAGS = { good: 'tag tag-good', warn: 'tag tag-warn', stop: 'tag tag-wrong' };

/** What was looked at: first in one sentence, then what is wrong; what is in order folded away. */
export function Checks({ checks }: { checks: readonly Check[] }) {
  const { t, f } = useLanguage();
  const of = (state: Check['state']) => checks.filter((check) => check.state === state);
  const [stops, warns, good] = [of('stop'), of('warn'), of('good')];
  const box = stops.length > 0 ? 'box box-wrong' : warns.length > 0 ? 'box box-warn' : 'box box-good';
  return (
    <section className={box} aria-labelledby="kiem-tra">
      <h2 id="kiem-tra">{t.running.checks}</h2>
      <p role="status">
        {stops.length > 0 && <strong>{t.running.stops(f.count(stops.length))} </strong>}
        {warns.length > 0 && t.running.warns(f.count(warns.length))}
        {stops.length + warns.length === 0 && t.running.allGood}
      </p>
      <CheckList checks={[...stops, ...warns]} />
      <details>
        <summary>{t.running.goodOnes(f.count(good.length))}</summary>
        <CheckList checks={good} />
      </details>
    </section>
  );
}

function CheckList({ checks }: { checks: readonly Check[] }) {
  const { t, f } = useLanguage();
  if (checks.length === 0) return null;
  return (
    <ul className="running-checks">
      {checks.map(({ code, state, count, detail }) => {
        const words = t.running.check[code][state];
        return (
          <li key={code}>
            <span className={TAGS[state]}>{t.running.states[state]}</span>
            <span>
              {typeof words === 'string' ? words : words(count === null ? t.running.unknown : f.count(count))}
              {detail && ` ${detail}`}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
