import { describe, expect, it } from '@jest/globals';
import {
  ALL_AUDIENCES,
  countedFlags,
  scopesOf,
  standingKey,
  summarize,
  type Contribution,
  type Scope,
  type Summary,
  type TallyRules,
} from './tally.js';

const ROUND_1: Scope = { kind: 'round', id: 1 };
const ROUND_2: Scope = { kind: 'round', id: 2 };
const PHASE: Scope = { kind: 'phase', id: 9 };
const CONTEST: Scope = { kind: 'contest', id: 0 };

/** Rules by which this attempt of a person counts; boards by score alone. */
const by = (counting: TallyRules['counting'], others: Partial<TallyRules> = {}): TallyRules => ({
  counting,
  ranking: { criteria: ['score'], durationPrecision: 's' },
  ...others,
});

let minute = 0;
/** A valid attempt of one person in round 1 for unit 7, each a minute after the last; full marks at 15 points. */
function attempt(facts: Partial<Contribution>): Contribution {
  minute += 1;
  const score = facts.score ?? 15_000;
  return {
    attemptId: `attempt-${minute}`,
    roundId: 1,
    phaseId: null,
    audienceId: 3,
    participantId: 'an',
    contestUnitId: 7,
    valid: true,
    score,
    fullMarks: score === 15_000,
    durationMs: 372_000,
    startedAt: minute * 60_000,
    submittedAt: minute * 60_000 + 372_000,
    gradeRevision: 1,
    ...facts,
  };
}

const unitOf = (summary: Summary, scope: Scope, contestUnitId: number) =>
  [...summary.units.values()].find(
    (unit) => unit.contestUnitId === contestUnitId && unit.scope.kind === scope.kind && unit.scope.id === scope.id,
  )?.counters;
const standingOf = (summary: Summary, scope: Scope, audienceId = 3) =>
  summary.standings.get(standingKey({ scope, audienceId, participantId: 'an' }));
const scoresOf = (summary: Summary, kind: Scope['kind']) =>
  [...summary.scores.values()]
    .filter(({ scope }) => scope.kind === kind)
    .map(({ scope, audienceId, score, attempts }) => [scope.id, audienceId, score, attempts]);

describe('one person, one round', () => {
  const [poor, best] = [attempt({ score: 14_000 }), attempt({ score: 15_000 })];
  const summary = summarize([best, poor], by('best'));

  it('counts attempts, counted attempts and persons apart', () => {
    const counters = {
      persons: 1,
      attempts: 2,
      countedAttempts: 1,
      countedScore: 15_000,
      fullMarksAttempts: 1,
      fullMarksPersons: 1,
    };
    expect(unitOf(summary, ROUND_1, 7)).toEqual(counters);
    expect(unitOf(summary, CONTEST, 7)).toEqual(counters);
    expect(summary.units.size).toBe(2);
  });

  it('stands with the facts of the counted attempt and the number of attempts', () => {
    expect(standingOf(summary, ROUND_1)).toEqual({
      scope: ROUND_1,
      audienceId: 3,
      participantId: 'an',
      attemptId: best.attemptId,
      contestUnitId: 7,
      score: 15_000,
      fullMarks: true,
      durationMs: 372_000,
      startedAt: best.startedAt,
      submittedAt: best.submittedAt,
      attemptCount: 2,
      earlierRoundScore: null,
    });
    expect(standingOf(summary, CONTEST)).toEqual({ ...standingOf(summary, ROUND_1), scope: CONTEST });
  });

  it('puts every attempt into the score distribution, not only the counted one', () => {
    const rows = [
      [1, 3, 14_000, 1],
      [1, 3, 15_000, 1],
    ];
    expect(scoresOf(summary, 'round').sort()).toEqual(rows);
  });

  it('by "first" counts the other attempt, and full marks stay those of all attempts', () => {
    const first = summarize([best, poor], by('first'));
    expect(standingOf(first, ROUND_1)?.attemptId).toBe(poor.attemptId);
    expect(unitOf(first, ROUND_1, 7)).toMatchObject({ countedAttempts: 1, countedScore: 14_000, fullMarksPersons: 1 });
  });
});

