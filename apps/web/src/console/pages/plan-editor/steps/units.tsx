import { choiceWords } from '../../../regulations.js';
import { useLanguage } from '../../../language.js';
import { Lines, OptionalPart } from '../lines.js';
import { RuleField } from '../rule-field.js';
import { Groups } from './groups.js';

export function UnitFields() {
  const { t } = useLanguage();
  return (
    <>
      <RuleField path="units.kind" />
      <RuleField path="units.example" hint={t.plans.unitExampleHint} />
      <RuleField path="units.participation.minAttempts" />
      <RuleField path="units.participation.childrenCountForParent" />
      <h3>{t.plans.blocks}</h3>
      <Groups path="units.blocks" word="khoi" add={t.plans.addBlock} empty={t.plans.blocksHint} />
      <h3>{t.plans.unitRanking}</h3>
      <OptionalPart
        path="units.ranking"
        make={() => ({ metrics: [{ metric: 'headcount_rate', weight: 100 }], tie: ['persons'] })}
        label={t.plans.hasUnitRanking}
        hint={t.plans.unitRankingHint}
      >
        <Lines<{ metric: string; weight: number }>
          path="units.ranking.metrics"
          add={t.plans.addMetric}
          grown={(lines) => [...lines, { metric: 'persons', weight: 0 }]}
          summary={({ metric, weight }) =>
            `${choiceWords('units.ranking.metrics[].metric', metric) ?? metric}: ${weight}%`
          }
        >
          {(at) => (
            <div className="fields">
              <RuleField path={`${at}.metric`} isShort />
              <RuleField path={`${at}.weight`} unit="%" />
            </div>
          )}
        </Lines>
        <RuleField path="units.ranking.tie" />
        <div className="fields">
          <RuleField path="units.ranking.minimumHeadcount" />
          <RuleField path="units.ranking.attemptsPerPersonMax" />
        </div>
      </OptionalPart>
    </>
  );
}
