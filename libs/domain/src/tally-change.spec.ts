import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { COUNTING_RULES, compareCountables } from './counting.js';
import { difference, isEmptyChange, mergeChanges, type SummaryChange } from './tally-change.js';
import {
  ALL_AUDIENCES,
  emptySummary,
  standingKey,
  summarize,
  type Contribution,
  type Scope,
  type TallyRules,
} from './tally.js';
import type { UnitCounters } from './unit-counters.js';

const COUNTER_NAMES = [
  'persons',
  'attempts',
  'countedAttempts',
  'countedScore',
  'fullMarksAttempts',
  'fullMarksPersons',
] as const;

/** The tables as the database keeps them: standings replaced or deleted, counters added to, rows of zeros as absent. */
class Tables {
  readonly standings = new Map<string, unknown>();
  readonly units = new Map<string, UnitCounters>();
  readonly scores = new Map<string, number>();

  apply(change: SummaryChange): void {
    for (const key of change.deletes) expect(this.standings.delete(standingKey(key))).toBe(true);
    for (const standing of change.upserts) this.standings.set(standingKey(standing), standing);
    for (const { scope, contestUnitId, counters } of change.units) {
      const name = `${scope.kind} ${scope.id} ${contestUnitId}`;
      const row = { ...(this.units.get(name) ?? counters) };
      for (const field of COUNTER_NAMES) row[field] = (this.units.get(name)?.[field] ?? 0) + counters[field];
      if (COUNTER_NAMES.every((field) => row[field] === 0)) this.units.delete(name);
      else this.units.set(name, row);
    }
    for (const { scope, audienceId, score, attempts } of change.scores) {
      const name = `${scope.kind} ${scope.id} ${audienceId} ${score}`;
      const sum = (this.scores.get(name) ?? 0) + attempts;
      if (sum === 0) this.scores.delete(name);
      else this.scores.set(name, sum);
    }
  }
}

/** The same tables counted plainly from the raw rows, in the words of the definitions. */
function recount(all: Contribution[], rules: TallyRules): Tables {
  const tables = new Tables();
  const valid = all.filter((row) => row.valid);
  const scopes: Scope[] = [{ kind: 'contest', id: 0 }];
  for (const id of [1, 2, 3]) scopes.push({ kind: 'round', id });
  for (const id of [1, 2]) scopes.push({ kind: 'phase', id });
  const isIn = (row: Contribution, scope: Scope) =>
    scope.kind === 'contest' || (scope.kind === 'round' ? row.roundId : row.phaseId) === scope.id;
  const bestOf = (rows: Contribution[]) => [...rows].sort((a, b) => compareCountables(a, b, rules.counting))[0];
  const counted = valid.filter((row) => {
    const rivals = valid.filter(
      (other) =>
        other.participantId === row.participantId &&
        other.roundId === row.roundId &&
        other.audienceId === row.audienceId,
    );
    return bestOf(rivals) === row;
  });
  for (const scope of scopes) {
    const rows = valid.filter((row) => isIn(row, scope));
    for (const row of rows) {
      const { participantId } = row;
      const mine = rows.filter(
        (other) =>
          other.participantId === participantId && (rules.oneBoard === true || other.audienceId === row.audienceId),
      );
      const isSum = rules.across === 'sum_of_rounds' && scope.kind !== 'round';
      const turns = isSum ? [1, 2, 3].map((id) => mine.filter(({ roundId }) => roundId === id)) : [mine];
      const stands = turns.flatMap((turn) => bestOf(turn) ?? []);
      const last = stands.at(-1)!;
      const before = valid.filter((one) => one.participantId === participantId && one.roundId === scope.id - 1);
      const isAsked = rules.ranking.criteria.includes('earlier_round_score') && scope.kind === 'round';
      const standing = {
        scope,
        audienceId: rules.oneBoard ? ALL_AUDIENCES : row.audienceId,
        participantId,
        attemptId: last.attemptId,
        contestUnitId: last.contestUnitId,
        score: stands.reduce((sum, { score }) => sum + score, 0),
        fullMarks: !stands.some(({ fullMarks }) => !fullMarks),
        durationMs: stands.reduce((sum, { durationMs }) => sum + durationMs, 0),
        startedAt: Math.min(...stands.map(({ startedAt }) => startedAt)),
        submittedAt: Math.max(...stands.map(({ submittedAt }) => submittedAt)),
        attemptCount: mine.length,
        earlierRoundScore: isAsked ? (bestOf(before)?.score ?? null) : null,
      };
      tables.standings.set(standingKey(standing), standing);
      const { audienceId } = row;
      const equals = rows.filter((other) => other.audienceId === audienceId && other.score === row.score);
      tables.scores.set(`${scope.kind} ${scope.id} ${audienceId} ${row.score}`, equals.length);
    }
    for (const unit of new Set(rows.map((row) => row.contestUnitId))) {
      const ofUnit = rows.filter((row) => row.contestUnitId === unit);
      const countedHere = counted.filter((row) => isIn(row, scope) && row.contestUnitId === unit);
      const perfect = ofUnit.filter((row) => row.fullMarks);
      tables.units.set(`${scope.kind} ${scope.id} ${unit}`, {
        persons: new Set(ofUnit.map((row) => row.participantId)).size,
        attempts: ofUnit.length,
        countedAttempts: countedHere.length,
        countedScore: countedHere.reduce((sum, row) => sum + row.score, 0),
        fullMarksAttempts: perfect.length,
        fullMarksPersons: new Set(perfect.map((row) => row.participantId)).size,
      });
    }
  }
  return tables;
}

