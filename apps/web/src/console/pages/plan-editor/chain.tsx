import { useState } from 'react';
import { CRITERIA, type RankingCriterion } from '../../regulations.js';
import { useLanguage } from '../../language.js';
import { ChainAdd, ChainList } from '../../ui/chain-list.js';
import { RadioField } from '../../ui/choice-fields.js';
import { placeId, useEditingPlan, useRule } from './editing-context.js';

/** What "thời gian sớm nhất" may mean, as whole chains. */
const MEANINGS: readonly { code: string; time: RankingCriterion | null }[] = [
  { code: 'duration', time: 'duration' },
  { code: 'submitted_at', time: 'submitted_at' },
  { code: 'none', time: null },
];

/** The ranking chain: in the order that it is looked at, each criterion with what it means. */
export function Chain() {
  const { t } = useLanguage();
  const { whole } = useEditingPlan();
  const { value, set, error, isOpenDecision, note, isOpen, isLocked } = useRule('ranking.criteria');
  const chain = (Array.isArray(value) ? value : []) as RankingCriterion[];
  const asksPrediction = (whole as { prediction?: unknown } | null)?.prediction !== null;
  // Stays while one is here, so that whoever has chosen is not left with nothing under the focus.
  const [wasOpen, setWasOpen] = useState(isOpenDecision);
  if (isOpenDecision && !wasOpen) setWasOpen(true);

  const meant =
    MEANINGS.find(({ time }) => time !== null && chain.includes(time)) ?? MEANINGS.find(({ time }) => !time)!;
  return (
    <div id={placeId('ranking.criteria')} className={`rule${isOpenDecision ? ' rule-open' : ''}`}>
      {isLocked && <p className="tag">{t.plans.lockedByProvince}</p>}
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
          <ChainList value={chain} onChange={set} disabled={!isOpen} />
          {error && <p className="wrong">{error}</p>}
        </>
      )}
      {note && <p className="rule-note">{t.plans.byPeople(note.message)}</p>}
      {isOpen && !isOpenDecision && <ChainAdd value={chain} onChange={set} />}
    </div>
  );
}
