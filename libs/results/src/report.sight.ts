import {
  DomainError,
  isoInstant,
  mayShow,
  USUAL_SIGHTS,
  type Onlooker,
  type ReleaseMoment,
  type Scope,
  type Shown,
  type SightTimes,
} from '#domain';
import { roundsIn, type ReportedContest, type ReportedRound } from './report.contest.js';

/** Who looks: the account and its offices. null stands for a passer-by. */
export interface Viewer {
  accountId: string;
  roles: readonly { role: string; contestId: number | null; contestUnitId: number | null }[];
}

const STAFF: readonly string[] = ['organizer', 'auditor', 'administrator'];

/** Whether somebody runs or audits this contest: an office without a contest holds for all. */
export function isStaff(viewer: Viewer | null, contestId: number): boolean {
  return (viewer?.roles ?? []).some(
    (office) => STAFF.includes(office.role) && (office.contestId === null || office.contestId === contestId),
  );
}

/** The units of this contest that somebody manages (each stands for all units below it, too). */
export function managedUnits(viewer: Viewer | null, contestId: number): number[] {
  return (viewer?.roles ?? []).flatMap(({ role, contestId: own, contestUnitId }) =>
    role === 'unit_manager' && contestUnitId !== null && (own === null || own === contestId) ? [contestUnitId] : [],
  );
}

/**
 * Whether scores of a scope may be shown to the public, by the release rules of its rounds; epoch ms, null = never.
 * A board of the contest adds up its rounds, so it waits for the last of those that have begun: it would else tell the
 * scores of a round that keeps them back.
 *
 * Example: weekly rounds that release scores at their end: during week 2 the board of week 1 is public, those of week 2
 * and of the contest are released when week 2 closes.
 */
export function scoreRelease(contest: ReportedContest, scope: Scope, now: () => number): { at: number | null } {
  const waiting = roundsIn(contest, scope).filter(({ rules }) => rules.release.score !== 'at_submit');
  if (waiting.length === 0) return { at: Number.NEGATIVE_INFINITY };
  const instant = now();
  let latest: number | null = Number.NEGATIVE_INFINITY;
  for (const round of waiting) {
    if (round.opensAt > instant) continue;
    const at = releaseInstant(round.rules.release.score, round, contest);
    latest = at === null || latest === null ? null : Math.max(latest, at);
  }
  return { at: latest };
}

function releaseInstant(moment: ReleaseMoment, round: ReportedRound, contest: ReportedContest): number | null {
  switch (moment) {
    case 'at_submit':
      return round.opensAt;
    case 'round_end':
      return round.closesAt;
    case 'contest_end':
      return lastClose(contest.rounds);
    case 'never':
      return null;
  }
}

/** As which of those that the rules tell apart somebody looks at a contest. */
export function onlookerOf(viewer: Viewer | null, contestId: number): Onlooker {
  if (isStaff(viewer, contestId)) return 'organizers';
  return managedUnits(viewer, contestId).length > 0 ? 'own_units' : 'public';
}

/** By what the rules of sight are judged: the rounds of a scope as they stand in time. One that was closed by hand is over. */
export function sightTimes(
  contest: { status: ReportedContest['status']; rounds: readonly Pick<ReportedRound, 'closesAt'>[] },
  rounds: readonly Pick<ReportedRound, 'opensAt' | 'closesAt'>[],
  now: number,
): SightTimes {
  const end = contest.status === 'closed' ? now : Infinity;
  const windows = rounds.map(({ opensAt, closesAt }) => ({ opensAt, closesAt: Math.min(closesAt, end) }));
  return { now, rounds: windows, contestClosesAt: Math.min(end, lastClose(contest.rounds)) };
}

const lastClose = (rounds: readonly Pick<ReportedRound, 'closesAt'>[]): number =>
  Math.max(...rounds.map(({ closesAt }) => closesAt));

/** How a table of the contest is shown to this caller in a scope now. */
export function shownTo(
  thing: 'unitTable' | 'silentUnits' | 'counters',
  contest: ReportedContest,
  scope: Scope,
  viewer: Viewer | null,
  now: () => number,
): Shown {
  const times = sightTimes(contest, roundsIn(contest, scope), now());
  return mayShow(thing, contest.rules.sights ?? USUAL_SIGHTS, onlookerOf(viewer, contest.id), times);
}

/**
 * How the board of a scope is shown to this caller now, and with it everything that would tell of its order: means, full
 * marks, the distribution. Scores that are kept back keep it back.
 */
export function boardShown(contest: ReportedContest, scope: Scope, viewer: Viewer | null, now: () => number): Shown {
  if (isStaff(viewer, contest.id)) return { state: 'live' };
  const { at } = scoreRelease(contest, scope, now);
  const { board } = contest.rules.sights ?? USUAL_SIGHTS;
  // The usual: nothing is kept back, and nobody need ask the clock.
  if (board.shown === 'live' && at === Number.NEGATIVE_INFINITY) return { state: 'live' };
  const times = sightTimes(contest, roundsIn(contest, scope), now());
  const shown = mayShow('board', contest.rules.sights ?? USUAL_SIGHTS, onlookerOf(viewer, contest.id), times);
  if (at !== null && at <= times.now) return shown;
  const later = shown.state === 'hidden' ? shown.until : Number.NEGATIVE_INFINITY;
  return { state: 'hidden', until: at === null || later === null ? null : Math.max(at, later) };
}

/** Whether this caller may see what tells scores of the scope as it is now. Staff always may. */
export function maySeeScores(
  contest: ReportedContest,
  scope: Scope,
  viewer: Viewer | null,
  now: () => number,
): boolean {
  return boardShown(contest, scope, viewer, now).state === 'live';
}

/** @throws DomainError RESULT_NOT_RELEASED when something is not shown as it is now: from when on it will be; null = never. */
export function refuseHidden(shown: Shown): void {
  if (shown.state === 'live') return;
  throw new DomainError('RESULT_NOT_RELEASED', { releasedAt: shown.until === null ? null : isoInstant(shown.until) });
}

/** @throws DomainError RESULT_NOT_RELEASED when the rules keep the scores of the scope back, also while its board stands still. */
export function refuseUnreleased(
  contest: ReportedContest,
  scope: Scope,
  viewer: Viewer | null,
  now: () => number,
): void {
  refuseHidden(boardShown(contest, scope, viewer, now));
}