const PEOPLE = ['an', 'binh', 'chi'];

interface Graded {
  kind: 'grade';
  person: string;
  roundId: number;
  audienceId: number;
  contestUnitId: number;
  score: number;
  startedAt: number;
  durationMs: number;
}
const anyNewAttempt: fc.Arbitrary<Graded> = fc.record({
  kind: fc.constant('grade' as const),
  person: fc.constantFrom(...PEOPLE),
  roundId: fc.constantFrom(1, 2, 3),
  audienceId: fc.constantFrom(1, 2),
  contestUnitId: fc.constantFrom(1, 2, 3),
  score: fc.constantFrom(-1000, 0, 14_000, 15_000),
  startedAt: fc.nat(3),
  durationMs: fc.nat(3),
});
const anyRules: fc.Arbitrary<TallyRules> = fc
  .record({
    counting: fc.constantFrom(...COUNTING_RULES),
    adds: fc.boolean(),
    oneBoard: fc.boolean(),
    looksBack: fc.boolean(),
  })
  .map(({ counting, adds, oneBoard, looksBack }) => ({
    ...{ counting, oneBoard, ...(adds && { across: 'sum_of_rounds' as const }) },
    ranking: { criteria: looksBack ? ['score', 'earlier_round_score'] : ['score'], durationPrecision: 's' },
  }));
const BEST: TallyRules = { counting: 'best', ranking: { criteria: ['score'], durationPrecision: 's' } };
const anyEvent = fc.oneof(
  { weight: 3, arbitrary: anyNewAttempt },
  fc.record({ kind: fc.constant('regrade' as const), which: fc.nat(), score: fc.constantFrom(0, 14_000, 15_000) }),
  fc.record({ kind: fc.constant('void' as const), which: fc.nat() }),
  fc.record({ kind: fc.constant('restore' as const), which: fc.nat() }),
  fc.record({ kind: fc.constant('redeliver' as const), which: fc.nat() }),
  fc.record({ kind: fc.constant('rules' as const), rules: anyRules }),
);
type Event = typeof anyEvent extends fc.Arbitrary<infer E> ? E : never;

/** Rounds 1 and 2 form phase 1, round 3 stands alone: enough for every kind of scope. */
const phaseOf = (roundId: number) => (roundId === 3 ? null : 1);

