import { useState } from 'react';
import { serverNow } from '../../../shared/api/server-clock.js';
import { useContest } from '../../contest.js';
import { useLanguage } from '../../language.js';
import { holds, useAccount } from '../../session.js';
import { Button } from '../../ui/button.js';
import { courseOf } from './course.js';
import type { DeskAttempt, PersonCard } from './found.js';
import { RuleDialog } from './rule-dialog.js';

/** One attempt: what happened when, and what to tell the caller while it can still be worked on, and whether it is recognised. */
export function AttemptCourse({ attempt, person }: { attempt: DeskAttempt; person: PersonCard['person'] }) {
  const { t, f } = useLanguage();
  const { id } = useContest();
  const { roles } = useAccount();
  const [isRuling, setRuling] = useState(false);
  const name = t.support.attempt(f.count(attempt.attemptNo), attempt.roundTitle);
  const isOpen = attempt.state === 'in_progress' && !attempt.voided;
  const isOver = isOpen && Date.parse(attempt.deadlineAt) < serverNow();
  const state = isOver ? t.support.overdue : t.support.states[attempt.state];
  return (
    <article className="card">
      <h3>
        {name} <span className={`tag${isOpen ? ' tag-warn' : ' tag-good'}`}>{state}</span>{' '}
        {attempt.voided && <span className="tag tag-wrong">{t.support.voided}</span>}
      </h3>
      <p className="soft">{f.weekdayTime(attempt.startedAt, serverNow())}</p>
      <ol className="course" aria-label={t.support.course(name)}>
        {courseOf(attempt, t, f).map(({ at, words, kind }, i) => (
          <li key={i} className={kind && `course-${kind}`}>
            {at === null ? <span /> : <time dateTime={at}>{f.clockTimeExact(at)}</time>}
            <span>{words}</span>
          </li>
        ))}
      </ol>
      {isOpen && (
        <div className="box">
          <p>
            <strong>{t.support.readOut}:</strong>{' '}
            {isOver ? t.support.isOver : t.support.stillOpen(f.clockTime(attempt.deadlineAt))}
          </p>
          {!isOver && <p>{t.support.howToGoOn(location.host)}</p>}
        </div>
      )}
      {holds(roles, ['organizer', 'administrator'], id) && (
        <p>
          <Button
            kind="quiet"
            work={() => setRuling(true)}
            label={`${attempt.voided ? t.signals.restore : t.signals.saveVoid}: ${name}`}
          >
            {attempt.voided ? t.signals.restore : t.signals.saveVoid}
          </Button>
        </p>
      )}
      {isRuling && (
        <RuleDialog
          of={{ attemptId: attempt.attemptId, name: t.support.attemptOf(name, person.fullNameMasked) }}
          isVoid={!attempt.voided}
          onClose={() => setRuling(false)}
        />
      )}
    </article>
  );
}