describe('several rounds, phases, units, audiences', () => {
  it('adds up counted attempts over the rounds of a phase and the contest, and ranks by the best of them', () => {
    const contributions = [
      attempt({ roundId: 1, phaseId: 9, score: 10_000 }),
      attempt({ roundId: 1, phaseId: 9, score: 12_000 }),
      attempt({ roundId: 2, phaseId: 9, score: 15_000 }),
      attempt({ roundId: 4, phaseId: null, score: 3000 }),
    ];
    const summary = summarize(contributions, by('best'));
    expect(unitOf(summary, ROUND_1, 7)).toMatchObject({ attempts: 2, countedAttempts: 1, countedScore: 12_000 });
    expect(unitOf(summary, PHASE, 7)).toMatchObject({
      persons: 1,
      attempts: 3,
      countedAttempts: 2,
      countedScore: 27_000,
    });
    expect(unitOf(summary, CONTEST, 7)).toMatchObject({
      persons: 1,
      attempts: 4,
      countedAttempts: 3,
      countedScore: 30_000,
    });
    expect(standingOf(summary, PHASE)).toMatchObject({ score: 15_000, attemptCount: 3 });
    expect(standingOf(summary, CONTEST)).toMatchObject({ score: 15_000, attemptCount: 4 });
    expect(summary.standings.size).toBe(5);
  });

  it('counts a person in both units they stood for, each with its own attempts, and stands for the counted one', () => {
    const summary = summarize(
      [attempt({ contestUnitId: 7, score: 15_000 }), attempt({ contestUnitId: 8, score: 9000 })],
      by('best'),
    );
    expect(unitOf(summary, ROUND_1, 7)).toMatchObject({
      persons: 1,
      attempts: 1,
      countedAttempts: 1,
      countedScore: 15_000,
    });
    expect(unitOf(summary, ROUND_1, 8)).toMatchObject({
      persons: 1,
      attempts: 1,
      countedAttempts: 0,
      countedScore: 0,
      fullMarksPersons: 0,
    });
    expect(standingOf(summary, ROUND_1)?.contestUnitId).toBe(7);
  });

  it('keeps audiences apart on boards and in score counts, and counts one attempt for each', () => {
    const summary = summarize(
      [attempt({ audienceId: 3, score: 9000 }), attempt({ audienceId: 4, score: 8000 })],
      by('best'),
    );
    expect(standingOf(summary, ROUND_1, 3)).toMatchObject({ score: 9000, attemptCount: 1 });
    expect(standingOf(summary, ROUND_1, 4)).toMatchObject({ score: 8000, attemptCount: 1 });
    expect(unitOf(summary, ROUND_1, 7)).toMatchObject({
      persons: 1,
      attempts: 2,
      countedAttempts: 2,
      countedScore: 17_000,
    });
  });

  it('gives an attempt outside any phase no phase scope', () => {
    expect(scopesOf({ roundId: 1, phaseId: null })).toEqual([ROUND_1, CONTEST]);
    expect(scopesOf({ roundId: 2, phaseId: 9 })).toEqual([ROUND_2, CONTEST, PHASE]);
  });
});

describe('rounds that are added up', () => {
  const sum = by('best', { across: 'sum_of_rounds' });
  const early = attempt({ roundId: 1, phaseId: 9, score: 10_000, durationMs: 100_000, contestUnitId: 7 });
  const better = attempt({ roundId: 1, phaseId: 9, score: 12_000, durationMs: 200_000, contestUnitId: 7 });
  const second = attempt({ roundId: 2, phaseId: 9, score: 15_000, durationMs: 50_000, contestUnitId: 8 });
  const third = attempt({ roundId: 3, score: 15_000, durationMs: 60_000 });
  const summary = summarize([third, second, early, better], sum);

  it('give the sum of the counted ones, from the first start to the last submit, for the unit of the last', () => {
    expect(standingOf(summary, PHASE)).toMatchObject({
      score: 27_000,
      durationMs: 250_000,
      startedAt: better.startedAt,
      submittedAt: second.submittedAt,
      attemptCount: 3,
      attemptId: second.attemptId,
      contestUnitId: 8,
      fullMarks: false,
    });
    expect(standingOf(summary, CONTEST)).toMatchObject({ score: 42_000, durationMs: 310_000, attemptCount: 4 });
    expect(standingOf(summary, ROUND_1)).toMatchObject({ score: 12_000, durationMs: 200_000, attemptCount: 2 });
  });

  it('are full marks only where each of them is', () => {
    expect(standingOf(summarize([second, third], sum), CONTEST)).toMatchObject({ score: 30_000, fullMarks: true });
  });

  it('lose what was voided, and leave units and the distribution as they are', () => {
    const without = summarize([{ ...second, valid: false }, better, third], sum);
    expect(standingOf(without, CONTEST)).toMatchObject({ score: 27_000, attemptCount: 2 });
    const one = summarize([third, second, early, better], by('best'));
    expect([summary.units, summary.scores]).toEqual([one.units, one.scores]);
  });

  it('keep durations within their column', () => {
    const long = [1, 2].map((roundId) => attempt({ roundId, durationMs: 2 ** 31 - 1 }));
    expect(standingOf(summarize(long, sum), CONTEST)?.durationMs).toBe(2 ** 31 - 1);
  });
});

