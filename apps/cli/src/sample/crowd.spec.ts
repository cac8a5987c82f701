import { describe, expect, it } from '@jest/globals';
import {
  gradePaper,
  instantAt,
  judgeStart,
  preparePool,
  seededRandom,
  toCanonicalMask,
  UNUSED_QUOTA,
  advanceQuota,
  WEEK_MS,
  type RoundRules,
} from '#domain';
import type { KeyedItem } from './bank-keys.js';
import { sampleContests } from './contests.js';
import { playCrowd, type Sitter } from './crowd.js';
import type { PlayedRound } from './play.js';
import { seedNames } from './seeds.js';
import { spreadAttempts } from './turnout.js';

const TOPICS = [
  'chi-dao-dieu-hanh',
  'the-che',
  'thu-tuc-hanh-chinh',
  'to-chuc-bo-may',
  'che-do-cong-vu',
  'tai-chinh-cong',
  'chinh-quyen-so',
];
const KINDS = ['single', 'single', 'multiple', 'true_false', 'single'] as const;
const items = TOPICS.flatMap((topic, t) =>
  KINDS.map((kind, i): KeyedItem => ({
    id: t * 10 + i + 1,
    itemId: t * 10 + i + 101,
    topic,
    level: ((i % 3) + 1) as 1 | 2 | 3,
    subBank: null,
    optionCount: kind === 'true_false' ? 2 : 4,
    fixedOptionOrder: kind === 'true_false',
    kind,
    keyMask: kind === 'multiple' ? 0b1010 : 0b10,
    keyRule: 'normal',
    keyRevision: 1,
  })),
);
const byId = new Map(items.map((item) => [item.id, item]));
const blueprint = TOPICS.map((topic, i) => ({ topic, level: null, count: [2, 2, 4, 2, 2, 1, 2][i]! }));
const [week] = sampleContests(0, 1, new Map()).running.rounds;
const rules: RoundRules = {
  ...week!.rules,
  paper: { ...week!.rules.paper, subBank: null, blueprint },
  prediction: { subject: 'attempts', min: 0, max: 1_000_000, whichCounts: 'last' },
};
const opening = instantAt('2019-05-06', '08:00');
const rounds: PlayedRound[] = [1, 2].map((id) => ({
  id,
  opensAt: opening + (id - 1) * WEEK_MS,
  closesAt: opening + id * WEEK_MS,
  rules,
  pool: preparePool(items),
  items: byId,
}));
const turnout = [
  { code: 'a', attempts: 120 },
  { code: 'b', attempts: 30 },
];
const play = (seed: string): Sitter[] =>
  playCrowd({ turnout, rounds, perfect: 41, names: seedNames(), year: 2019, random: seededRandom(seed) });

describe('a sample crowd', () => {
  const crowd = play('one');
  const attempts = crowd.flatMap((sitter) => sitter.attempts);

  it('makes the attempts of each unit and exactly the full marks asked for', () => {
    const of = (code: string) => crowd.filter(({ unitCode }) => unitCode === code).flatMap((sitter) => sitter.attempts);
    expect([of('a').length, of('b').length]).toEqual([120, 30]);
    expect(attempts.filter(({ grade }) => grade.fullMarks)).toHaveLength(41);
    expect(attempts.filter(({ grade }) => grade.score === grade.maxScore)).toHaveLength(41);
  });

  it('is the same crowd for the same seed, and another for another', () => {
    expect(play('one')).toEqual(crowd);
    expect(play('two').map(({ fullName }) => fullName)).not.toEqual(crowd.map(({ fullName }) => fullName));
  });

  it('keeps every rule of starting, one attempt at a time, and what was used up', () => {
    for (const sitter of crowd) {
      let quota = UNUSED_QUOTA;
      let free = 0;
      for (const { startedAt, submittedAt, deadlineAt, roundId } of sitter.attempts) {
        const round = { ...rounds.find(({ id }) => id === roundId)!, phaseId: null };
        expect(judgeStart({ now: startedAt, quota, limits: rules.limits, round })).toBeNull();
        expect(startedAt).toBeGreaterThanOrEqual(free);
        expect(submittedAt).toBeGreaterThan(startedAt);
        expect(submittedAt).toBeLessThanOrEqual(deadlineAt);
        expect(deadlineAt).toBe(startedAt + 20 * 60_000);
        quota = advanceQuota(quota, { now: startedAt, roundId, phaseId: null });
        free = submittedAt;
      }
      expect(sitter.quota).toEqual(quota);
    }
  });

  it('holds scores that follow from what was chosen on the screen', () => {
    for (const attempt of attempts) {
      const positions = attempt.items.map((id, i) => {
        const item = byId.get(id)!;
        const chosenMask = toCanonicalMask(attempt.choices[i]!, attempt.orders[i]!, item.optionCount);
        return { ...item, chosenMask, pointsMilli: 1000 };
      });
      expect(attempt.grade).toEqual(gradePaper({ positions, scoring: rules.scoring }));
      expect(attempt.items).toHaveLength(15);
      expect(attempt.prediction === null).toBe(attempt.closedBy === 'deadline');
    }
  });

  it('has names of many kinds, and people of 18 and more', () => {
    expect(new Set(crowd.map(({ fullName }) => fullName)).size).toBeGreaterThan(crowd.length * 0.8);
    for (const { birthDate } of crowd) expect(birthDate >= '1959-01-01' && birthDate <= '2001-12-31').toBe(true);
  });

  it('refuses more full marks than attempts', () => {
    const wish = { turnout, rounds, perfect: 151, names: seedNames(), year: 2019, random: seededRandom('x') };
    expect(() => playCrowd(wish)).toThrow(RangeError);
  });
});

describe('a turnout', () => {
  const codes = Array.from({ length: 222 }, (_, i) => `u${i}`);
  const spread = (first: string[], attempts: number) =>
    spreadAttempts({ codes, first, units: 182, attempts, random: seededRandom('t') });

  it('lets so many units take part, each with at least one attempt, summing up exactly', () => {
    for (const attempts of [182, 183, 2000]) {
      const rows = spread(['u7', 'u3'], attempts);
      expect(new Set(rows.map(({ code }) => code)).size).toBe(182);
      expect(rows.reduce((sum, row) => sum + row.attempts, 0)).toBe(attempts);
      expect(Math.min(...rows.map((row) => row.attempts))).toBeGreaterThanOrEqual(1);
    }
  });

  it('gives the named units their published shares, about', () => {
    const rows = spread(codes.slice(0, 10), 240_659);
    expect(rows.slice(0, 3).map(({ attempts }) => Math.round(attempts / 1000))).toEqual([24, 17, 14]);
    const topTen = rows.slice(0, 10).reduce((sum, { attempts }) => sum + attempts, 0);
    expect(topTen / 240_659).toBeCloseTo(0.48, 2);
  });

  it('refuses fewer attempts than units', () => {
    expect(() => spread([], 181)).toThrow(RangeError);
  });
});
