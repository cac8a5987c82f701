import { choiceWords, valueAt } from '../../../regulations.js';
import { useLanguage } from '../../../language.js';
import { useEditingPlan } from '../editing-context.js';
import { Lines } from '../lines.js';
import { RuleField } from '../rule-field.js';
import { useCodes } from './groups.js';

export function PaperStep() {
  const { t } = useLanguage();
  return (
    <>
      <h3>{t.plans.paper}</h3>
      <PaperFields />
      <h3>{t.plans.time}</h3>
      <TimeFields />
      <h3>{t.plans.attempts}</h3>
      <AttemptFields />
    </>
  );
}

interface Cell {
  topic: string | null;
  level: number | null;
  count: number;
}

export function PaperFields({ at = 'paper' }: { at?: string }) {
  const { t } = useLanguage();
  const { whole, bank } = useEditingPlan();
  const groups = useCodes('audiences.groups');
  const topicTitle = (code: string | null) => bank?.topics.find((one) => one.code === code)?.title ?? code;
  const isDrawn = valueAt(whole, `${at}.kind`) === 'drawn';
  return (
    <>
      <RuleField path={`${at}.kind`} />
      <Lines<Cell>
        path={`${at}.blueprint`}
        add={t.plans.addCell}
        grown={(lines) => [...lines, { topic: null, level: null, count: 5 }]}
        summary={({ topic, level, count }) =>
          t.plans.cell(
            String(count ?? '…'),
            topicTitle(topic) ?? t.plans.anyTopic,
            (level === null ? null : choiceWords('paper.blueprint[].level', level)) ?? t.plans.anyLevel,
          )
        }
      >
        {(cell) => (
          <div className="fields">
            <RuleField path={`${cell}.count`} />
            <TopicField path={`${cell}.topic`} />
            <RuleField path={`${cell}.level`} isShort none={t.plans.anyLevel} />
          </div>
        )}
      </Lines>
      <PartField path={`${at}.subBank`} />
      {groups.length > 0 && (
        <Lines<{ audience: string; subBank: string }>
          path={`${at}.byAudience`}
          add={t.plans.addOwnQuestions}
          grown={(lines) => [...lines, { audience: groups[0]!.code, subBank: '' }]}
          summary={({ audience, subBank }) =>
            `${groups.find(({ code }) => code === audience)?.title ?? '…'}: ${subBank || '…'}`
          }
        >
          {(line) => (
            <div className="fields">
              <RuleField path={`${line}.audience`} codes={groups} none={t.plans.choose} />
              <PartField path={`${line}.subBank`} />
            </div>
          )}
        </Lines>
      )}
      <RuleField path={`${at}.shuffleItems`} />
      <RuleField path={`${at}.shuffleOptions`} />
      {isDrawn && <RuleField path={`${at}.avoidSeenItems`} />}
      <RuleField path={`${at}.multipleRight`} />
    </>
  );
}

/** A topic of the bank, or its code as long as no bank says which there are. */
function TopicField({ path }: { path: string }) {
  const { t } = useLanguage();
  const { bank } = useEditingPlan();
  return bank ? (
    <RuleField path={path} codes={bank.topics} none={t.plans.anyTopic} />
  ) : (
    <RuleField path={path} hint={t.plans.topicHint} />
  );
}

/** A part of the bank, where the bank is known to have parts. */
export function PartField({ path }: { path: string }) {
  const { t } = useLanguage();
  const { bank } = useEditingPlan();
  if (!bank) return <RuleField path={path} hint={t.plans.subBankHint} />;
  if (bank.subBanks.length === 0) return null;
  return (
    <RuleField path={path} codes={bank.subBanks.map((code) => ({ code, title: code }))} none={t.plans.wholeBank} />
  );
}

export function TimeFields({ at = 'time' }: { at?: string }) {
  const { t } = useLanguage();
  const { whole, change } = useEditingPlan();
  const kind = valueAt(whole, `${at}.kind`);
  // Whole minutes are read easiest; anything else stays exact.
  const seconds = valueAt(whole, `${at}.seconds`);
  const inMinutes = kind === 'paper' && (typeof seconds !== 'number' || seconds % 30 === 0);
  return (
    <>
      <RuleField path={`${at}.kind`} />
      {kind !== 'none' ? (
        <RuleField
          path={`${at}.seconds`}
          label={t.plans.timeGiven}
          hint=" "
          unit={inMinutes ? t.plans.minutes : t.plans.seconds}
          factor={inMinutes ? 60 : 1}
        />
      ) : (
        typeof seconds === 'number' && (
          <button type="button" className="button button-second" onClick={() => change(`${at}.seconds`, null)}>
            {t.plans.dropTime}
          </button>
        )
      )}
      {kind !== 'none' && <RuleField path={`${at}.atRoundEnd`} />}
      <RuleField path={`${at}.graceSeconds`} unit={t.plans.seconds} hint={t.plans.graceHint} />
      <RuleField path={`${at}.extraTime`} />
    </>
  );
}

export function AttemptFields({ at = 'attempts' }: { at?: string }) {
  const { t } = useLanguage();
  const phases = useCodes('calendar.phases');
  return (
    <>
      <p className="hint">{t.plans.limitsHint}</p>
      <div className="fields">
        <RuleField path={`${at}.perDay`} />
        <RuleField path={`${at}.perWeek`} />
        <RuleField path={`${at}.perRound`} />
        {phases.length > 0 && <RuleField path={`${at}.perPhase`} />}
        <RuleField path={`${at}.perContest`} />
        <RuleField path={`${at}.minGapMinutes`} unit={t.plans.minutes} none={t.plans.noGap} />
      </div>
      <RuleField path={`${at}.abandonedCounts`} />
      <RuleField path={`${at}.practice`} />
    </>
  );
}
