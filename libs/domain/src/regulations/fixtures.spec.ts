import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { checkRegulations } from './check.js';
import { completeRegulations } from './defaults.js';
import type { Regulations } from './regulations.js';
import { serverRules } from './server-rules.js';
import { standings, type Field, type RankedAttempt } from './standings.js';
import { theLe, theLeText } from './the-le.js';

const FOLDER = 'test/fixtures';
const read = (name: string): unknown => JSON.parse(readFileSync(`${FOLDER}/${name}`, 'utf8'));
const names = readdirSync(FOLDER).filter((name) => /^contest\..+\.json$/.test(name));
const regulationsOf = (name: string): Regulations => {
  const { regulations, faults } = checkRegulations(read(name));
  expect(faults).toEqual([]);
  return regulations!;
};

it('has the twelve contests', () => expect(names).toHaveLength(12));

describe.each(names)('%s', (name) => {
  it('loads without a fault, and completing it again changes nothing', () => {
    const regulations = regulationsOf(name);
    expect(completeRegulations(regulations)).toEqual(regulations);
  });

  it('becomes rules that the server keeps', () => {
    const regulations = regulationsOf(name);
    const { rounds } = serverRules(regulations);
    expect(rounds).toHaveLength(regulations.calendar.rounds.length);
    for (const { opensAt, closesAt } of rounds) expect(closesAt).toBeGreaterThan(opensAt);
  });

  it('prints its thể lệ: every round, criterion and prize, each paragraph a whole sentence', () => {
    const regulations = regulationsOf(name);
    const text = theLeText(regulations);
    expect(text).toMatch(/^THỂ LỆ\n/);
    for (const { title } of regulations.calendar.rounds) expect(text).toContain(title);
    for (const { title, quota } of regulations.prizes.list)
      expect(text).toContain(`${quota} ${title.replace(/^G/, 'g')}`);
    expect(text.match(/- Tiêu chí \d/g)).toHaveLength(regulations.ranking.criteria.length);
    expect(text).not.toMatch(/undefined|null|NaN|\[object|\.\./);
    for (const { paragraphs } of theLe(regulations)) for (const one of paragraphs) expect(one).toMatch(/\.$/);
  });

  it('ranks attempts as its rules say, in whatever order they come', () => {
    const regulations = regulationsOf(name);
    fc.assert(
      fc.property(attemptsOf(regulations), fc.nat(), (attempts, turn) => {
        const rotated = attempts.map((_, i) => attempts[(i + turn) % attempts.length]!).reverse();
        for (const field of fieldsOf(regulations)) {
          const rows = standings(regulations, attempts, field, lotOf);
          expect(standings(regulations, rotated, field, lotOf)).toEqual(rows);
          expect(rows.map(({ personId }) => personId)).toEqual(byHand(regulations, attempts, field));
        }
      }),
      { numRuns: 30 },
    );
  });
});

/** A lot that depends on the person only, and on nothing that ranks. */
const lotOf = (personId: string): bigint => BigInt((Number(personId.slice(1)) * 7919) % 1009);

const fieldsOf = ({ calendar, audiences }: Regulations): Field[] => {
  const audience = audiences.groups[0]?.code ?? null;
  return [
    { of: 'round', code: calendar.rounds[0]!.code, audience },
    { of: 'round', code: calendar.rounds.at(-1)!.code, audience },
    ...calendar.phases.slice(0, 1).map(({ code }) => ({ of: 'phase' as const, code, audience })),
    { of: 'contest', code: null, audience: null },
  ];
};

/** Forty attempts of a dozen people; few values, so that people tie on every criterion. */
function attemptsOf({ calendar, audiences }: Regulations): fc.Arbitrary<RankedAttempt[]> {
  const groups = audiences.groups.map(({ code }) => code);
  return fc
    .array(
      fc
        .record({
          person: fc.nat(11),
          round: fc.nat(calendar.rounds.length - 1),
          score: fc.nat(2),
          guess: fc.option(fc.nat(6)),
        })
        .chain((facts) => fc.record({ facts: fc.constant(facts), from: fc.nat(3), seconds: fc.nat(2) })),
      { minLength: 1, maxLength: 40 },
    )
    .map((list) =>
      list.map(({ facts: { person, round, score, guess }, from, seconds }, i) => ({
        attemptId: `a${String(i).padStart(3, '0')}`,
        personId: `p${person}`,
        audience: groups.length === 0 ? null : groups[person % groups.length]!,
        round: calendar.rounds[round]!.code,
        startedAt: 1_000_000_000_000 + round * 1_000_000 + from * 1000,
        submittedAt: 1_000_000_000_000 + round * 1_000_000 + from * 1000 + 60_000 + seconds * 1000,
        score: score * 1000,
        fullMarks: score === 2,
        prediction: guess,
        birthDate: person % 4 === 0 ? null : `19${70 + (person % 3)}-01-01`,
      })),
    );
}

/**
 * The same order found the long way, from the words of the rules and nothing of the product: who counts with what, then
 * one column of numbers for each criterion, smaller first.
 */
function byHand(r: Regulations, all: readonly RankedAttempt[], field: Field): string[] {
  const roundCodes = r.calendar.rounds
    .filter(
      (round) =>
        field.of === 'contest' || (field.of === 'phase' ? round.phase === field.code : round.code === field.code),
    )
    .map(({ code }) => code);
  const mine = all.filter(
    ({ round, audience }) => roundCodes.includes(round) && (field.audience === null || audience === field.audience),
  );
  const people = [...new Set(mine.map(({ personId }) => personId))];
  const byStart = (list: readonly RankedAttempt[]) =>
    [...list].sort(
      (a, b) => a.startedAt - b.startedAt || a.submittedAt - b.submittedAt || (a.attemptId < b.attemptId ? -1 : 1),
    );
  const pick = (list: readonly RankedAttempt[]): RankedAttempt => {
    if (r.counting.rule === 'first') return byStart(list)[0]!;
    if (r.counting.rule === 'last') return byStart(list).at(-1)!;
    const top = Math.max(...list.map(({ score }) => score));
    const best = list.filter(({ score }) => score === top);
    const soonest = Math.min(...best.map(({ submittedAt }) => submittedAt));
    return byStart(best.filter(({ submittedAt }) => submittedAt === soonest))[0]!;
  };
  const phaseOf = (code: string) => r.calendar.rounds.find((round) => round.code === code)!.phase;
  const columns = (person: string): number[] => {
    const own = mine.filter(({ personId }) => personId === person);
    const counted =
      r.counting.across === 'sum_of_rounds'
        ? roundCodes.flatMap((code) => {
            const some = own.filter(({ round }) => round === code);
            return some.length === 0 ? [] : [pick(some)];
          })
        : [pick(own)];
    const truth = (one: RankedAttempt) => {
      const same = all.filter(
        ({ round, audience }) =>
          (r.prediction!.of === 'contest' ||
            (r.prediction!.of === 'phase' ? phaseOf(round) === phaseOf(one.round) : round === one.round)) &&
          (r.prediction!.among === 'all' || audience === one.audience),
      );
      if (r.prediction!.subject === 'attempts') return same.length;
      const some = r.prediction!.subject === 'persons_taking_part' ? same : same.filter(({ fullMarks }) => fullMarks);
      return new Set(some.map(({ personId }) => personId)).size;
    };
    const first = counted[0]!;
    const place = r.calendar.rounds.findIndex(({ code }) => code === field.code);
    const before = field.of === 'round' && place > 0 ? r.calendar.rounds[place - 1]!.code : null;
    const earlier = all.filter(({ personId, round }) => personId === person && round === before);
    const born = first.birthDate === null ? null : Number(first.birthDate.replaceAll('-', ''));
    const value = {
      score: -counted.reduce((sum, { score }) => sum + score, 0),
      prediction_distance:
        r.prediction === null
          ? Infinity
          : counted.reduce(
              (sum, one) => sum + (one.prediction === null ? Infinity : Math.abs(one.prediction - truth(one))),
              0,
            ),
      duration: counted.reduce((sum, one) => sum + one.submittedAt - one.startedAt, 0),
      submitted_at: Math.max(...counted.map(({ submittedAt }) => submittedAt)),
      started_at: Math.min(...counted.map(({ startedAt }) => startedAt)),
      attempt_count: own.length,
      earlier_round_score: earlier.length === 0 ? Infinity : -pick(earlier).score,
      youngest: born === null ? Infinity : -born,
      oldest: born ?? Infinity,
      lot: Number(lotOf(person)),
    };
    return r.ranking.criteria.map((criterion) => value[criterion]);
  };
  const rows = people.map((person) => ({ person, values: columns(person) }));
  rows.sort((a, b) => {
    const at = a.values.findIndex((value, i) => value !== b.values[i]);
    return at < 0 ? (a.person < b.person ? -1 : 1) : a.values[at]! < b.values[at]! ? -1 : 1;
  });
  return rows.map(({ person }) => person);
}
