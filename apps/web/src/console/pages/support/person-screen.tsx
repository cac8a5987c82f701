import { useEffect, useRef, useState } from 'react';
import { serverNow } from '../../../shared/api/server-clock.js';
import { renew, useApi } from '../../api.js';
import { useContest } from '../../contest.js';
import { useLanguage } from '../../language.js';
import { holds, useAccount, type HeldRole } from '../../session.js';
import { Button } from '../../ui/button.js';
import { ErrorBox } from '../../ui/error-box.js';
import { Waiting } from '../../ui/waiting.js';
import { GrantDialog } from '../running/grant-dialog.js';
import { AttemptCourse } from './attempt-course.js';
import { CallNotes } from './call-notes.js';
import { CodeDialog } from './code-dialog.js';
import { EnableDialog } from './enable-dialog.js';
import { ExcludeDialog } from './exclude-dialog.js';
import type { PersonCard, Told } from './found.js';
import './person.css';
import { RuleDialog } from './rule-dialog.js';
import { UnitDialog } from './unit-dialog.js';
import { WithdrawDialog } from './withdraw-dialog.js';

const CARD = '/api/contests/{slug}/desk/people/{participantId}';
type Act = 'code' | 'enable' | 'unit' | 'exclude' | 'grant' | 'withdraw' | 'void' | 'restore';

/** All that answers a call on one screen: account, unit, how each attempt went, and the few things that can be done. */
export function PersonScreen({
  participantId,
  told,
  onLeave,
}: {
  participantId: string;
  told: Told;
  onLeave: () => void;
}) {
  const { t, f } = useLanguage();
  const { slug } = useContest();
  const card = useApi(CARD, { path: { slug, participantId } });
  const heading = useRef<HTMLHeadingElement>(null);
  const isHere = card.data !== undefined && !card.isPlaceholderData;
  useEffect(() => {
    if (isHere) heading.current?.focus();
  }, [isHere]);
  if (card.error && !isHere) return <ErrorBox error={card.error} again={() => void card.refetch()} />;
  if (!isHere || !card.data) return <Waiting words={t.shell.opening} />;
  const { person, attempts } = card.data;
  return (
    <>
      <div className="head">
        <h2 ref={heading} tabIndex={-1}>
          {person.fullNameMasked} · {person.phoneMasked ?? t.support.noPhone}
        </h2>
        <div className="row">
          <Button kind="second" work={() => card.refetch()}>
            {t.support.again}
          </Button>
          <Button kind="quiet" work={onLeave}>
            {t.support.another}
          </Button>
        </div>
      </div>
      <p className="soft">{t.support.asOf(f.clockTimeExact(card.dataUpdatedAt))}</p>
      <div className="person">
        <div>
          <Facts person={person} />
          <Acts person={person} attempts={attempts} told={told} />
          <CallNotes person={person} />
        </div>
        <section>
          <h2>{t.support.attemptsOf}</h2>
          {attempts.length === 0 && <p>{t.support.noAttempts}</p>}
          {attempts.map((attempt) => (
            <AttemptCourse key={attempt.attemptId} attempt={attempt} person={person} />
          ))}
        </section>
      </div>
    </>
  );
}

