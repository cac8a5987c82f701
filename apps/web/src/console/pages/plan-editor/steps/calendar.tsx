import { valueAt } from '../../../regulations.js';
import { useLanguage } from '../../../language.js';
import { TextField } from '../../../ui/field.js';
import { calendarFrom, withNextRound, type RoundLine } from '../calendar-moves.js';
import { useEditingPlan, useRule } from '../editing-context.js';
import { Lines, OptionalPart } from '../lines.js';
import { RuleField } from '../rule-field.js';
import { Groups, useCodes } from './groups.js';
import { AttemptFields, PaperFields, PartField, TimeFields } from './paper.js';

const ROUND = { code: 'dot-1', title: 'Đợt 1', opensAt: '', closesAt: '' };

export function CalendarFields() {
  const { t } = useLanguage();
  const { whole, change } = useEditingPlan();
  const { isOpen } = useRule('calendar.rounds');
  const phases = useCodes('calendar.phases');
  const rounds = (valueAt(whole, 'calendar.rounds') ?? []) as RoundLine[];
  const first = rounds[0]?.opensAt?.split(' ')[0] ?? '';
  return (
    <>
      {rounds.length > 0 && isOpen && (
        <TextField
          label={t.plans.startsOn}
          hint={t.plans.startsOnHint}
          type="date"
          value={first}
          onChange={(day) => day !== '' && change('calendar.rounds', calendarFrom(rounds, day))}
        />
      )}
      <h3>{t.plans.rounds}</h3>
      <Lines<RoundLine>
        path="calendar.rounds"
        add={t.plans.addRound}
        grown={(lines) => withNextRound(lines, ROUND)}
        summary={({ title, opensAt, closesAt }) => t.plans.roundLine(title, moment(opensAt), moment(closesAt))}
      >
        {(at) => (
          <>
            <div className="fields">
              <RuleField path={`${at}.title`} />
              {phases.length > 0 && <RuleField path={`${at}.phase`} codes={phases} none={t.plans.noPhase} />}
            </div>
            <div className="fields fields-long">
              <RuleField path={`${at}.opensAt`} />
              <RuleField path={`${at}.closesAt`} hint={t.plans.endOfDay} />
            </div>
            <details className="more">
              <summary>{t.plans.differs}</summary>
              <PartField path={`${at}.subBank`} />
              <OptionalPart path={`${at}.differs.paper`} make={() => valueAt(whole, 'paper')} label={t.plans.ownPaper}>
                <PaperFields at={`${at}.differs.paper`} />
              </OptionalPart>
              <OptionalPart path={`${at}.differs.time`} make={() => valueAt(whole, 'time')} label={t.plans.ownTime}>
                <TimeFields at={`${at}.differs.time`} />
              </OptionalPart>
              <OptionalPart
                path={`${at}.differs.attempts`}
                make={() => valueAt(whole, 'attempts')}
                label={t.plans.ownAttempts}
              >
                <AttemptFields at={`${at}.differs.attempts`} />
              </OptionalPart>
            </details>
          </>
        )}
      </Lines>
      <h3>{t.plans.phases}</h3>
      <Groups path="calendar.phases" word="giai-doan" add={t.plans.addPhase} empty={t.plans.phasesHint} />
    </>
  );
}

/** '2026-03-02 08:00' as '08:00 02/03/2026'. */
function moment(local: string): string {
  const [date = '', time = ''] = (typeof local === 'string' ? local : '').split(' ');
  const day = date.split('-').reverse().join('/');
  return `${time} ${day}`.trim() || '…';
}
