import { countedAttempt, type CountingRule } from './counting.js';
import { noCounters, type UnitCounters } from './unit-counters.js';

/** What one graded attempt adds to boards and counters: one row per attempt. Score in 1/1000 point, instants epoch ms. */
export interface Contribution {
  attemptId: string;
  roundId: number;
  phaseId: number | null;
  audienceId: number;
  participantId: string;
  contestUnitId: number;
  /** False once voided (not recognised); a void attempt adds nothing anywhere. */
  valid: boolean;
  score: number;
  fullMarks: boolean;
  durationMs: number;
  startedAt: number;
  submittedAt: number;
  gradeRevision: number;
}

/** Where things are added up. The contest's own scope has id 0; a round outside any phase has no phase scope. */
export type Scope = { kind: 'round' | 'phase' | 'contest'; id: number };

/** One standing: a person in a scope and an audience. */
export interface StandingKey {
  scope: Scope;
  audienceId: number;
  participantId: string;
}

/** Where a person stands: the facts of the counted attempt, and how many valid attempts the person made there. */
export interface StandingDraft extends StandingKey {
  attemptId: string;
  contestUnitId: number;
  score: number;
  fullMarks: boolean;
  durationMs: number;
  startedAt: number;
  submittedAt: number;
  attemptCount: number;
}

export interface UnitTally {
  scope: Scope;
  contestUnitId: number;
  counters: UnitCounters;
}

/** How many valid attempts of an audience got a score: the score distribution. */
export interface ScoreTally {
  scope: Scope;
  audienceId: number;
  score: number;
  attempts: number;
}

/** All that a set of contributions adds up to. Keys are internal: use the values. */
export interface Summary {
  standings: Map<string, StandingDraft>;
  units: Map<string, UnitTally>;
  scores: Map<string, ScoreTally>;
}

export function emptySummary(): Summary {
  return { standings: new Map(), units: new Map(), scores: new Map() };
}

export function scopeKey(scope: Scope): string {
  return `${scope.kind}:${scope.id}`;
}

export function standingKey({ scope, audienceId, participantId }: StandingKey): string {
  return `${scopeKey(scope)}:${audienceId}:${participantId}`;
}

/** The scopes an attempt belongs to: its round, the round's phase if it has one, the contest. */
export function scopesOf({ roundId, phaseId }: Pick<Contribution, 'roundId' | 'phaseId'>): Scope[] {
  const scopes: Scope[] = [
    { kind: 'round', id: roundId },
    { kind: 'contest', id: 0 },
  ];
  if (phaseId !== null) scopes.push({ kind: 'phase', id: phaseId });
  return scopes;
}

/**
 * For every attempt, whether it is the person's counted attempt in its round (and audience, for somebody who took part
 * in two). Void attempts are false. The contributions are all of one participant in one contest.
 *
 * Example ('best'): 14, 15, 15 in round 1 and 12 in round 2: the earlier 15 and the 12 are counted.
 */
export function countedFlags(contributions: readonly Contribution[], counting: CountingRule): Map<string, boolean> {
  const counted = countedOf(contributions, counting);
  return new Map(contributions.map((contribution) => [contribution.attemptId, counted.has(contribution)]));
}

function countedOf(contributions: readonly Contribution[], counting: CountingRule): Set<Contribution> {
  const rivals: Contribution[][] = [];
  for (const contribution of contributions) {
    if (!contribution.valid) continue;
    const { roundId, audienceId } = contribution;
    const known = rivals.find(([first]) => first?.roundId === roundId && first.audienceId === audienceId);
    if (known) known.push(contribution);
    else rivals.push([contribution]);
  }
  return new Set(rivals.map((attempts) => countedAttempt(attempts, counting) as Contribution));
}

