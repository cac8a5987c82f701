import { valueAt } from '../../../regulations.js';
import { useLanguage } from '../../../language.js';
import { useEditingPlan } from '../editing-context.js';
import { Lines, OptionalPart } from '../lines.js';
import { RuleField } from '../rule-field.js';

export function ReleaseFields() {
  const { t } = useLanguage();
  const { whole, change } = useEditingPlan();
  const isFrozen = valueAt(whole, 'release.board.shown') === 'frozen';
  const minutes = valueAt(whole, 'release.board.frozenMinutes');
  return (
    <>
      <div className="fields">
        {['score', 'ownAnswers', 'key', 'explanations'].map((what) => (
          <RuleField key={what} path={`release.${what}`} isShort />
        ))}
      </div>
      <RuleField path="release.board.shown" />
      {isFrozen && <RuleField path="release.board.frozenMinutes" unit={t.plans.minutes} hint=" " />}
      {!isFrozen && typeof minutes === 'number' && (
        <button
          type="button"
          className="button button-second"
          onClick={() => change('release.board.frozenMinutes', null)}
        >
          {t.plans.dropFreeze}
        </button>
      )}
      {(['unitTable', 'silentUnits', 'counters'] as const).map((what) => (
        <div key={what} className="fields">
          <RuleField path={`release.${what}.who`} label={t.plans.seenBy[what]} isShort />
          <RuleField path={`release.${what}.when`} isShort />
        </div>
      ))}
      <RuleField path="release.maskNames" />
      <RuleField path="release.fullNamesWithConsent" />
      <h3>{t.plans.verification}</h3>
      <Papers />
      <div className="fields">
        <RuleField path="verification.claimDays" unit={t.plans.days} none={t.plans.notSaid} />
        <RuleField path="verification.appealDays" unit={t.plans.days} none={t.plans.notSaid} />
        <RuleField path="publication.withinDays" unit={t.plans.days} none={t.plans.notSaid} />
      </div>
      <RuleField path="verification.voidReasons" />
      <div className="fields">
        <RuleField path="verification.decidedBy" />
        <RuleField path="publication.signer" />
      </div>
      <RuleField path="verification.approvals" />
      <RuleField path="personalData.retentionMonths" unit={t.plans.months} />
      <h3>{t.plans.extras}</h3>
      <OptionalPart path="extras.essay" make={() => ({ prompt: '', wordsMax: 1000 })}>
        <RuleField path="extras.essay.prompt" />
        <RuleField path="extras.essay.wordsMax" />
      </OptionalPart>
      <OptionalPart path="extras.team" make={() => ({ membersMax: 5 })}>
        <RuleField path="extras.team.membersMax" />
      </OptionalPart>
      <RuleField path="extras.survey" />
      <RuleField path="extras.referral" />
      <RuleField path="extras.instantGift" />
    </>
  );
}

/** Papers that a winner shows, one a line. */
function Papers() {
  return (
    <Lines<string>
      path="verification.papers"
      add={useLanguage().t.plans.addPaper}
      grown={(lines) => [...lines, '']}
      summary={(line) => line || '…'}
    >
      {(at) => <RuleField path={at} />}
    </Lines>
  );
}
