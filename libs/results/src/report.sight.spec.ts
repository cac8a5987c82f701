import { describe, expect, it } from '@jest/globals';
import type { ReleaseMoment, RoundRules } from '#domain';
import type { ReportedContest } from './report.contest.js';
import { isStaff, managedUnits, maySeeScores, scoreRelease, type Viewer } from './report.sight.js';

const NEVER_ASKED = (): number => {
  throw new Error('the clock was asked though no rule needs it');
};

/** Rounds as [opens, closes, when scores are released]; all in phase 1. */
function contestOf(...rounds: [number, number, ReleaseMoment][]): ReportedContest {
  return {
    ...{
      id: 3,
      slug: 'thi',
      title: 'Thi',
      status: 'published',
      sample: false,
      phases: [],
      audiences: [],
      unitPlan: null,
      runByUnitCode: null,
    },
    rules: {} as ReportedContest['rules'],
    rounds: rounds.map(([opensAt, closesAt, score], i) => ({
      ...{ id: i + 1, phaseId: 1, title: `Tuần ${i + 1}`, opensAt, closesAt },
      rules: { release: { score, ownAnswers: 'never', key: 'never' } } as unknown as RoundRules,
    })),
  };
}

describe('when scores of a scope are released', () => {
  const whole = { kind: 'contest', id: 0 } as const;

  it('is at once, without a look at the clock, where every round releases at submit', () => {
    const contest = contestOf([0, 100, 'at_submit'], [50, 150, 'at_submit']);
    expect(maySeeScores(contest, whole, null, NEVER_ASKED)).toBe(true);
  });

  it.each<[string, ReportedContest, number, number | null]>([
    ['the end of its round', contestOf([0, 100, 'round_end']), 50, 100],
    ['the end of the contest', contestOf([0, 100, 'contest_end'], [100, 200, 'at_submit']), 50, 200],
    ['never', contestOf([0, 100, 'never']), 1_000, null],
    ['never, whatever other rounds say', contestOf([0, 100, 'round_end'], [0, 100, 'never']), 1_000, null],
    ['never, though a later round releases', contestOf([0, 100, 'never'], [0, 100, 'round_end']), 1_000, null],
    ['the end of the round that lasts longest', contestOf([0, 300, 'round_end'], [0, 100, 'round_end']), 200, 300],
    ['not put off by a round that has not begun', contestOf([0, 100, 'round_end'], [500, 600, 'round_end']), 200, 100],
  ])('for the whole contest: %s', (_, contest, now, at) => {
    expect(scoreRelease(contest, whole, () => now)).toEqual({ at });
    expect(maySeeScores(contest, whole, null, () => now)).toBe(at !== null && now >= at);
  });

  it('is judged for a round by that round alone', () => {
    const contest = contestOf([0, 100, 'round_end'], [100, 200, 'round_end']);
    expect(maySeeScores(contest, { kind: 'round', id: 1 }, null, () => 100)).toBe(true);
    expect(maySeeScores(contest, { kind: 'round', id: 2 }, null, () => 199)).toBe(false);
    expect(maySeeScores(contest, { kind: 'phase', id: 1 }, null, () => 199)).toBe(false);
    expect(maySeeScores(contest, { kind: 'phase', id: 1 }, null, () => 200)).toBe(true);
  });
});

describe('who sees what of a contest', () => {
  const viewer = (role: string, contestId: number | null, contestUnitId: number | null = null): Viewer => ({
    accountId: 'a',
    roles: [{ role, contestId, contestUnitId }],
  });

  it.each<[string, Viewer | null, boolean]>([
    ['a passer-by', null, false],
    ['an organizer of it', viewer('organizer', 3), true],
    ['an organizer of all', viewer('organizer', null), true],
    ['an organizer of another', viewer('organizer', 4), false],
    ['an administrator', viewer('administrator', null), true],
    ['an auditor', viewer('auditor', 3), true],
    ['a unit manager', viewer('unit_manager', 3, 7), false],
    ['an author', viewer('author', null), false],
  ])('%s is staff or not', (_, who, staff) => {
    expect(isStaff(who, 3)).toBe(staff);
  });

  it('units are managed in their own contest, and only by managers of a unit', () => {
    expect(managedUnits(viewer('unit_manager', 3, 7), 3)).toEqual([7]);
    expect(managedUnits(viewer('unit_manager', 4, 7), 3)).toEqual([]);
    expect(managedUnits(viewer('unit_manager', 3), 3)).toEqual([]);
    expect(managedUnits(viewer('author', 3, 7), 3)).toEqual([]);
    expect(managedUnits(null, 3)).toEqual([]);
  });
});
