import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { useApi } from '../../api.js';
import { useLanguage } from '../../language.js';
import { Button } from '../../ui/button.js';
import { ErrorBox } from '../../ui/error-box.js';
import { Waiting } from '../../ui/waiting.js';
import { addressOfUnit, lastDay } from './address.js';
import { ChangeDialog, type ChangeKind, type UnitStory } from './change-dialog.js';
import { UndoButton } from './undo.js';
import { useKeepsTree } from './keeper.js';
import './unit-tree.css';

type Step = UnitStory['steps'][number];

const OF_A_UNIT: readonly ChangeKind[] = ['renamed', 'moved', 'merged', 'split', 'retired'];

/** One unit: what is above it, where it came from, what it has become, and what can be recorded about it. */
export function Page() {
  const { t, f } = useLanguage();
  const [parameters] = useSearchParams();
  const code = parameters.get('ma') ?? '';
  const from = parameters.get('tu') ?? '';
  const story = useApi('/api/unit-tree/unit', { query: { code, from } });
  const [kinds, setKinds] = useState<readonly ChangeKind[]>();
  const keeps = useKeepsTree();
  if (!story.data || story.error || story.isPlaceholderData) {
    return (
      <>
        <p>
          <Link to="/don-vi">{t.unitTree.back}</Link>
        </p>
        <h1>{t.unitTree.unitTitle}</h1>
        {story.error ? <ErrorBox error={story.error} again={() => void story.refetch()} /> : <Waiting lines={6} />}
      </>
    );
  }
  const { unit, above, childCount, periods, steps, changes, on } = story.data;
  const period = (one: { validFrom: string; validTo: string | null }) =>
    one.validTo
      ? t.unitTree.fromTo(f.date(one.validFrom), f.date(lastDay(one.validTo)))
      : t.unitTree.from(f.date(one.validFrom));
  return (
    <>
      <p>
        <Link to="/don-vi">{t.unitTree.back}</Link>
      </p>
      <div className="head">
        <h1>{unit.name}</h1>
        {keeps && unit.validTo === null && (
          <span className="row">
            <Button work={() => setKinds(OF_A_UNIT)}>{t.unitTree.record}</Button>
            <Button kind="second" work={() => setKinds(['added'])}>
              {t.unitTree.addBelow}
            </Button>
          </span>
        )}
      </div>
      <section className="card">
        <h2>{t.unitTree.facts}</h2>
        <dl className="unit-facts">
          <dt>{t.unitTree.factCode}</dt>
          <dd>{unit.code}</dd>
          <dt>{t.unitTree.factLevel}</dt>
          <dd>{t.unitTree.levels[unit.level] ?? unit.level}</dd>
          <dt>{t.unitTree.factKind}</dt>
          <dd>{t.unitTree.kinds[unit.kind] ?? unit.kind}</dd>
          <dt>{t.unitTree.factPeriod}</dt>
          <dd>{period(unit)}</dd>
          <dt>{t.unitTree.factAbove}</dt>
          <dd>
            {above.length === 0 && t.unitTree.noAbove}
            {above.map((one, i) => (
              <span key={one.id}>
                {i > 0 && ' › '}
                <Link to={addressOfUnit(one)}>{one.name}</Link>
              </span>
            ))}
          </dd>
          <dt>{t.unitTree.factBelow}</dt>
          <dd>{childCount === 0 ? t.unitTree.noBelow : t.unitTree.below(f.count(childCount))}</dd>
        </dl>
        <p className="hint">{t.unitTree.asOf(f.date(on))}</p>
      </section>
      <Steps title={t.unitTree.cameFrom} steps={steps.filter(({ isFrom }) => isFrom)} />
      <Steps title={t.unitTree.became} steps={steps.filter(({ isFrom }) => !isFrom)} />
      {changes.length > 0 && (
        <section className="card">
          <h2>{t.unitTree.toChanges}</h2>
          <ul className="unit-steps">
            {changes.map((change) => (
              <li key={change.id}>
                <p>
                  <strong>{t.unitTree.kindsOfChange[change.kind]}</strong>{' '}
                  {t.unitTree.stepOn(f.date(change.effectiveOn), change.legalBasis)}
                </p>
                {change.canUndo && keeps && <UndoButton change={change} />}
              </li>
            ))}
          </ul>
        </section>
      )}
      {periods.length > 1 && (
        <section className="card">
          <h2>{t.unitTree.periods}</h2>
          <p className="hint">{t.unitTree.periodsText}</p>
          <ul className="unit-steps">
            {periods.map((one) => (
              <li key={one.id}>
                <p>
                  {one.id === unit.id ? <strong>{one.name}</strong> : <Link to={addressOfUnit(one)}>{one.name}</Link>}{' '}
                  {one.id === unit.id && <span className="tag">{t.unitTree.thisOne}</span>}
                </p>
                <p className="tree-about">{[one.parentName, period(one)].filter(Boolean).join(', ')}</p>
              </li>
            ))}
          </ul>
        </section>
      )}
      {kinds && <ChangeDialog unit={story.data} kinds={kinds} onClose={() => setKinds(undefined)} />}
    </>
  );
}

function Steps({ title, steps }: { title: string; steps: readonly Step[] }) {
  const { t, f } = useLanguage();
  if (steps.length === 0) return null;
  return (
    <section className="card">
      <h2>{title}</h2>
      <ul className="unit-steps">
        {steps.map((step) => (
          <li key={step.id}>
            <p>
              <Link to={addressOfUnit(step)}>{step.name}</Link>{' '}
              <span className="tag">{t.unitTree.steps[step.relation]}</span>
            </p>
            <p className="tree-about">
              {[
                t.unitTree.code(step.code),
                step.parentName,
                t.unitTree.stepOn(f.date(step.effectiveOn), step.legalBasis ?? t.unitTree.noBasis),
              ]
                .filter(Boolean)
                .join(', ')}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