/** Plays events and gives the change each one made, the rows at the end, and the rule at the end. */
function play(events: Event[]): { changes: SummaryChange[]; rows: Contribution[]; rule: TallyRules } {
  let rows: Contribution[] = [];
  let rule = BEST;
  const changes: SummaryChange[] = [];
  const step = (newRows: Contribution[], newRule: TallyRules, people: string[]) => {
    for (const person of people) {
      const ofPerson = (all: Contribution[]) => all.filter(({ participantId }) => participantId === person);
      changes.push(difference(summarize(ofPerson(newRows), newRule), summarize(ofPerson(rows), rule)));
    }
    [rows, rule] = [newRows, newRule];
  };
  for (const event of events) {
    if (event.kind === 'rules') {
      step(rows, event.rules, PEOPLE);
    } else if (event.kind === 'grade') {
      const { kind: _, person, ...facts } = event;
      const attemptId = `attempt-${rows.length}`;
      const rest = {
        phaseId: phaseOf(facts.roundId),
        valid: true,
        fullMarks: facts.score === 15_000,
        gradeRevision: 1,
      };
      const submittedAt = facts.startedAt + facts.durationMs;
      step([...rows, { attemptId, participantId: person, ...facts, ...rest, submittedAt }], rule, [person]);
    } else if (rows.length > 0) {
      const index = event.which % rows.length;
      const row = { ...(rows[index] as Contribution) };
      if (event.kind === 'void') row.valid = false;
      if (event.kind === 'restore') row.valid = true;
      if (event.kind === 'regrade') {
        Object.assign(row, {
          score: event.score,
          fullMarks: event.score === 15_000,
          gradeRevision: row.gradeRevision + 1,
        });
      }
      step(rows.with(index, row), rule, [row.participantId]);
    }
  }
  return { changes, rows, rule };
}

describe('differences applied one after the other', () => {
  it('equal a plain recount of the rows, after any grades, regrades, voids, restores, redeliveries and rule changes', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 30 }), (events) => {
        const { changes, rows, rule } = play(events);
        const tables = new Tables();
        for (const change of changes) tables.apply(change);
        const plain = recount(rows, rule);
        expect(tables.standings).toEqual(plain.standings);
        expect(tables.units).toEqual(plain.units);
        expect(tables.scores).toEqual(plain.scores);
      }),
      { numRuns: 300 },
    );
  });

  it('equal one merged change, and merging in two steps gives the same', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 20 }), fc.nat(20), (events, cut) => {
        const { changes, rows, rule } = play(events);
        const merged = mergeChanges(changes);
        expect(mergeChanges([mergeChanges(changes.slice(0, cut)), mergeChanges(changes.slice(cut))])).toEqual(merged);
        const tables = new Tables();
        // Standings that came and went within the group were never stored, so there is nothing to delete.
        tables.apply({ ...merged, deletes: [] });
        const plain = recount(rows, rule);
        expect([tables.standings, tables.units, tables.scores]).toEqual([plain.standings, plain.units, plain.scores]);
      }),
      { numRuns: 200 },
    );
  });

  it('can be added in any order of people: counters only add', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 20 }), (events) => {
        const { changes } = play(events);
        const { units, scores } = mergeChanges(changes);
        const backwards = mergeChanges([...changes].reverse());
        expect([backwards.units, backwards.scores]).toEqual([units, scores]);
      }),
    );
  });
});