/**
 * Adds up the contributions of **one** participant in one contest: standings by the counting rule, unit counters and
 * score counts, per round, phase and contest. Order of the input does not matter. Only valid contributions add
 * anything; nobody valid left means an empty summary, and so a person and perhaps a unit that no longer took part.
 *
 * A standing's unit is the unit of its counted attempt; its attemptCount are the valid attempts in scope and audience.
 * Throws when given two participants or one attempt twice: both would count silently wrong.
 *
 * Example ('best', no phase): attempts of 14 and 15 points in round 1 for unit 7, maximum 15, give two standings (round
 * and contest: 15 points, 2 attempts) and for unit 7 in both scopes {persons 1, attempts 2, countedAttempts 1,
 * countedScore 15000, fullMarksAttempts 1, fullMarksPersons 1}.
 */
export function summarize(contributions: readonly Contribution[], counting: CountingRule): Summary {
  refuseMixture(contributions);
  const counted = countedOf(contributions, counting);
  const summary = emptySummary();
  for (const group of byScope(contributions)) {
    addStandings(summary.standings, group, counting);
    addUnits(summary.units, group, counted);
    addScores(summary.scores, group);
  }
  return summary;
}

function refuseMixture(contributions: readonly Contribution[]): void {
  const ids = new Set(contributions.map(({ attemptId }) => attemptId));
  if (ids.size !== contributions.length) throw new Error('an attempt is given twice');
  const participantId = contributions[0]?.participantId;
  if (contributions.some((contribution) => contribution.participantId !== participantId)) {
    throw new Error('contributions of two participants are summarized together');
  }
}

interface ScopeGroup {
  scope: Scope;
  attempts: Contribution[];
}

// The lists below are searched rather than hashed: one person has a handful of scopes, units and scores, and this runs
// twice for every graded attempt.

/** The valid attempts of each scope; no group is empty. */
function byScope(contributions: readonly Contribution[]): ScopeGroup[] {
  const groups: ScopeGroup[] = [];
  for (const contribution of contributions) {
    if (!contribution.valid) continue;
    for (const scope of scopesOf(contribution)) {
      const known = groups.find((group) => group.scope.kind === scope.kind && group.scope.id === scope.id);
      if (known) known.attempts.push(contribution);
      else groups.push({ scope, attempts: [contribution] });
    }
  }
  return groups;
}

function addStandings(standings: Summary['standings'], { scope, attempts }: ScopeGroup, counting: CountingRule): void {
  for (const audienceId of new Set(attempts.map((attempt) => attempt.audienceId))) {
    const rivals = attempts.filter((attempt) => attempt.audienceId === audienceId);
    const counted = countedAttempt(rivals, counting) as Contribution;
    const { attemptId, participantId, contestUnitId, score, fullMarks, durationMs, startedAt, submittedAt } = counted;
    const facts = { attemptId, contestUnitId, score, fullMarks, durationMs, startedAt, submittedAt };
    const standing = { scope, audienceId, participantId, ...facts, attemptCount: rivals.length };
    standings.set(standingKey(standing), standing);
  }
}

function addUnits(units: Summary['units'], { scope, attempts }: ScopeGroup, counted: ReadonlySet<Contribution>): void {
  const tallies: UnitTally[] = [];
  for (const attempt of attempts) {
    const { contestUnitId } = attempt;
    let tally = tallies.find((known) => known.contestUnitId === contestUnitId);
    if (!tally) {
      tally = { scope, contestUnitId, counters: noCounters() };
      tallies.push(tally);
      units.set(`${scopeKey(scope)}:${contestUnitId}`, tally);
    }
    const { counters } = tally;
    counters.persons = 1;
    counters.attempts += 1;
    if (attempt.fullMarks) {
      counters.fullMarksAttempts += 1;
      counters.fullMarksPersons = 1;
    }
    if (counted.has(attempt)) {
      counters.countedAttempts += 1;
      counters.countedScore += attempt.score;
    }
  }
}

function addScores(scores: Summary['scores'], { scope, attempts }: ScopeGroup): void {
  const tallies: ScoreTally[] = [];
  for (const { audienceId, score } of attempts) {
    const known = tallies.find((tally) => tally.score === score && tally.audienceId === audienceId);
    if (known) {
      known.attempts += 1;
      continue;
    }
    const tally = { scope, audienceId, score, attempts: 1 };
    tallies.push(tally);
    scores.set(`${scopeKey(scope)}:${audienceId}:${score}`, tally);
  }
}
