import type { ContestDraft } from '#contests';
import {
  checkRegulations,
  DAY_MS,
  instantAt,
  localDay,
  localTime,
  serverRules,
  WEEK_MS,
  type ContestDocument,
  type Regulations,
} from '#domain';
import { COMING, PAST, RUNNING, type SampleContest } from './pages.js';
import { WEEK_PAPERS } from './week-papers.js';

export const RUNNING_SLUG = 'cchc-2026';
export const PAST_SLUG = 'kiem-soat-tthc-2019';
export const COMING_SLUG = 'cchc-hoc-duong-2026';

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

/**
 * What an organizer would have decided: weekly rounds of 15 questions in 20 minutes, 5 attempts a week, keys after the
 * round; each week has its own part of the bank.
 */
function regulationsOf(slug: string, contest: SampleContest, firstOpensAt: number, weeks: number): Regulations {
  const rounds = WEEK_PAPERS.slice(0, weeks).map(({ subBank, blueprint }, i) => ({
    code: `tuan-${i + 1}`,
    title: `Tuần ${i + 1}`,
    opensAt: localTime(firstOpensAt + i * WEEK_MS),
    closesAt: localTime(firstOpensAt + (i + 1) * WEEK_MS),
    subBank,
    differs:
      i === 0 ? { paper: null, time: null, attempts: null } : { paper: { blueprint }, time: null, attempts: null },
  }));
  const { documents: _, ...said } = contest;
  const { regulations, faults } = checkRegulations({
    schema: 1,
    slug,
    ...said,
    calendar: { rounds },
    paper: { blueprint: WEEK_PAPERS[0]!.blueprint, multipleRight: 'number_untold' },
    time: { seconds: 1200 },
    attempts: { perWeek: 5 },
  });
  if (regulations === null) throw new Error(`${slug}: ${JSON.stringify(faults)}`);
  return regulations;
}

function draftOf(
  regulations: Regulations,
  documents: ContestDocument[],
  bankId: number,
  pools: ReadonlyMap<string, number[]>,
): ContestDraft {
  const { rounds, page, ...rest } = serverRules(regulations);
  return {
    ...rest,
    regulations,
    bankId,
    sample: true,
    page: { ...page, documents },
    rounds: rounds.map((round) => ({ ...round, pool: pools.get(round.rules.paper.subBank!)! })),
  };
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
  const make = (slug: string, contest: SampleContest, opensAt: number, weeks: number) =>
    draftOf(regulationsOf(slug, contest, opensAt, weeks), contest.documents, bankId, pools);
  return {
    running: make(RUNNING_SLUG, RUNNING, weekBegin(now) - WEEK_MS, 4),
    past: make(PAST_SLUG, PAST, instantAt('2019-05-06', '08:00'), 4),
    coming: make(COMING_SLUG, COMING, weekBegin(now) + WEEK_MS, 2),
  };
}
