import { serverNow } from '../../../shared/api/server-clock.js';
import { useLanguage } from '../../language.js';
import { courseOf } from './course.js';
import type { DeskAttempt } from './found.js';

/** One attempt: what happened when, and what to tell the caller while it can still be worked on. */
export function AttemptCourse({ attempt }: { attempt: DeskAttempt }) {
  const { t, f } = useLanguage();
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
    </article>
  );
}
