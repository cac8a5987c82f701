import { useState } from 'react';
import { CRITERIA, type RankingCriterion } from '../../regulations.js';
import { useLanguage } from '../../language.js';
import { RadioField } from '../../ui/choice-fields.js';
import { placeId, useEditingPlan, useRule } from './editing-context.js';

const CODES = Object.keys(CRITERIA) as RankingCriterion[];

/** What "thời gian sớm nhất" may mean, as whole chains. */
const MEANINGS: readonly { code: string; time: RankingCriterion | null }[] = [
  { code: 'duration', time: 'duration' },
  { code: 'submitted_at', time: 'submitted_at' },
  { code: 'none', time: null },
];

/** The ranking chain: in the order that it is looked at, each criterion with what it means. */
export function Chain() {
  const { t } = useLanguage();
  const { isOpen, whole } = useEditingPlan();
  const { value, set, error, isOpenDecision, note } = useRule('ranking.criteria');
  const chain = (Array.isArray(value) ? value : []) as RankingCriterion[];
  const asksPrediction = (whole as { prediction?: unknown } | null)?.prediction !== null;
  // Stays while one is here, so that whoever has chosen is not left with nothing under the focus.
  const [wasOpen, setWasOpen] = useState(isOpenDecision);
  if (isOpenDecision && !wasOpen) setWasOpen(true);

  const move = (at: number, by: number) => {
    const next = [...chain];
    next.splice(at + by, 0, ...next.splice(at, 1));
    set(next);
  };
  const meant =
    MEANINGS.find(({ time }) => time !== null && chain.includes(time)) ?? MEANINGS.find(({ time }) => !time)!;
  const rest = CODES.filter((code) => !chain.includes(code));
  return (
    <div id={placeId('ranking.criteria')} className={`rule${isOpenDecision ? ' rule-open' : ''}`}>
      {isOpenDecision && <p className="tag tag-warn">{t.plans.toDecide}</p>}
      {wasOpen && (
        <RadioField
          label={t.plans.equalScores}
          hint={t.plans.equalScoresHint}
          error={isOpenDecision ? error : undefined}
          disabled={!isOpen}
          value={isOpenDecision ? null : meant.code}
          options={MEANINGS.map(({ code, time }) => ({
            value: code,
            title: time === null ? t.plans.noTime : CRITERIA[time].sentence,
          }))}
          onChange={(code) => {
            const { time } = MEANINGS.find((one) => one.code === code)!;
            set(['score', ...(asksPrediction ? ['prediction_distance'] : []), ...(time ? [time] : []), 'lot']);
          }}
        />
      )}
      {!isOpenDecision && (
        <>
          <p className="label">{t.plans.chain}</p>
          <p className="hint">{t.plans.chainHint}</p>
          <ol className="chain">
            {chain.map((code, at) => {
              const criterion = CRITERIA[code] as (typeof CRITERIA)[RankingCriterion] | undefined;
              const name = criterion?.name ?? code;
              return (
                <li key={code}>
                  <span>
                    {criterion?.sentence ?? code}
                    {criterion?.advice && <span className="hint">{criterion.advice}</span>}
                  </span>
                  {isOpen && (
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
                        disabled={at === chain.length - 1}
                        aria-label={t.plans.downOf(name)}
                        onClick={() => move(at, 1)}
                      >
                        ↓
                      </button>
                      <button
                        type="button"
                        className="row-menu"
                        aria-label={t.plans.takeOutOf(name)}
                        onClick={() => set(chain.filter((one) => one !== code))}
                      >
                        ×
                      </button>
                    </span>
                  )}
                </li>
              );
            })}
          </ol>
          {error && <p className="wrong">{error}</p>}
        </>
      )}
      {note && <p className="rule-note">{t.plans.byPeople(note.message)}</p>}
      {isOpen && !isOpenDecision && rest.length > 0 && (
        <select
          className="input chain-add"
          aria-label={t.plans.addCriterion}
          value=""
          onChange={({ target }) => {
            const code = target.value as RankingCriterion;
            // Nothing can follow the lot.
            const before = chain.filter((one) => one !== 'lot');
            set([...before, code, ...(chain.includes('lot') ? ['lot'] : [])]);
          }}
        >
          <option value="">{t.plans.addCriterion}</option>
          {rest.map((code) => (
            <option key={code} value={code}>
              {CRITERIA[code].name}
            </option>
          ))}
        </select>
      )}
    </div>
  );
}
