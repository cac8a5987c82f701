import { Link } from 'react-router';
import type { ReactNode } from 'react';
import { choiceWords, valueAt, type ArticleName, type Regulations } from '../../regulations.js';
import type { Words } from '../../language.js';
import { useLanguage } from '../../language.js';
import { TextField } from '../../ui/field.js';
import { calendarFrom, freeCode, withNextRound, type RoundLine } from './calendar-moves.js';
import { AccentField } from './accent-field.js';
import { Chain } from './chain.js';
import { useEditingPlan, useRule } from './editing-context.js';
import { Lines, OptionalPart } from './lines.js';
import { RuleField } from './rule-field.js';

/** A screen of the form: the sections of the regulations that it holds, and the articles that they print. */
export interface Step {
  /** In the address. */
  code: string;
  title: (t: Words) => string;
  lead: (t: Words) => string;
  sections: readonly string[];
  articles: readonly ArticleName[];
  Fields: () => ReactNode;
}

/** The lines that others are chosen from, as far as they are there. */
function useCodes(path: string): { code: string; title: string }[] {
  const { printable } = useEditingPlan();
  const lines = valueAt(printable, path);
  return Array.isArray(lines) ? (lines as { code: string; title: string }[]) : [];
}

function AboutFields() {
  const { t } = useLanguage();
  const { plan } = useEditingPlan();
  return (
    <>
      <RuleField path="title" />
      <SlugField />
      <RuleField path="host.agency" />
      <RuleField path="host.managingAgency" />
      <RuleField path="about" />
      <div className="fields">
        <RuleField path="host.hotline" />
        <RuleField path="host.hours" />
        <RuleField path="host.zalo" />
      </div>
      <h3>{t.plans.look}</h3>
      <AccentField />
      <p>
        <Link to={{ pathname: '/cuoc-thi/soan/nhan-dien', search: `?ban=${plan.id}` }}>{t.portal.ofPlan}</Link>
      </p>
    </>
  );
}

function SlugField() {
  const { t } = useLanguage();
  const { plan } = useEditingPlan();
  return plan.contestSlug === null ? (
    <RuleField path="slug" hint={t.plans.slugHint} />
  ) : (
    <p className="hint">{t.plans.slugFixed(plan.contestSlug)}</p>
  );
}

const ROUND = { code: 'dot-1', title: 'Đợt 1', opensAt: '', closesAt: '' };

