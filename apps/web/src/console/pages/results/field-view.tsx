import { useState } from 'react';
import { Link } from 'react-router';
import { post } from '../../../shared/api/client.js';
import { useApi } from '../../api.js';
import { useContest } from '../../contest.js';
import { useLanguage } from '../../language.js';
import { Button } from '../../ui/button.js';
import { Confirm } from '../../ui/dialog.js';
import { ErrorBox } from '../../ui/error-box.js';
import { useToast } from '../../ui/toast.js';
import { Waiting } from '../../ui/waiting.js';
import { After, Appeals } from './after.js';
import { Approvals } from './approvals.js';
import { Awards } from './awards.js';
import { DecisionList } from './decisions.js';
import { FreezeDialog } from './freeze-dialog.js';
import {
  actOf,
  failureWords,
  newestOf,
  obstacleWords,
  renewAll,
  SETTLEMENT,
  type FieldState,
  type Settlements,
} from './settlement.js';
import { LotCard } from './lot-card.js';
import { Moves } from './moves.js';
import { Standings } from './standings.js';
import { Ties } from './ties.js';
import { WithdrawDialog } from './withdraw-dialog.js';

/** One field: what comes next stands first, then all that was frozen, decided and published of it. */
export function FieldView({ field, settlements }: { field: FieldState; settlements: Settlements }) {
  const { t, f } = useLanguage();
  const { slug } = useContest();
  const newest = newestOf(field);
  const isMade = newest !== undefined && newest.version > 0;
  const answer = useApi(isMade ? SETTLEMENT : null, { path: { slug, settlementId: newest?.id ?? '' } });
  const appeals = useApi(newest?.state === 'published' ? '/api/contests/{slug}/appeals' : null, { path: { slug } });
  // While the next version is made the last one is looked at, and can be changed no more.
  const settlement = answer.data && { ...answer.data, state: newest?.state ?? answer.data.state };
  const own = appeals.data?.appeals.filter((one) => one.field === field.name) ?? [];
  const open = own.filter(({ state }) => state === 'open').length;
  const act = actOf(field, open, settlement);
  return (
    <>
      <NextStep field={field} act={act} settlement={settlement} openAppeals={open} mayRun={settlements.mayRun} />
      <LotCard field={field} mayRun={settlements.mayRun} />
      {answer.error && !answer.data && <ErrorBox error={answer.error} again={() => void answer.refetch()} />}
      {isMade && !answer.data && !answer.error && <Waiting lines={6} words={t.settlements.waiting} />}
      {settlement && settlement.frozenAt && (
        <>
          <Frozen settlement={settlement} />
          <Changes settlement={settlement} />
          <Ties settlement={settlement} />
          <Awards settlement={settlement} />
          <DecisionList settlement={settlement} />
          {settlement.state !== 'published' && <Approvals field={field} settlement={settlement} />}
          {settlement.state === 'published' && (
            <>
              <After field={field} settlement={settlement} />
              <Appeals appeals={own} mayJudge={settlements.mayJudge} />
            </>
          )}
          <Standings settlement={settlement} />
        </>
      )}
      {field.settlements.length > 1 && (
        <details className="card">
          <summary>{t.settlements.history}</summary>
          <ul>
            {field.settlements.map((one) => (
              <li key={one.id}>
                {t.settlements.historyLine(f.weekdayTime(one.askedAt, 0), one.askedBy ?? t.settlements.somebody)}{' '}
                <span className="tag tag-quiet">{t.settlements.states[one.state]}</span>{' '}
                {one.closeReason && t.settlements.because(one.closeReason)}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

type Shown = Parameters<typeof Awards>[0]['settlement'];

/** What is to be done, why it cannot be done yet, and the button for it. */
function NextStep({
  field,
  act,
  settlement,
  openAppeals,
  mayRun,
}: {
  field: FieldState;
  act: ReturnType<typeof actOf>;
  settlement: Shown | undefined;
  openAppeals: number;
  mayRun: boolean;
}) {
  const { t, f } = useLanguage();
  const { slug } = useContest();
  const say = useToast();
  const [doing, setDoing] = useState<'freeze' | 'withdraw' | 'commit' | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const newest = newestOf(field);
  const winners = settlement?.prizes.flatMap((prize) => prize.winners) ?? [];
  const undecided = settlement?.prizes
    .flatMap(({ notGiven }) => notGiven)
    .filter(({ reason }) => reason === 'undecided' || reason === 'tie_open');
  const words = {
    coming: t.settlements.next.coming(f.weekdayTime(field.closesAt, 0)),
    commit: t.settlements.next.commit,
    freeze: t.settlements.next.freeze,
    asked: t.settlements.next.asked,
    failed: t.settlements.next.failed,
    decide: t.settlements.next.decide(f.count(undecided?.reduce((sum, { count }) => sum + count, 0) ?? 0)),
    verify: t.settlements.next.verify(
      f.count(winners.filter(({ person, papers }) => person && papers !== 'confirmed').length),
    ),
    approve: t.settlements.next.approve(
      f.count(settlement?.approvals.given.length ?? 0),
      f.count(settlement?.approvals.needed ?? 1),
    ),
    publish: t.settlements.next.publish,
    appeals: t.settlements.next.appeals(f.count(openAppeals)),
    done: t.settlements.next.done,
  }[act];
  const blocking = field.obstacles.filter(({ isPassable }) => !isPassable);
  const mayFreeze = act === 'freeze' || act === 'failed';
  const hasOpen = newest?.state === 'computed' || newest?.state === 'asked';
  return (
    <section className={act === 'done' ? 'box box-good' : 'box'} aria-labelledby="viec-tiep">
      <h2 id="viec-tiep">{t.settlements.nextStep}</h2>
      <p role="status">
        {words}{' '}
        {newest?.state === 'asked' &&
          (newest.total === null
            ? t.settlements.progressBegin
            : t.settlements.progress(f.count(newest.done), f.count(newest.total)))}
      </p>
      {newest?.failure && <p className="wrong">{t.settlements.failed(failureWords(newest.failure, t))}</p>}
      {(mayFreeze || act === 'coming' || act === 'commit') && field.obstacles.length > 0 && (
        <>
          <p>{blocking.length > 0 ? t.settlements.blocked : t.settlements.passable}</p>
          <ul>
            {field.obstacles.map((one) => (
              <li key={one.code}>
                {obstacleWords(one, t, f.count(one.count))}{' '}
                {one.code === 'SETTLEMENT_SIGNALS_OPEN' && (
                  <Link to={{ pathname: '/dieu-hanh/can-xem', search: `?cuoc-thi=${slug}` }}>{t.signals.title}</Link>
                )}
                {one.code === 'SETTLEMENT_KEYS_OPEN' && (
                  <Link to={{ pathname: '/dieu-hanh/dap-an', search: `?cuoc-thi=${slug}` }}>{t.keys.title}</Link>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
      {mayRun && (
        <div className="row">
          {act === 'commit' && <Button work={() => setDoing('commit')}>{t.settlements.commit}</Button>}
          {act === 'failed' && newest && (
            <Button
              onError={setError}
              work={async () => {
                const path = { slug, settlementId: newest.id };
                await post('/api/contests/{slug}/settlements/{settlementId}/retry', undefined, { path });
                await renewAll();
                say(t.settlements.retried);
              }}
            >
              {t.settlements.retry}
            </Button>
          )}
          {mayFreeze && blocking.length === 0 && (
            <Button kind={act === 'failed' ? 'second' : 'main'} work={() => setDoing('freeze')}>
              {act === 'failed' ? t.settlements.freezeAgain : t.settlements.freeze}
            </Button>
          )}
          {newest?.state === 'published' && blocking.length === 0 && (
            <Button kind="second" work={() => setDoing('freeze')}>
              {t.settlements.freezeAgain}
            </Button>
          )}
          {hasOpen && (
            <Button kind="quiet" work={() => setDoing('withdraw')}>
              {t.settlements.withdraw}
            </Button>
          )}
        </div>
      )}
      {error && <ErrorBox error={error} />}
      {doing === 'freeze' && <FreezeDialog field={field} onClose={() => setDoing(null)} />}
      {doing === 'withdraw' && newest && <WithdrawDialog id={newest.id} onClose={() => setDoing(null)} />}
      {doing === 'commit' && (
        <Confirm
          title={t.settlements.commit}
          act={t.settlements.commit}
          work={async () => {
            await post('/api/contests/{slug}/lots', { field: field.name }, { path: { slug } });
            await renewAll();
          }}
          onDone={() => {
            setDoing(null);
            say(t.settlements.committed);
          }}
          onClose={() => setDoing(null)}
        >
          <p>{t.settlements.commitText}</p>
        </Confirm>
      )}
    </section>
  );
}

/** What everything rests on: when it was frozen, how much of it, the truth of the prediction, the hash. */
function Frozen({ settlement }: { settlement: Shown }) {
  const { t, f } = useLanguage();
  const { frozenAt, askedBy, attempts, persons, signals, reason, truths, hash, voidedSince } = settlement;
  return (
    <section className="card" aria-labelledby="da-chot">
      <h2 id="da-chot">{t.settlements.frozen}</h2>
      <p>
        {t.settlements.frozenAt(f.weekdayTime(frozenAt!, 0), askedBy ?? t.settlements.somebody)}{' '}
        {t.settlements.counted(f.count(attempts), f.count(persons))}{' '}
        {signals > 0 && t.settlements.signalsLeft(f.count(signals), reason ?? '')}
      </p>
      {voidedSince > 0 && <p className="box box-warn">{t.settlements.voidedSince(f.count(voidedSince))}</p>}
      {truths && (
        <p>
          <strong>{t.settlements.truth}:</strong> <span lang="vi">{truths.definition}</span>{' '}
          {truths.values.map(({ value }) => f.count(value)).join(', ')}{' '}
          <span className="soft">{t.settlements.truthAt(f.weekdayTime(truths.at, 0))}</span>
        </p>
      )}
      {hash && (
        <dl className="results-codes">
          <dt>{t.settlements.hash}</dt>
          <dd>{hash}</dd>
        </dl>
      )}
    </section>
  );
}

/** What the last decision changed, and what publishing would change, person by person. */
function Changes({ settlement }: { settlement: Shown }) {
  const { t, f } = useLanguage();
  const { changes, replaces, prizes } = settlement;
  return (
    <>
      {changes.gained.length + changes.lost.length > 0 && (
        <section className="box" aria-labelledby="thay-doi">
          <h2 id="thay-doi">{t.settlements.changes}</h2>
          <Moves changes={changes} prizes={prizes} />
        </section>
      )}
      {replaces && (
        <section className="box" aria-labelledby="thay-ban">
          <h2 id="thay-ban">{t.settlements.replaces(f.count(replaces.publication))}</h2>
          <Moves changes={replaces} prizes={prizes} />
        </section>
      )}
    </>
  );
}
