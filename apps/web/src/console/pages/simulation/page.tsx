import { useEffect, useRef, useState } from 'react';
import { Link } from 'react-router';
import { post, type Answer, type BodyOf } from '../../../shared/api/client.js';
import { useApi } from '../../api.js';
import { useContest } from '../../contest.js';
import { useLanguage } from '../../language.js';
import { checkRankingRule, choiceWords, type RankingCriterion } from '../../regulations.js';
import { Button } from '../../ui/button.js';
import { ChainAdd, ChainList } from '../../ui/chain-list.js';
import { ErrorBox } from '../../ui/error-box.js';
import { SelectField } from '../../ui/field.js';
import { NumberField } from '../../ui/number-field.js';
import { Waiting } from '../../ui/waiting.js';
import './simulation.css';

const PATH = '/api/contests/{slug}/simulations';
type Basis = Answer<'/api/contests/{slug}/simulations/basis', 'get'>;
type Simulation = Answer<typeof PATH, 'post'>;
type Line = Simulation['now'][number];

const choices = <T extends string>(path: string, values: readonly T[]) =>
  values.map((value) => ({ value, title: choiceWords(path, value) ?? value }));
const PRECISIONS = choices('ranking.durationPrecision', ['s', 'ms']);
const COUNTINGS = choices('counting.rule', ['best', 'first', 'last']);
const WAYS_ACROSS = choices('counting.across', ['one_attempt', 'sum_of_rounds']);

/** Who would win by another chain of criteria, beside who does by the one that holds. It changes nothing. */
export function Page() {
  const { t } = useLanguage();
  const { slug } = useContest();
  const basis = useApi('/api/contests/{slug}/simulations/basis', { path: { slug } });
  const draft = useApi('/api/contests/{slug}/revision-draft', { path: { slug } });
  return (
    <>
      <div className="head">
        <h1>{t.simulation.title}</h1>
        {/* A contest that was made from the command line has no draft. */}
        {draft.data && !draft.error && (
          <Link
            className="button button-second"
            to={{ pathname: '/cuoc-thi/soan', search: `?ban=${draft.data.planId}&buoc=xep-hang` }}
          >
            {t.simulation.apply}
          </Link>
        )}
      </div>
      <p>{t.simulation.lead}</p>
      {basis.error && <ErrorBox error={basis.error} again={() => void basis.refetch()} />}
      {!basis.error && !basis.data && <Waiting words={t.simulation.waiting} />}
      {basis.data && <Trial slug={slug} basis={basis.data} />}
    </>
  );
}

function Trial({ slug, basis }: { slug: string; basis: Basis }) {
  const { t } = useLanguage();
  const [scope, setScope] = useState('contest');
  const [audience, setAudience] = useState('');
  const [criteria, setCriteria] = useState<readonly RankingCriterion[]>(basis.ranking.criteria);
  const [precision, setPrecision] = useState(basis.ranking.durationPrecision);
  const [counting, setCounting] = useState(basis.counting);
  const [truth, setTruth] = useState<number | string | null>(null);
  const [places, setPlaces] = useState<number | string | null>(null);
  const [isWrong, setWrong] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const [found, setFound] = useState<Simulation | null>(null);

  const { rounds, phases, audiences, asksPrediction } = basis;
  const ranking = { criteria: [...criteria], durationPrecision: precision };
  const fault = checkRankingRule(ranking)[0]?.message;
  const isWhole = (value: number | string | null, from: number, to: number) =>
    value === null || (typeof value === 'number' && Number.isInteger(value) && value >= from && value <= to);
  const truthFault = isWhole(truth, 0, Number.MAX_SAFE_INTEGER) ? undefined : t.simulation.truthWrong;
  const placesFault = isWhole(places, 1, 100) ? undefined : t.simulation.placesWrong;
  const usesTruth = asksPrediction && criteria.includes('prediction_distance');

  const run = async () => {
    setWrong(true);
    setError(null);
    if (fault || placesFault || (usesTruth && truthFault)) return;
    const [kind, number] = scope.split('-');
    const body: BodyOf<typeof PATH, 'post'> = {
      scope: kind as 'round' | 'phase' | 'contest',
      ...(kind === 'round' && { round: Number(number) }),
      ...(kind === 'phase' && { phase: Number(number) }),
      ...(audience !== '' && { audience }),
      ...{ ranking, counting, places: places as number | null, truth: usesTruth ? (truth as number | null) : null },
    };
    setFound(await post(PATH, body, { path: { slug } }));
  };
  const reset = () => {
    setCriteria(basis.ranking.criteria);
    setPrecision(basis.ranking.durationPrecision);
    setCounting(basis.counting);
    setTruth(null);
    setFound(null);
  };
  return (
    <>
      <form className="card" noValidate onSubmit={(event) => event.preventDefault()}>
        <div className="simulation-fields">
          <SelectField
            label={t.simulation.scope}
            value={scope}
            onChange={setScope}
            options={[
              { value: 'contest', title: t.simulation.contest },
              ...phases.map(({ number, title }) => ({ value: `phase-${number}`, title })),
              ...rounds.map(({ number, title }) => ({ value: `round-${number}`, title })),
            ]}
          />
          {audiences.length > 1 && (
            <SelectField
              label={t.simulation.audience}
              value={audience}
              onChange={setAudience}
              options={[
                { value: '', title: t.simulation.everybody },
                ...audiences.map(({ code, title }) => ({ value: code, title })),
              ]}
            />
          )}
        </div>
        <p className="label">{t.simulation.chain}</p>
        <p className="hint">{t.plans.chainHint}</p>
        <ChainList value={criteria} onChange={setCriteria} />
        {isWrong && fault && <p className="wrong">{fault}</p>}
        <ChainAdd value={criteria} onChange={setCriteria} />
        <div className="simulation-fields">
          {criteria.includes('duration') && (
            <SelectField
              label={t.simulation.precision}
              value={precision}
              onChange={(value) => setPrecision(value)}
              options={PRECISIONS}
            />
          )}
          <SelectField
            label={t.simulation.counting}
            value={counting.rule}
            onChange={(rule) => setCounting({ ...counting, rule })}
            options={COUNTINGS}
          />
          {rounds.length > 1 && (
            <SelectField
              label={t.simulation.across}
              value={counting.across}
              onChange={(across) => setCounting({ ...counting, across })}
              options={WAYS_ACROSS}
            />
          )}
          {usesTruth && (
            <NumberField
              label={t.simulation.truth}
              hint={t.simulation.truthHint}
              error={isWrong ? truthFault : undefined}
              value={truth}
              onChange={setTruth}
            />
          )}
          <NumberField
            label={t.simulation.places}
            hint={t.simulation.placesHint}
            error={isWrong ? placesFault : undefined}
            value={places}
            onChange={setPlaces}
          />
        </div>
        {error && <ErrorBox error={error} />}
        <div className="row">
          <Button type="submit" work={run} onError={setError}>
            {t.simulation.run}
          </Button>
          <Button kind="quiet" work={reset}>
            {t.simulation.again}
          </Button>
        </div>
      </form>
      {found && <Result found={found} hasLot={criteria.includes('lot')} />}
    </>
  );
}

