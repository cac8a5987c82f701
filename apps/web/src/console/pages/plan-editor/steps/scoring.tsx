import { valueAt } from '../../../regulations.js';
import { useLanguage } from '../../../language.js';
import { Chain } from '../chain.js';
import { useEditingPlan } from '../editing-context.js';
import { OptionalPart } from '../lines.js';
import { RuleField } from '../rule-field.js';
import { useCodes } from './groups.js';

export function ScoringStep() {
  const { t } = useLanguage();
  const { whole, printable, document, change } = useEditingPlan();
  const rounds = useCodes('calendar.rounds');
  const groups = useCodes('audiences.groups');
  const hasMultiple = printable !== null && printable.paper.multipleRight !== 'none';
  const criteria = valueAt(document, 'ranking.criteria');
  const penalty = valueAt(whole, 'scoring.multiple') === 'penalty';
  /** Asked for and ranked by go together. */
  const ask = (isOn: boolean) => {
    change('prediction', isOn ? {} : null);
    if (!Array.isArray(criteria)) return;
    const others = criteria.filter((one) => one !== 'prediction_distance') as unknown[];
    const behind = others.indexOf('score') + 1;
    if (isOn) others.splice(behind, 0, 'prediction_distance');
    change('ranking.criteria', others);
  };
  return (
    <>
      <h3>{t.plans.scoring}</h3>
      <RuleField path="scoring.points" />
      <TopicPoints />
      {hasMultiple && (
        <>
          <RuleField path="scoring.multiple" />
          {penalty && <RuleField path="scoring.wrongPenalty" />}
          {penalty && <RuleField path="scoring.floorAtZero" />}
        </>
      )}
      <RuleField path="scoring.rounding" />
      <RuleField path="counting.rule" />
      {rounds.length > 1 && <RuleField path="counting.across" />}
      <h3>{t.plans.prediction}</h3>
      <OptionalPart
        path="prediction"
        make={() => ({})}
        onSet={ask}
        label={t.plans.hasPrediction}
        hint={t.plans.predictionHint}
      >
        <RuleField path="prediction.subject" label={t.plans.predictionOf} hint={t.plans.predictionOfHint} />
        <RuleField path="prediction.whichCounts" />
        <RuleField path="prediction.of" />
        {groups.length > 0 && <RuleField path="prediction.among" />}
        <RuleField path="prediction.compare" />
        {valueAt(whole, 'prediction.compare') === 'nearest' && <RuleField path="prediction.equalDistance" />}
        <details className="more">
          <summary>{t.plans.more}</summary>
          <RuleField path="prediction.asked" />
          <RuleField path="prediction.changeUntil" />
          <div className="fields">
            <RuleField path="prediction.min" />
            <RuleField path="prediction.max" />
          </div>
        </details>
      </OptionalPart>
      <h3>{t.plans.ranking}</h3>
      <Chain />
      {printable?.ranking.criteria.includes('duration') && <RuleField path="ranking.durationPrecision" />}
      <RuleField path="ranking.sharedRank" />
      {groups.length > 0 && <RuleField path="ranking.byAudience" />}
    </>
  );
}

/** Other points for the topics of the blueprint. */
function TopicPoints() {
  const { t } = useLanguage();
  const { printable } = useEditingPlan();
  const topics = [...new Set((printable?.paper.blueprint ?? []).flatMap(({ topic }) => topic ?? []))];
  if (topics.length === 0) return null;
  return (
    <details className="more">
      <summary>{t.plans.topicPoints}</summary>
      <div className="fields">
        {topics.map((topic) => (
          <RuleField key={topic} path={`scoring.pointsByTopic.${topic}`} label={topic} hint={t.plans.topicPointsHint} />
        ))}
      </div>
    </details>
  );
}
