import { parseLocalTime } from '../calendar.js';
import { BLANK_PAGE, type ContestPage, type Prize } from '../contest-page.js';
import type { ContestRules } from '../contest-rules.js';
import type { RoundRules } from '../round-rules.js';
import type { PaperPlan, PrizeLine, Regulations, RoundPlan } from './regulations.js';
import type { SightRules } from '../sight.js';
import { RULE_WORDS } from './rule-words.js';

/** A round as the server holds it: instants in epoch ms, numbered from 1 in the order of the calendar. */
export interface ServerRound {
  id: number;
  phaseId: number | null;
  title: string;
  opensAt: number;
  closesAt: number;
  rules: RoundRules;
}

/** What the server keeps of regulations by itself, in its own units (ms, 1/1000 point). */
export interface ServerRules {
  slug: string;
  title: string;
  hotline: string | null;
  retentionMonths: number;
  rules: ContestRules;
  phases: { id: number; title: string }[];
  audiences: { id: number; code: string; title: string }[];
  rounds: ServerRound[];
  page: ContestPage;
}

/**
 * The part of complete regulations that the server keeps during the contest; what it leaves to people is said by
 * `leftToPeople`. Expects regulations without faults of shape.
 *
 * Example: `time.seconds` 600 becomes `timing.durationMs` 600000 in every round that does not say otherwise.
 */
export function serverRules(regulations: Regulations): ServerRules {
  const { slug, title, host, about, calendar, audiences, eligibility, units, prizes, counting, ranking, release } =
    regulations;
  const phaseIds = new Map(calendar.phases.map(({ code }, i) => [code, i + 1]));
  return {
    slug,
    title,
    hotline: host.hotline,
    retentionMonths: regulations.personalData.retentionMonths,
    rules: {
      schema: 1,
      counting: counting.rule,
      ...(counting.across === 'sum_of_rounds' && { across: counting.across }),
      ranking: { criteria: ranking.criteria, durationPrecision: ranking.durationPrecision },
      ...(audiences.groups.length > 0 && !ranking.byAudience && { oneBoard: true }),
      participation: units.participation,
      minimumAge: eligibility.minimumAge,
      maximumAge: eligibility.maximumAge,
      invitedOnly: eligibility.units === 'invited_only',
      board: { maskNames: release.maskNames },
      sights: sightsOf(release),
    },
    phases: calendar.phases.map(({ title: name }, i) => ({ id: i + 1, title: name })),
    audiences: audiences.groups.map(({ code, title: name }, i) => ({ id: i + 1, code, title: name })),
    rounds: calendar.rounds.map((round, i) => ({
      id: i + 1,
      phaseId: round.phase === null ? null : (phaseIds.get(round.phase) ?? null),
      title: round.title,
      opensAt: parseLocalTime(round.opensAt) ?? NaN,
      closesAt: parseLocalTime(round.closesAt) ?? NaN,
      rules: roundRules(regulations, round),
    })),
    page: {
      ...BLANK_PAGE,
      agency: host.agency,
      managingAgency: host.managingAgency,
      accent: host.accent,
      summary: about,
      contact: { zalo: host.zalo, hours: host.hours },
      unitKind: units.kind,
      unitExample: units.example,
      prizes: prizes.list.map(prizeOf),
    },
  };
}

function sightsOf({ board, unitTable, silentUnits, counters }: Regulations['release']): SightRules {
  const frozenMs = board.frozenMinutes === null ? null : board.frozenMinutes * 60_000;
  return { board: { shown: board.shown, frozenMs }, unitTable, silentUnits, counters };
}

/** What a prize is given by stands first in its detail, for it has no field of its own on the page. */
function prizeOf({ title, by, quota, detail, amountVnd }: PrizeLine): Prize {
  const words = by === 'rank' ? null : RULE_WORDS['prizes.list[].by'][by];
  const why = words === null ? null : `${words.charAt(0).toLocaleUpperCase('vi')}${words.slice(1)}.`;
  return { title, count: quota, detail: [why, detail].filter(Boolean).join(' ') || null, amountVnd };
}

/** How many questions a paper has. */
export const questionsOf = ({ blueprint }: Pick<PaperPlan, 'blueprint'>): number =>
  blueprint.reduce((sum, { count }) => sum + count, 0);

/** What holds in a round: its own section where it has one, else that of the contest. */
export function roundSections({ paper, time, attempts }: Regulations, { differs }: RoundPlan) {
  return { paper: differs.paper ?? paper, time: differs.time ?? time, attempts: differs.attempts ?? attempts };
}

const milli = (points: number): number => Math.round(points * 1000);

function roundRules(regulations: Regulations, round: RoundPlan): RoundRules {
  const { scoring, prediction, release } = regulations;
  const { paper, time, attempts } = roundSections(regulations, round);
  const { perDay, perWeek, perRound, perPhase, perContest, minGapMinutes } = attempts;
  const seconds = time.kind === 'question' ? (time.seconds ?? 0) * questionsOf(paper) : time.seconds;
  const isFixed = paper.kind === 'fixed';
  const { groups } = regulations.audiences;
  const byAudience = groups.flatMap(({ code }, i) => {
    const own = paper.byAudience.find(({ audience }) => audience === code);
    return own ? [{ audienceId: i + 1, subBank: own.subBank }] : [];
  });
  // Where every audience has its own questions nobody is asked the others.
  const isEach = byAudience.length > 0 && byAudience.length === groups.length;
  return {
    schema: 1,
    paper: {
      blueprint: paper.blueprint,
      subBank: isEach ? null : (round.subBank ?? paper.subBank),
      ...(byAudience.length > 0 && { byAudience }),
      shuffleItems: paper.shuffleItems,
      shuffleOptions: paper.shuffleOptions,
      // The same questions for everybody come again in every attempt.
      avoidSeenItems: paper.avoidSeenItems && !isFixed,
    },
    timing: {
      durationMs: time.kind === 'none' || seconds === null ? null : seconds * 1000,
      graceMs: time.graceSeconds * 1000,
      atRoundEnd: time.atRoundEnd,
    },
    scoring: {
      pointsMilli: milli(scoring.points),
      pointsMilliByTopic: Object.fromEntries(
        Object.entries(scoring.pointsByTopic).map(([topic, points]) => [topic, milli(points)]),
      ),
      multiple: scoring.multiple,
      wrongPenaltyMilli: milli(scoring.wrongPenalty),
      floorAtZero: scoring.floorAtZero,
      rounding: scoring.rounding,
    },
    limits: {
      perDay,
      perWeek,
      perRound,
      perPhase,
      perContest,
      minGapMs: minGapMinutes === null ? null : minGapMinutes * 60_000,
    },
    ...(!attempts.abandonedCounts && { forgivesAbandoned: true }),
    prediction:
      prediction === null
        ? null
        : {
            subject: prediction.subject,
            min: prediction.min,
            max: prediction.max,
            ...(prediction.changeUntil === 'round_end' && { changeUntil: prediction.changeUntil }),
            ...(prediction.asked === 'before' && { asked: prediction.asked }),
            whichCounts: prediction.whichCounts,
          },
    release: {
      score: release.score,
      ownAnswers: release.ownAnswers,
      key: release.key,
      explanations: release.explanations,
    },
  };
}