describe('the round before', () => {
  const rules = by('best', { ranking: { criteria: ['score', 'earlier_round_score'], durationPrecision: 's' } });
  const contributions = [
    attempt({ roundId: 1, score: 9000 }),
    attempt({ roundId: 1, score: 14_000, audienceId: 4 }),
    attempt({ roundId: 1, score: 15_000, valid: false }),
    attempt({ roundId: 2, score: 12_000 }),
  ];

  it('is told with what counted there, in whatever audience', () => {
    const summary = summarize(contributions, rules);
    expect(standingOf(summary, ROUND_2)?.earlierRoundScore).toBe(14_000);
    expect(standingOf(summary, ROUND_1)?.earlierRoundScore).toBeNull();
    expect(standingOf(summary, CONTEST)?.earlierRoundScore).toBeNull();
  });

  it('is not looked at where nothing ranks by it', () => {
    expect(standingOf(summarize(contributions, by('best')), ROUND_2)?.earlierRoundScore).toBeNull();
  });
});

describe('one board for all audiences', () => {
  it('has one place for a person who took part in two, and keeps the distribution apart', () => {
    const contributions = [attempt({ audienceId: 3, score: 9000 }), attempt({ audienceId: 4, score: 8000 })];
    const summary = summarize(contributions, by('best', { oneBoard: true }));
    expect(standingOf(summary, ROUND_1, ALL_AUDIENCES)).toMatchObject({ score: 9000, attemptCount: 2 });
    expect(summary.standings.size).toBe(2);
    expect(scoresOf(summary, 'round').map(([, audience]) => audience)).toEqual([3, 4]);
  });
});

describe('void attempts', () => {
  it('add nothing, and the next best one counts', () => {
    const [best, next] = [attempt({ score: 15_000, valid: false }), attempt({ score: 12_000 })];
    const summary = summarize([best, next], by('best'));
    expect(standingOf(summary, ROUND_1)).toMatchObject({ attemptId: next.attemptId, attemptCount: 1 });
    expect(unitOf(summary, ROUND_1, 7)).toMatchObject({ attempts: 1, fullMarksAttempts: 0, fullMarksPersons: 0 });
  });

  it('leave nothing of a person who has no other', () => {
    const summary = summarize([attempt({ valid: false })], by('best'));
    expect([summary.standings.size, summary.units.size, summary.scores.size]).toEqual([0, 0, 0]);
  });
});

describe('counted flags', () => {
  it('name every attempt and mark one per round and audience', () => {
    const contributions = [
      attempt({ score: 14_000 }),
      attempt({ score: 15_000 }),
      attempt({ score: 15_000 }),
      attempt({ roundId: 2, score: 12_000 }),
      attempt({ roundId: 2, score: 13_000, valid: false }),
      attempt({ audienceId: 4, score: 1000 }),
    ];
    const flags = countedFlags(contributions, 'best');
    expect(contributions.map(({ attemptId }) => flags.get(attemptId))).toEqual([false, true, false, true, false, true]);
  });
});

describe('impossible input', () => {
  it('is refused: two persons together, or one attempt twice', () => {
    const one = attempt({});
    expect(() => summarize([one, attempt({ participantId: 'binh' })], by('best'))).toThrow('two participants');
    expect(() => summarize([one, one], by('best'))).toThrow('given twice');
  });
});
