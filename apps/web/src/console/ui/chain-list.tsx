import './chain-list.css';
import { CRITERIA, type RankingCriterion } from '../regulations.js';
import { useLanguage } from '../language.js';

const CODES = Object.keys(CRITERIA) as RankingCriterion[];

interface Chained {
  value: readonly RankingCriterion[];
  onChange: (value: RankingCriterion[]) => void;
}

/** A chain of criteria in the order in which they are looked at, each with what it means and the ways to move it. */
export function ChainList({ value, onChange, disabled = false }: Chained & { disabled?: boolean }) {
  const { t } = useLanguage();
  const move = (at: number, by: number) => {
    const next = [...value];
    next.splice(at + by, 0, ...next.splice(at, 1));
    onChange(next);
  };
  return (
    <ol className="chain">
      {value.map((code, at) => {
        const criterion = CRITERIA[code] as (typeof CRITERIA)[RankingCriterion] | undefined;
        const name = criterion?.name ?? code;
        return (
          <li key={code}>
            <span>
              {criterion?.sentence ?? code}
              {criterion?.advice && <span className="hint">{criterion.advice}</span>}
            </span>
            {!disabled && (
              <span className="chain-ways">
                <button
                  type="button"
                  className="row-menu"
                  disabled={at === 0}
                  aria-label={t.plans.upOf(name)}
                  onClick={() => move(at, -1)}
                >
                  ↑
                </button>
                <button
                  type="button"
                  className="row-menu"
                  disabled={at === value.length - 1}
                  aria-label={t.plans.downOf(name)}
                  onClick={() => move(at, 1)}
                >
                  ↓
                </button>
                <button
                  type="button"
                  className="row-menu"
                  aria-label={t.plans.takeOutOf(name)}
                  onClick={() => onChange(value.filter((one) => one !== code))}
                >
                  ×
                </button>
              </span>
            )}
          </li>
        );
      })}
    </ol>
  );
}

/** The criteria that a chain does not have yet, one to be added. */
export function ChainAdd({ value, onChange }: Chained) {
  const { t } = useLanguage();
  const rest = CODES.filter((code) => !value.includes(code));
  if (rest.length === 0) return null;
  return (
    <select
      className="input chain-add"
      aria-label={t.plans.addCriterion}
      value=""
      onChange={({ target }) => {
        const code = target.value as RankingCriterion;
        // Nothing can follow the lot.
        const before = value.filter((one) => one !== 'lot');
        onChange([...before, code, ...(value.includes('lot') ? (['lot'] as const) : [])]);
      }}
    >
      <option value="">{t.plans.addCriterion}</option>
      {rest.map((code) => (
        <option key={code} value={code}>
          {CRITERIA[code].name}
        </option>
      ))}
    </select>
  );
}
