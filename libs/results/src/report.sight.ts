import { DomainError, isoInstant, type ReleaseMoment, type Scope } from '#domain';
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
      return Math.max(...contest.rounds.map(({ closesAt }) => closesAt));
    case 'never':
      return null;
  }
}

/** Whether this caller may see scores of the scope now. Staff always may. */
export function maySeeScores(
  contest: ReportedContest,
  scope: Scope,
  viewer: Viewer | null,
  now: () => number,
): boolean {
  if (isStaff(viewer, contest.id)) return true;
  const { at } = scoreRelease(contest, scope, now);
  return at === Number.NEGATIVE_INFINITY || (at !== null && now() >= at);
}

/** @throws DomainError RESULT_NOT_RELEASED {releasedAt} when the rules keep the scores of the scope back. */
export function refuseUnreleased(
  contest: ReportedContest,
  scope: Scope,
  viewer: Viewer | null,
  now: () => number,
): void {
  if (maySeeScores(contest, scope, viewer, now)) return;
  const { at } = scoreRelease(contest, scope, now);
  throw new DomainError('RESULT_NOT_RELEASED', { releasedAt: at === null ? null : isoInstant(at) });
}