function Facts({ person }: { person: PersonCard['person'] }) {
  const { t, f } = useLanguage();
  const at = (instant: string) => f.weekdayTime(instant, serverNow());
  const { roles } = useAccount();
  const { unit, correction, lastSignedInAt, sessions, extraTimePercent } = person;
  return (
    <section className="card">
      <h2>{t.support.account}</h2>
      {person.isExcluded && <p className="box box-wrong">{t.support.isExcluded}</p>}
      {person.noCode && (
        <p className="box box-warn">
          {isShutFor(roles, person) ? t.support.shutHere : t.support.noCode[person.noCode]}
        </p>
      )}
      <dl className="person-facts">
        <dt>{t.support.unit}</dt>
        <dd>
          {unit.name}
          {unit.parentName && ` (${unit.parentName})`}
        </dd>
        <dt>{t.support.since}</dt>
        <dd>{at(person.accountSince)}</dd>
        <dt>{t.support.joinedAt}</dt>
        <dd>{at(person.joinedAt)}</dd>
        <dt>{t.support.signedIn}</dt>
        <dd>
          {sessions === 0 || lastSignedInAt === null
            ? t.support.notSignedIn
            : t.support.sessions(f.count(sessions), at(lastSignedInAt))}
        </dd>
        {extraTimePercent > 0 && (
          <>
            <dt>{t.support.extraTime}</dt>
            <dd>{t.support.extraTimeOf(f.count(extraTimePercent))}</dd>
          </>
        )}
      </dl>
      {correction && (
        <p>
          {t.support.askedUnit(correction.unit.name, at(correction.askedAt))}{' '}
          <strong>{t.support.correctionState[correction.state]}</strong>
        </p>
      )}
    </section>
  );
}

/** Whether the account was shut and whoever looks may open it again. */
const isShutFor = (roles: readonly HeldRole[], { noCode }: PersonCard['person']): boolean =>
  noCode === 'disabled' && holds(roles, ['administrator'], null);

/** What can be done for the person, and by whom. */
function Acts({ person, attempts, told }: PersonCard & { told: Told }) {
  const { t } = useLanguage();
  const { id } = useContest();
  const { roles } = useAccount();
  const [act, setAct] = useState<Act | null>(null);
  const close = () => setAct(null);
  const rules = holds(roles, ['organizer', 'administrator'], id);
  const { participantId, fullNameMasked } = person;
  const of = { participantId, name: t.support.allOf(fullNameMasked) };
  return (
    <section className="card">
      <h2>{t.support.acts}</h2>
      <p className="row">
        {!person.noCode && (
          <Button work={() => setAct('code')} label={t.support.giveCodeTo(person.fullNameMasked)}>
            {t.support.giveCode}
          </Button>
        )}
        {isShutFor(roles, person) && (
          <Button kind="second" work={() => setAct('enable')}>
            {t.people.enable}
          </Button>
        )}
        <Button kind="second" work={() => setAct('unit')}>
          {t.support.moveUnit}
        </Button>
        {rules && (
          <Button kind="second" work={() => setAct('grant')}>
            {t.running.act.grant}
          </Button>
        )}
        {rules && person.extraTimePercent > 0 && (
          <Button kind="quiet" work={() => setAct('withdraw')}>
            {t.support.withdrawTime}
          </Button>
        )}
        {rules && !person.isExcluded && (
          <Button kind="quiet" work={() => setAct('exclude')}>
            {t.support.exclude}
          </Button>
        )}
        {rules && attempts.some(({ voided }) => !voided) && (
          <Button kind="quiet" work={() => setAct('void')}>
            {t.support.voidAll}
          </Button>
        )}
        {rules && attempts.some(({ voided }) => voided) && (
          <Button kind="quiet" work={() => setAct('restore')}>
            {t.support.restoreAll}
          </Button>
        )}
      </p>
      {!rules && <p className="soft">{t.support.organizerOnly}</p>}
      {act === 'code' && <CodeDialog person={person} told={told} onClose={close} />}
      {act === 'enable' && <EnableDialog person={person} onClose={close} />}
      {act === 'unit' && <UnitDialog person={person} onClose={close} />}
      {act === 'exclude' && <ExcludeDialog person={person} onClose={close} />}
      {act === 'grant' && (
        <GrantDialog person={person} onDone={() => renew(CARD, '/api/contests/{slug}/extra-time')} onClose={close} />
      )}
      {act === 'withdraw' && <WithdrawDialog person={person} onClose={close} />}
      {act === 'void' && <RuleDialog of={of} isVoid onClose={close} />}
      {act === 'restore' && <RuleDialog of={of} isVoid={false} onClose={close} />}
    </section>
  );
}
