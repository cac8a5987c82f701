import type { ContestRules } from './contest-rules.js';
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

/** What of the rules of a contest decides how attempts add up. */
export type TallyRules = Pick<ContestRules, 'counting' | 'across' | 'oneBoard' | 'ranking'>;

/** The audience of standings where all audiences stand on one board. */
export const ALL_AUDIENCES = 0;

/** One standing: a person in a scope and an audience. */
export interface StandingKey {
  scope: Scope;
  /** `ALL_AUDIENCES` where the rules have one board for all. */
  audienceId: number;
  participantId: string;
}

/**
 * Where a person stands: the facts of the counted attempt, and how many valid attempts the person made there. Where rounds
 * are added: the sums of score and duration, the first start, the last submit, full marks in every round; attempt and unit
 * are those of the last round taken part in.
 */
export interface StandingDraft extends StandingKey {
  attemptId: string;
  contestUnitId: number;
  score: number;
  fullMarks: boolean;
  durationMs: number;
  startedAt: number;
  submittedAt: number;
  attemptCount: number;
  /** Of the counted attempt in the round before; null where there is none, and where nothing ranks by it. */
  earlierRoundScore: number | null;
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
export function summarize(contributions: readonly Contribution[], rules: TallyRules): Summary {
  refuseMixture(contributions);
  const counted = countedOf(contributions, rules.counting);
  const summary = emptySummary();
  for (const group of byScope(contributions)) {
    addStandings(summary.standings, group, rules, earlierScore(contributions, group.scope, rules));
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

function addStandings(
  standings: Summary['standings'],
  { scope, attempts }: ScopeGroup,
  rules: TallyRules,
  earlierRoundScore: number | null,
): void {
  const boardOf = ({ audienceId }: Contribution) => (rules.oneBoard ? ALL_AUDIENCES : audienceId);
  for (const audienceId of new Set(attempts.map(boardOf))) {
    const rivals = attempts.filter((attempt) => boardOf(attempt) === audienceId);
    const counted = turnsOf(rivals, scope, rules);
    const { attemptId, participantId, contestUnitId } = counted.at(-1)!;
    const facts = { attemptId, contestUnitId, ...factsOf(counted), attemptCount: rivals.length, earlierRoundScore };
    const standing = { scope, audienceId, participantId, ...facts };
    standings.set(standingKey(standing), standing);
  }
}

/** What stands for a person: the counted one of all attempts, or that of each round in the order of the rounds. */
function turnsOf(rivals: readonly Contribution[], { kind }: Scope, { counting, across }: TallyRules): Contribution[] {
  if (kind === 'round' || across !== 'sum_of_rounds') return [countedAttempt(rivals, counting)!];
  const rounds = [...new Set(rivals.map(({ roundId }) => roundId))].sort((a, b) => a - b);
  return rounds.map((round) =>
    countedAttempt(
      rivals.filter(({ roundId }) => roundId === round),
      counting,
    )!,
  );
}

/** A column of 32 bits: sums of days behind this are equal, which no paper with a time to it comes near. */
const DURATION_SUM_MAX_MS = 2 ** 31 - 1;

function factsOf(counted: readonly Contribution[]) {
  const sum = (of: (one: Contribution) => number) => counted.reduce((total, one) => total + of(one), 0);
  return {
    score: sum(({ score }) => score),
    fullMarks: counted.every(({ fullMarks }) => fullMarks),
    durationMs: Math.min(
      DURATION_SUM_MAX_MS,
      sum(({ durationMs }) => durationMs),
    ),
    startedAt: Math.min(...counted.map(({ startedAt }) => startedAt)),
    submittedAt: Math.max(...counted.map(({ submittedAt }) => submittedAt)),
  };
}

/** What the person scored in the round before this one, in whatever audience; null where the chain does not ask for it. */
function earlierScore(all: readonly Contribution[], scope: Scope, { ranking, counting }: TallyRules): number | null {
  if (scope.kind !== 'round' || !ranking.criteria.includes('earlier_round_score')) return null;
  const before = all.filter(({ valid, roundId }) => valid && roundId === scope.id - 1);
  return countedAttempt(before, counting)?.score ?? null;
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
