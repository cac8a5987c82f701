import type { ContestDraft, RoundDraft } from '#contests';
import { DAY_MS, instantAt, localDay, WEEK_MS, type ContestRules, type PaperRules, type RoundRules } from '#domain';
import { COMING_PAGE, PAST_PAGE, RUNNING_PAGE, SAMPLE_HOTLINE } from './pages.js';
import { WEEK_PAPERS } from './week-papers.js';

export const RUNNING_SLUG = 'cchc-2026';
export const PAST_SLUG = 'kiem-soat-tthc-2019';
export const COMING_SLUG = 'cchc-hoc-duong-2026';

/** Rules of a week of the sample contests: 15 questions in 20 minutes, 5 attempts a week, key after the round. */
export function sampleRoundRules(
  week: Pick<PaperRules, 'subBank' | 'blueprint'>,
  prediction: RoundRules['prediction'],
): RoundRules {
  return {
    schema: 1,
    paper: { ...week, shuffleItems: true, shuffleOptions: true, avoidSeenItems: true },
    timing: { durationMs: 20 * 60_000, graceMs: 60_000, atRoundEnd: 'cut' },
    scoring: {
      pointsMilli: 1000,
      pointsMilliByTopic: {},
      multiple: 'all_or_nothing',
      wrongPenaltyMilli: 0,
      floorAtZero: true,
    },
    limits: { perDay: null, perWeek: 5, perRound: null, perPhase: null, perContest: null, minGapMs: null },
    prediction,
    release: { score: 'at_submit', ownAnswers: 'at_submit', key: 'round_end' },
  };
}

const PREDICTION: RoundRules['prediction'] = {
  subject: 'persons_all_correct',
  min: 0,
  max: 1_000_000,
  whichCounts: 'counted_attempt',
};

const contestRules = (criteria: ContestRules['ranking']['criteria']): ContestRules => ({
  schema: 1,
  counting: 'best',
  ranking: { criteria, durationPrecision: 's' },
  participation: { minAttempts: 1, childrenCountForParent: false },
  minimumAge: null,
  board: { maskNames: true },
});

/** A newcomer finds the open week well begun and with days to go, on whatever day the data are loaded. */
const OPEN_SINCE_MS = 3 * DAY_MS;

/** When the open week of the running contest begins: 08:00, local time, of the day three days before an instant. */
export function weekBegin(now: number): number {
  return instantAt(localDay(now - OPEN_SINCE_MS), '08:00');
}

/** The local days, first and last, on which any sample contest may be open. */
export function sampleDays(now: number): { first: string; last: string } {
  const begin = weekBegin(now) - WEEK_MS;
  return { first: localDay(begin), last: localDay(begin + WEEK_PAPERS.length * WEEK_MS) };
}

function weeks(
  count: number,
  firstOpensAt: number,
  pools: ReadonlyMap<string, number[]>,
  prediction: RoundRules['prediction'],
): RoundDraft[] {
  return WEEK_PAPERS.slice(0, count).map((paper, i) => ({
    id: i + 1,
    phaseId: null,
    title: `Tuần ${i + 1}`,
    opensAt: firstOpensAt + i * WEEK_MS,
    closesAt: firstOpensAt + (i + 1) * WEEK_MS,
    rules: sampleRoundRules(paper, prediction),
    pool: pools.get(paper.subBank)!,
  }));
}

/**
 * The three sample contests as they stand at an instant (epoch ms): one running in its second of four weeks, the one of
 * 2019, one that opens when the open week closes.
 *
 * @param pools item versions to draw from, by part of the bank
 */
export function sampleContests(
  now: number,
  bankId: number,
  pools: ReadonlyMap<string, number[]>,
): Record<'running' | 'past' | 'coming', ContestDraft> {
  const common = { hotline: SAMPLE_HOTLINE, bankId, sample: true, phases: [], audiences: [], retentionMonths: 24 };
  const withPrediction = contestRules(['score', 'prediction_distance', 'duration', 'lot']);
  return {
    running: {
      ...common,
      slug: RUNNING_SLUG,
      title: 'Tìm hiểu cải cách hành chính tỉnh Nghệ An năm 2026',
      page: RUNNING_PAGE,
      rules: withPrediction,
      rounds: weeks(4, weekBegin(now) - WEEK_MS, pools, PREDICTION),
    },
    past: {
      ...common,
      slug: PAST_SLUG,
      title: 'Tìm hiểu kiểm soát thủ tục hành chính và dịch vụ công trực tuyến năm 2019',
      page: PAST_PAGE,
      rules: contestRules(['score', 'duration', 'submitted_at', 'lot']),
      rounds: weeks(4, instantAt('2019-05-06', '08:00'), pools, null),
    },
    coming: {
      ...common,
      slug: COMING_SLUG,
      title: 'Học đường với cải cách hành chính năm 2026',
      page: COMING_PAGE,
      rules: withPrediction,
      rounds: weeks(2, weekBegin(now) + WEEK_MS, pools, PREDICTION),
    },
  };
}