describe('a difference', () => {
  const row: Contribution = {
    attemptId: 'attempt-1',
    roundId: 1,
    phaseId: 1,
    audienceId: 1,
    participantId: 'an',
    contestUnitId: 7,
    valid: true,
    score: 14_000,
    fullMarks: false,
    durationMs: 60_000,
    startedAt: 0,
    submittedAt: 60_000,
    gradeRevision: 1,
  };
  const before = summarize([row], BEST);

  it('is empty when the same grade is delivered again', () => {
    expect(isEmptyChange(difference(summarize([{ ...row }], BEST), before))).toBe(true);
    expect(isEmptyChange(difference(before, emptySummary()))).toBe(false);
  });

  it('of a regrade moves the score and leaves persons and attempts alone', () => {
    const regraded = { ...row, score: 15_000, fullMarks: true, gradeRevision: 2 };
    const change = difference(summarize([regraded], BEST), before);
    expect(change.upserts.map(({ scope, score }) => [scope.kind, score])).toEqual([
      ['contest', 15_000],
      ['phase', 15_000],
      ['round', 15_000],
    ]);
    expect(change.deletes).toEqual([]);
    const delta = {
      persons: 0,
      attempts: 0,
      countedAttempts: 0,
      countedScore: 1000,
      fullMarksAttempts: 1,
      fullMarksPersons: 1,
    };
    expect(change.units.map(({ counters }) => counters)).toEqual([delta, delta, delta]);
    expect(change.scores.map(({ score, attempts }) => [score, attempts])).toEqual(
      [1, 2, 3].flatMap(() => [
        [14_000, -1],
        [15_000, 1],
      ]),
    );
  });

  it('of a void takes everything back', () => {
    const change = difference(summarize([{ ...row, valid: false }], BEST), before);
    expect(change.upserts).toEqual([]);
    expect(change.deletes.map(({ scope }) => scope.kind)).toEqual(['contest', 'phase', 'round']);
    expect(change.units[0]?.counters).toEqual({
      persons: -1,
      attempts: -1,
      countedAttempts: -1,
      countedScore: -14_000,
      fullMarksAttempts: 0,
      fullMarksPersons: 0,
    });
  });
});

describe('a merged change', () => {
  it('has one row per unit and score, in the order in which rows are to be locked', () => {
    const { changes } = play(
      [3, 1, 2, 1].map((contestUnitId, index) => ({
        kind: 'grade' as const,
        person: PEOPLE[index % 3] as string,
        roundId: 3 - (index % 2),
        audienceId: 1,
        contestUnitId,
        score: 15_000,
        startedAt: index,
        durationMs: 1,
      })),
    );
    const merged = mergeChanges(changes);
    expect(
      merged.units.map(({ scope, contestUnitId, counters }) => [
        scope.kind,
        scope.id,
        contestUnitId,
        counters.attempts,
      ]),
    ).toEqual([
      ['contest', 0, 1, 2],
      ['contest', 0, 2, 1],
      ['contest', 0, 3, 1],
      ['phase', 1, 1, 2],
      ['round', 2, 1, 2],
      ['round', 3, 2, 1],
      ['round', 3, 3, 1],
    ]);
    expect(merged.scores.map(({ scope, attempts }) => [scope.kind, attempts])).toEqual([
      ['contest', 4],
      ['phase', 2],
      ['round', 2],
      ['round', 2],
    ]);
    expect(merged.upserts.map(({ participantId }) => participantId)).toEqual([
      'an',
      'binh',
      'chi',
      'an',
      'binh',
      'an',
      'binh',
      'an',
      'chi',
    ]);
  });

  it('of a void and its restore writes the standings once more, deletes none and leaves counters alone', () => {
    const attempt: Graded = {
      kind: 'grade',
      person: 'an',
      roundId: 3,
      audienceId: 1,
      contestUnitId: 1,
      score: 15_000,
      startedAt: 0,
      durationMs: 1,
    };
    const { changes } = play([attempt, { kind: 'void', which: 0 }, { kind: 'restore', which: 0 }]);
    const merged = mergeChanges(changes.slice(1));
    expect(merged.upserts.map(({ scope }) => scope.kind)).toEqual(['contest', 'round']);
    expect([merged.deletes, merged.units, merged.scores]).toEqual([[], [], []]);
    const voided = mergeChanges(changes.slice(0, 2));
    expect(voided.deletes.map(({ scope }) => scope.kind)).toEqual(['contest', 'round']);
    expect([voided.upserts, voided.units, voided.scores]).toEqual([[], [], []]);
  });

  it('of nothing is nothing', () => {
    expect(isEmptyChange(mergeChanges([]))).toBe(true);
  });
});