function CalendarFields() {
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

/** Lines with a name; their codes are nobody's business and stay as they are. */
function Groups({ path, word, add, empty }: { path: string; word: string; add: string; empty: string }) {
  return (
    <Lines<{ code: string; title: string }>
      path={path}
      add={add}
      empty={empty}
      grown={(lines) => [...lines, { code: freeCode(lines, word), title: '' }]}
      summary={({ title }) => title || '…'}
    >
      {(at) => <RuleField path={`${at}.title`} />}
    </Lines>
  );
}

function PeopleFields() {
  const { t } = useLanguage();
  const { whole } = useEditingPlan();
  const groups = useCodes('audiences.groups');
  const firstDay = String(valueAt(whole, 'calendar.rounds[0].opensAt') ?? '').split(' ')[0];
  return (
    <>
      <h3>{t.plans.audiences}</h3>
      <Groups path="audiences.groups" word="nhom" add={t.plans.addAudience} empty={t.plans.audiencesHint} />
      {groups.length > 1 && <RuleField path="audiences.whenTwo" />}
      <h3>{t.plans.eligibility}</h3>
      <OptionalPart path="eligibility.minimumAge" make={() => ({ years: 14, on: firstDay })}>
        <div className="fields">
          <RuleField path="eligibility.minimumAge.years" />
          <RuleField path="eligibility.minimumAge.on" />
        </div>
      </OptionalPart>
      <OptionalPart path="eligibility.maximumAge" make={() => ({ years: 35, on: firstDay })}>
        <div className="fields">
          <RuleField path="eligibility.maximumAge.years" />
          <RuleField path="eligibility.maximumAge.on" />
        </div>
      </OptionalPart>
      <RuleField path="eligibility.place" hint={t.plans.placeHint} />
      <RuleField path="eligibility.units" />
      <RuleField path="eligibility.roster" />
      <RuleField path="eligibility.eidLevel" none={t.plans.noEid} />
      <RuleField path="eligibility.excluded" />
      <h3>{t.plans.identity}</h3>
      <RuleField path="identity.key" />
      <RuleField path="identity.locked" />
      <RuleField path="identity.corrections" />
    </>
  );
}

interface Cell {
  topic: string | null;
  level: number | null;
  count: number;
}

function PaperFields({ at = 'paper' }: { at?: string }) {
  const { t } = useLanguage();
  const { whole } = useEditingPlan();
  const groups = useCodes('audiences.groups');
  const { bank } = useEditingPlan();
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
function PartField({ path }: { path: string }) {
  const { t } = useLanguage();
  const { bank } = useEditingPlan();
  if (!bank) return <RuleField path={path} hint={t.plans.subBankHint} />;
  if (bank.subBanks.length === 0) return null;
  return (
    <RuleField path={path} codes={bank.subBanks.map((code) => ({ code, title: code }))} none={t.plans.wholeBank} />
  );
}

function TimeFields({ at = 'time' }: { at?: string }) {
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

function AttemptFields({ at = 'attempts' }: { at?: string }) {
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

function PaperStep() {
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

function ScoringStep() {
  const { t } = useLanguage();
  const { whole, printable, document, change } = useEditingPlan();
  const rounds = useCodes('calendar.rounds');
  const groups = useCodes('audiences.groups');
  const hasMultiple = printable !== null && printable.paper.multipleRight !== 'none';
  const criteria = valueAt(document, 'ranking.criteria');
  const penalty = valueAt(whole, 'scoring.multiple') === 'penalty';
  /** Asked for and ranked by go together. */
  const ask = (isOn: boolean) => {
    change('prediction', isOn ? {} : null);
    if (!Array.isArray(criteria)) return;
    const others = criteria.filter((one) => one !== 'prediction_distance') as unknown[];
    const behind = others.indexOf('score') + 1;
    if (isOn) others.splice(behind, 0, 'prediction_distance');
    change('ranking.criteria', others);
  };
  return (
    <>
      <h3>{t.plans.scoring}</h3>
      <RuleField path="scoring.points" />
      <TopicPoints />
      {hasMultiple && (
        <>
          <RuleField path="scoring.multiple" />
          {penalty && <RuleField path="scoring.wrongPenalty" />}
          {penalty && <RuleField path="scoring.floorAtZero" />}
        </>
      )}
      <RuleField path="scoring.rounding" />
      <RuleField path="counting.rule" />
      {rounds.length > 1 && <RuleField path="counting.across" />}
      <h3>{t.plans.prediction}</h3>
      <OptionalPart
        path="prediction"
        make={() => ({})}
        onSet={ask}
        label={t.plans.hasPrediction}
        hint={t.plans.predictionHint}
      >
        <RuleField path="prediction.subject" label={t.plans.predictionOf} hint={t.plans.predictionOfHint} />
        <RuleField path="prediction.whichCounts" />
        <RuleField path="prediction.of" />
        {groups.length > 0 && <RuleField path="prediction.among" />}
        <RuleField path="prediction.compare" />
        {valueAt(whole, 'prediction.compare') === 'nearest' && <RuleField path="prediction.equalDistance" />}
        <details className="more">
          <summary>{t.plans.more}</summary>
          <RuleField path="prediction.asked" />
          <RuleField path="prediction.changeUntil" />
          <div className="fields">
            <RuleField path="prediction.min" />
            <RuleField path="prediction.max" />
          </div>
        </details>
      </OptionalPart>
      <h3>{t.plans.ranking}</h3>
      <Chain />
      {printable?.ranking.criteria.includes('duration') && <RuleField path="ranking.durationPrecision" />}
      <RuleField path="ranking.sharedRank" />
      {groups.length > 0 && <RuleField path="ranking.byAudience" />}
    </>
  );
}

/** Other points for the topics of the blueprint. */
function TopicPoints() {
  const { t } = useLanguage();
  const { printable } = useEditingPlan();
  const topics = [...new Set((printable?.paper.blueprint ?? []).flatMap(({ topic }) => topic ?? []))];
  if (topics.length === 0) return null;
  return (
    <details className="more">
      <summary>{t.plans.topicPoints}</summary>
      <div className="fields">
        {topics.map((topic) => (
          <RuleField key={topic} path={`scoring.pointsByTopic.${topic}`} label={topic} hint={t.plans.topicPointsHint} />
        ))}
      </div>
    </details>
  );
}

type Prize = Regulations['prizes']['list'][number];
const PRIZE = { title: '', of: 'round', to: 'person', by: 'rank', quota: 1 };

function PrizeFields() {
  const { t, f } = useLanguage();
  const audiences = useCodes('audiences.groups');
  const blocks = useCodes('units.blocks');
  const words = (prize: Partial<Prize>) =>
    [
      t.plans.prizeCount(f.count(Number(prize.quota) || 0), prize.title || '…'),
      choiceWords('prizes.list[].to', prize.to ?? 'person'),
      choiceWords('prizes.list[].of', prize.of ?? 'round'),
      typeof prize.amountVnd === 'number' && t.plans.dong(f.count(prize.amountVnd)),
    ]
      .filter(Boolean)
      .join(', ');
  return (
    <>
      <Lines<Partial<Prize>>
        path="prizes.list"
        add={t.plans.addPrize}
        empty={t.plans.noPrizes}
        grown={(lines) => [...lines, { ...PRIZE, ...lines[lines.length - 1], title: '' } as Partial<Prize>]}
        summary={words}
      >
        {(at, index) => <PrizeLine key={index} at={at} audiences={audiences} blocks={blocks} />}
      </Lines>
      <RuleField path="prizes.onePerPerson" none={t.plans.severalPrizes} />
      <RuleField path="prizes.perUnitMax" />
      <RuleField path="prizes.onlyFullMarks" />
      <RuleField path="prizes.replacement" />
    </>
  );
}

function PrizeLine({
  at,
  audiences,
  blocks,
}: {
  at: string;
  audiences: { code: string; title: string }[];
  blocks: { code: string; title: string }[];
}) {
  const { t } = useLanguage();
  const { whole } = useEditingPlan();
  const isForUnits = valueAt(whole, `${at}.to`) === 'unit';
  return (
    <>
      <RuleField path={`${at}.title`} />
      <div className="fields">
        <RuleField path={`${at}.quota`} />
        <RuleField path={`${at}.amountVnd`} unit={t.plans.vnd} none={t.plans.noAmount} />
        <RuleField path={`${at}.of`} isShort />
        <RuleField path={`${at}.to`} isShort />
        <RuleField path={`${at}.by`} isShort />
        {!isForUnits && audiences.length > 0 && <RuleField path={`${at}.audience`} codes={audiences} />}
        {isForUnits && blocks.length > 0 && <RuleField path={`${at}.block`} codes={blocks} />}
      </div>
      <RuleField path={`${at}.detail`} />
    </>
  );
}

function UnitFields() {
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

function ReleaseFields() {
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

/** The form, screen by screen. What follows the last is the opening. */
export const STEPS: readonly Step[] = [
  {
    code: 'gioi-thieu',
    title: (t) => t.plans.steps.about,
    lead: (t) => t.plans.leads.about,
    sections: ['schema', 'title', 'slug', 'host', 'about'],
    articles: ['host'],
    Fields: AboutFields,
  },
  {
    code: 'lich',
    title: (t) => t.plans.steps.calendar,
    lead: (t) => t.plans.leads.calendar,
    sections: ['calendar'],
    articles: ['calendar'],
    Fields: CalendarFields,
  },
  {
    code: 'nguoi-thi',
    title: (t) => t.plans.steps.people,
    lead: (t) => t.plans.leads.people,
    sections: ['audiences', 'eligibility', 'identity'],
    articles: ['people', 'identity'],
    Fields: PeopleFields,
  },
  {
    code: 'de-thi',
    title: (t) => t.plans.steps.paper,
    lead: (t) => t.plans.leads.paper,
    sections: ['paper', 'time', 'attempts'],
    articles: ['paper', 'attempts'],
    Fields: PaperStep,
  },
  {
    code: 'xep-hang',
    title: (t) => t.plans.steps.scoring,
    lead: (t) => t.plans.leads.scoring,
    sections: ['scoring', 'counting', 'prediction', 'ranking'],
    articles: ['scoring', 'prediction', 'ranking'],
    Fields: ScoringStep,
  },
  {
    code: 'giai-thuong',
    title: (t) => t.plans.steps.prizes,
    lead: (t) => t.plans.leads.prizes,
    sections: ['prizes'],
    articles: ['prizes'],
    Fields: PrizeFields,
  },
  {
    code: 'don-vi',
    title: (t) => t.plans.steps.units,
    lead: (t) => t.plans.leads.units,
    sections: ['units'],
    articles: ['units'],
    Fields: UnitFields,
  },
  {
    code: 'cong-bo',
    title: (t) => t.plans.steps.release,
    lead: (t) => t.plans.leads.release,
    sections: ['release', 'verification', 'publication', 'personalData', 'extras', 'notes'],
    articles: ['release', 'verification', 'personalData', 'extras'],
    Fields: ReleaseFields,
  },
];

/** The step in which a path is edited. */
export const stepOf = (path: string): Step =>
  STEPS.find(({ sections }) => sections.includes(path.split(/[.[]/, 1)[0]!)) ?? STEPS[0]!;