function Result({ found, hasLot }: { found: Simulation; hasLot: boolean }) {
  const { t, f } = useLanguage();
  const { places, persons, attempts, truth, hasPrizes, now, then } = found;
  // The answer stands below a long form: whoever asked is led to it.
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [found]);
  const incoming = then.filter(({ other }) => other > places).length;
  return (
    <section className="card">
      <h2 ref={heading} tabIndex={-1}>
        {t.simulation.result}: {found.scopeTitle}
      </h2>
      {persons === 0 ? (
        <p>{t.simulation.empty}</p>
      ) : (
        <>
          <p>
            {t.simulation.counted(f.count(persons), f.count(attempts))}{' '}
            {truth !== null && t.simulation.truthIs(f.count(truth))}{' '}
            {incoming > 0
              ? t.simulation.moved(f.count(incoming), f.count(places))
              : t.simulation.same(f.count(Math.min(places, persons)))}
          </p>
          <p className="hint">
            {hasLot && t.simulation.lot} {hasPrizes ? t.simulation.quotas : t.simulation.noQuotas}
          </p>
          <div className="simulation-orders">
            <Order lines={then} places={places} title={t.simulation.then} other={t.simulation.otherNow} isTried />
            <Order lines={now} places={places} title={t.simulation.now} other={t.simulation.otherThen} />
          </div>
        </>
      )}
    </section>
  );
}

function Order({
  lines,
  places,
  title,
  other,
  isTried = false,
}: {
  lines: Line[];
  places: number;
  title: string;
  /** The heading of the rank in the other order. */
  other: string;
  isTried?: boolean;
}) {
  const { t, f } = useLanguage();
  return (
    <table className="simulation-order">
      <caption>{title}</caption>
      <thead>
        <tr>
          <th scope="col">{t.simulation.rank}</th>
          <th scope="col">{t.simulation.person}</th>
          <th scope="col">{t.simulation.points}</th>
          <th scope="col">{other}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line, at) => (
          <tr key={at}>
            <td className="simulation-number">{f.count(line.rank)}</td>
            <th scope="row">
              {line.name}{' '}
              {line.prize && (
                <span className={line.prize.isTied ? 'tag tag-warn' : 'tag tag-good'}>
                  {line.prize.isTied ? t.simulation.tied(line.prize.title) : line.prize.title}
                </span>
              )}
              <span className="hint">{line.unit}</span>
              {line.ahead && (
                <span className="hint">
                  {t.simulation.ahead(f.count(line.ahead.step), line.ahead.own, line.ahead.next)}
                </span>
              )}
            </th>
            <td className="simulation-number">
              {f.decimal(line.score)}
              <span className="hint">{line.duration}</span>
            </td>
            <td className="simulation-number">
              {f.count(line.other)}{' '}
              {line.other > places && (
                <span className={isTried ? 'tag tag-good' : 'tag tag-warn'}>
                  {isTried ? t.simulation.comesIn : t.simulation.fallsOut}
                </span>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
