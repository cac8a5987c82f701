import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DAY_MS, instantAt, isoInstant, isoWeek, localDay } from './calendar.js';
import {
  advanceQuota,
  ageOn,
  allowanceOf,
  judgeAge,
  judgeStart,
  startInstant,
  UNUSED_QUOTA,
  type Quota,
} from './eligibility.js';
import type { AttemptLimits } from './round-rules.js';

const HOUR = 3_600_000;
const OPENS = instantAt('2019-05-06', '08:00');
const CLOSES = instantAt('2019-06-03', '08:00');
const ROUND = { id: 7, phaseId: 3, opensAt: OPENS, closesAt: CLOSES };
const NO_LIMITS: AttemptLimits = {
  perDay: null,
  perWeek: null,
  perRound: null,
  perPhase: null,
  perContest: null,
  minGapMs: null,
};

/** The refusal as one line: code, then facts. */
const judge = (
  now: number,
  quota: Quota,
  limits: Partial<AttemptLimits>,
  round: Partial<typeof ROUND> = {},
): string => {
  const refusal = judgeStart({ now, quota, limits: { ...NO_LIMITS, ...limits }, round: { ...ROUND, ...round } });
  return refusal === null ? 'may start' : [refusal.code, ...Object.values(refusal.details)].join(' ');
};
/** The quota after starts at these instants, all in round 7 of phase 3. */
const after = (...starts: number[]): Quota =>
  starts.reduce((quota, now) => advanceQuota(quota, { now, roundId: 7, phaseId: 3 }), UNUSED_QUOTA);

const MONDAY_10 = instantAt('2019-05-06', '10:00');
const MIDNIGHT = isoInstant(instantAt('2019-05-06', '24:00'));
const NEXT_MONDAY = isoInstant(instantAt('2019-05-13', '00:00'));

describe('the window of the round', () => {
  it.each([
    [OPENS - 1, `ROUND_NOT_OPEN ${isoInstant(OPENS)}`],
    [OPENS, 'may start'],
    [CLOSES - 1, 'may start'],
    [CLOSES, `ROUND_CLOSED ${isoInstant(CLOSES)}`],
  ])('at %d: %s', (now, outcome) => {
    expect(judge(now, UNUSED_QUOTA, {})).toBe(outcome);
  });
});

describe('limits', () => {
  it.each([
    ['no limit', {}, 'may start'],
    ['second of two a day', { perDay: 2 }, 'may start'],
    ['second of one a day', { perDay: 1 }, `ATTEMPT_LIMIT_REACHED day 1 ${MIDNIGHT}`],
    ['second of one a week', { perWeek: 1 }, `ATTEMPT_LIMIT_REACHED week 1 ${NEXT_MONDAY}`],
    ['second of one a round', { perRound: 1 }, 'ATTEMPT_LIMIT_REACHED round 1 '],
    ['second of one a phase', { perPhase: 1 }, 'ATTEMPT_LIMIT_REACHED phase 1 '],
    ['second of one in all', { perContest: 1 }, 'ATTEMPT_LIMIT_REACHED contest 1 '],
    ['the widest limit is named', { perDay: 1, perWeek: 1 }, `ATTEMPT_LIMIT_REACHED week 1 ${NEXT_MONDAY}`],
    ['… up to the contest', { perDay: 1, perWeek: 1, perContest: 1 }, 'ATTEMPT_LIMIT_REACHED contest 1 '],
    ['too soon', { minGapMs: 3 * HOUR }, `ATTEMPT_TOO_SOON ${isoInstant(MONDAY_10 + 3 * HOUR)}`],
    ['exactly after the gap', { minGapMs: HOUR }, 'may start'],
    ['one ms before the gap ends', { minGapMs: HOUR + 1 }, `ATTEMPT_TOO_SOON ${isoInstant(MONDAY_10 + HOUR + 1)}`],
    [
      'a gap that outlasts the day',
      { perDay: 1, minGapMs: 2 * DAY_MS },
      `ATTEMPT_LIMIT_REACHED day 1 ${isoInstant(MONDAY_10 + 2 * DAY_MS)}`,
    ],
  ])('an hour after the first start, %s', (_case, limits, outcome) => {
    expect(judge(MONDAY_10 + HOUR, after(MONDAY_10), limits)).toBe(outcome);
  });

  it('starts the day anew at local midnight and the week on Monday', () => {
    const midnight = instantAt('2019-05-06', '24:00');
    expect(judge(midnight - 1, after(MONDAY_10), { perDay: 1 })).toContain('ATTEMPT_LIMIT_REACHED day');
    expect(judge(midnight, after(MONDAY_10), { perDay: 1 })).toBe('may start');
    const monday = instantAt('2019-05-13', '00:00');
    expect(judge(monday - 1, after(MONDAY_10), { perWeek: 1 })).toContain('ATTEMPT_LIMIT_REACHED week');
    expect(judge(monday, after(MONDAY_10), { perWeek: 1 })).toBe('may start');
  });

  it('promises no instant at which the round is over', () => {
    const closesAt = instantAt('2019-05-06', '24:00');
    expect(judge(MONDAY_10 + HOUR, after(MONDAY_10), { perDay: 1 }, { closesAt })).toBe('ATTEMPT_LIMIT_REACHED day 1 ');
    expect(judge(MONDAY_10 + HOUR, after(MONDAY_10), { perDay: 1 }, { closesAt: closesAt + 1 })).toBe(
      `ATTEMPT_LIMIT_REACHED day 1 ${MIDNIGHT}`,
    );
    expect(judge(closesAt - HOUR, after(closesAt - 2 * HOUR), { minGapMs: 2 * HOUR }, { closesAt })).toBe(
      'ATTEMPT_TOO_SOON ',
    );
  });

  it('counts rounds and phases apart', () => {
    const limits = { perRound: 1, perPhase: 2 };
    expect(judge(MONDAY_10 + HOUR, after(MONDAY_10), limits, { id: 8 })).toBe('may start');
    expect(judge(MONDAY_10 + HOUR, after(MONDAY_10, MONDAY_10), limits, { id: 8 })).toContain('phase 2');
    expect(judge(MONDAY_10 + HOUR, after(MONDAY_10, MONDAY_10), limits, { id: 8, phaseId: 4 })).toBe('may start');
  });

  it('knows no phase limit for a round outside any phase', () => {
    const quota = advanceQuota(UNUSED_QUOTA, { now: MONDAY_10, roundId: 7, phaseId: null });
    const round = { ...ROUND, phaseId: null };
    expect(quota.phaseCounts).toEqual({});
    expect(judgeStart({ now: MONDAY_10 + 1, quota, limits: { ...NO_LIMITS, perPhase: 1 }, round })).toBeNull();
  });

  it('gives a day no second count to a start that is judged out of order around midnight', () => {
    const midnight = instantAt('2019-05-06', '24:00');
    const quota = after(midnight - 2 * HOUR, midnight + 5);
    expect(startInstant(quota, midnight - 5)).toBe(midnight + 5);
    expect(judge(midnight - 5, quota, { perDay: 1 })).toContain('ATTEMPT_LIMIT_REACHED day');
    expect(advanceQuota(quota, { now: midnight - 5, roundId: 7, phaseId: 3 })).toMatchObject({
      lastStartedAt: midnight + 5,
      day: '2019-05-07',
      dayCount: 2,
    });
  });
});

describe('allowanceOf', () => {
  const left = (quota: Quota, limits: Partial<AttemptLimits>, now = MONDAY_10 + HOUR, id = 7): string => {
    const allowance = allowanceOf({ now, quota, limits: { ...NO_LIMITS, ...limits }, round: { id, phaseId: 3 } });
    return [allowance.used, allowance.left, allowance.per].join(' ');
  };
  const five = after(MONDAY_10 - 7 * DAY_MS, MONDAY_10 - 7 * DAY_MS, MONDAY_10 - 7 * DAY_MS, MONDAY_10, MONDAY_10);

  it.each([
    ['no limit: the attempts of the round are counted', {}, '5  '],
    ['a pause is no limit', { minGapMs: HOUR }, '5  '],
    ['two a day, both used', { perDay: 2 }, '2 0 day'],
    ['three a week', { perWeek: 3 }, '2 1 week'],
    ['the tightest', { perWeek: 4, perPhase: 6 }, '5 1 phase'],
    ['of equally tight ones the widest, as the refusal does', { perDay: 2, perWeek: 2, perContest: 5 }, '5 0 contest'],
    ['never below none, should the rules have become stricter', { perRound: 3 }, '5 0 round'],
  ])('%s', (_case, limits, outcome) => {
    expect(left(five, limits)).toBe(outcome);
  });

  it('begins anew with the day and the week, and in another round', () => {
    expect(left(five, { perDay: 2 }, MONDAY_10 + DAY_MS)).toBe('0 2 day');
    expect(left(five, { perWeek: 2 }, MONDAY_10 + 7 * DAY_MS)).toBe('0 2 week');
    expect(left(five, { perRound: 2 }, MONDAY_10, 8)).toBe('0 2 round');
  });

  it('has nothing left exactly when the start is refused for a limit', () => {
    const max = fc.option(fc.integer({ min: 1, max: 5 }), { nil: null });
    const limits = fc.record({ perDay: max, perWeek: max, perRound: max, perPhase: max, perContest: max });
    fc.assert(
      fc.property(limits, fc.integer({ min: 0, max: 20 * 24 }), (some, hours) => {
        const now = MONDAY_10 + hours * HOUR;
        const rules = { ...NO_LIMITS, ...some };
        const refusal = judgeStart({ now, quota: five, limits: rules, round: ROUND });
        const allowance = allowanceOf({ now, quota: five, limits: rules, round: ROUND });
        expect(allowance.left === 0).toBe(refusal?.code === 'ATTEMPT_LIMIT_REACHED');
        if (allowance.left === 0) expect(allowance.per).toBe(refusal!.details['per']);
      }),
    );
  });
});

describe('attempts that were left and are forgiven', () => {
  const LAST_WEEK = MONDAY_10 - 7 * DAY_MS;
  /** Two last week and two today; of each two one was left. */
  const quota: Quota = {
    ...after(LAST_WEEK, LAST_WEEK + HOUR, MONDAY_10, MONDAY_10 + HOUR),
    abandoned: [LAST_WEEK, MONDAY_10].map((startedAt) => ({ roundId: 7, phaseId: 3, startedAt })),
  };
  const now = MONDAY_10 + 2 * HOUR;

  it.each<[Partial<AttemptLimits>, string]>([
    [{ perDay: 2 }, '1 1 day'],
    [{ perWeek: 2 }, '1 1 week'],
    [{ perRound: 3 }, '2 1 round'],
    [{ perPhase: 3 }, '2 1 phase'],
    [{ perContest: 3 }, '2 1 contest'],
    [{ perContest: 2 }, '2 0 contest'],
    [{}, '2  '],
  ])('use up nothing of %j', (limits, outcome) => {
    const { used, left, per } = allowanceOf({ now, quota, limits: { ...NO_LIMITS, ...limits }, round: ROUND });
    expect([used, left, per].join(' ')).toBe(outcome);
    const refusal = judgeStart({ now, quota, limits: { ...NO_LIMITS, ...limits }, round: ROUND });
    expect(refusal === null).toBe(left !== 0);
  });

  it('free nothing of another day, round or phase, and leave the gap as it is', () => {
    const later = { ...NO_LIMITS, perDay: 1 };
    const elsewhere = { ...quota, abandoned: [{ roundId: 8, phaseId: null, startedAt: LAST_WEEK }] };
    const of = (limits: Partial<AttemptLimits>) =>
      allowanceOf({ now, quota: elsewhere, limits: { ...NO_LIMITS, ...limits }, round: ROUND }).used;
    expect([of(later), of({ perRound: 9 }), of({ perPhase: 9 })]).toEqual([2, 4, 4]);
    const gap = judgeStart({ now, quota, limits: { ...NO_LIMITS, minGapMs: 2 * HOUR }, round: ROUND });
    expect(gap?.code).toBe('ATTEMPT_TOO_SOON');
  });
});

describe('advanceQuota', () => {
  it('counts the first start', () => {
    expect(advanceQuota(UNUSED_QUOTA, { now: MONDAY_10, roundId: 7, phaseId: 3 })).toEqual({
      attemptCount: 1,
      lastStartedAt: MONDAY_10,
      day: '2019-05-06',
      dayCount: 1,
      week: '2019-W19',
      weekCount: 1,
      roundCounts: { 7: 1 },
      phaseCounts: { 3: 1 },
      abandoned: [],
    });
    expect(UNUSED_QUOTA.attemptCount).toBe(0);
    expect(UNUSED_QUOTA.roundCounts).toEqual({});
  });

  it('lets no limit ever be exceeded, whatever the sequence of tries, and refuses no start that all limits allow', () => {
    const max = fc.option(fc.integer({ min: 1, max: 4 }), { nil: null });
    const limits = fc.record({
      perDay: max,
      perWeek: max,
      perRound: max,
      perPhase: max,
      perContest: max,
      minGapMs: fc.option(fc.integer({ min: 0, max: 30 * HOUR }), { nil: null }),
    });
    const tries = fc.array(fc.record({ wait: fc.integer({ min: 0, max: 20 * HOUR }), id: fc.constantFrom(7, 8, 9) }), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(limits, tries, (rules, sequence) => {
        let quota: Quota = UNUSED_QUOTA;
        let now = OPENS;
        const starts: { at: number; id: number; phaseId: number }[] = [];
        for (const { wait, id } of sequence) {
          now += wait;
          if (now >= CLOSES) break;
          const phaseId = id === 9 ? 4 : 3;
          const refusal = judgeStart({ now, quota, limits: rules, round: { ...ROUND, id, phaseId } });
          // A naive count over all starts so far.
          const used = (same: (start: (typeof starts)[number]) => boolean) => starts.filter(same).length;
          const at = now;
          const free =
            used((s) => localDay(s.at) === localDay(at)) < (rules.perDay ?? Infinity) &&
            used((s) => isoWeek(s.at) === isoWeek(at)) < (rules.perWeek ?? Infinity) &&
            used((s) => s.id === id) < (rules.perRound ?? Infinity) &&
            used((s) => s.phaseId === phaseId) < (rules.perPhase ?? Infinity) &&
            starts.length < (rules.perContest ?? Infinity) &&
            (starts.length === 0 || at - starts.at(-1)!.at >= (rules.minGapMs ?? 0));
          expect(refusal === null).toBe(free);
          if (refusal === null) {
            quota = advanceQuota(quota, { now, roundId: id, phaseId });
            starts.push({ at: now, id, phaseId });
          } else if (typeof refusal.details['nextAt'] === 'string') {
            // The promised instant is kept, and not a millisecond earlier.
            const next = Date.parse(refusal.details['nextAt']);
            const judgeAt = (ms: number) =>
              judgeStart({ now: ms, quota, limits: rules, round: { ...ROUND, id, phaseId } });
            expect(judgeAt(next)).toBeNull();
            expect(judgeAt(next - 1)).not.toBeNull();
          }
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('age', () => {
  it.each([
    ['2003-05-06', '2019-05-06', 16],
    ['2003-05-07', '2019-05-06', 15],
    ['2003-05-05', '2019-05-06', 16],
    ['2004-02-29', '2019-02-28', 14],
    ['2004-02-29', '2019-03-01', 15],
    ['2004-02-29', '2020-02-29', 16],
    ['2003-12-31', '2019-01-01', 15],
    ['2019-05-06', '2019-05-06', 0],
    ['2019-05-07', '2019-05-06', -1],
    ['1899-01-01', '2019-05-06', 120],
  ])('born %s is on %s %d years old', (born, on, years) => {
    expect(ageOn(born, on)).toBe(years);
  });

  const minimumAge = { years: 16, on: '2019-05-06' };
  it.each([
    ['old enough to the day', '2003-05-06', minimumAge, null],
    ['a day too young', '2003-05-07', minimumAge, 'TOO_YOUNG'],
    ['no birth date', null, minimumAge, 'BIRTH_DATE_REQUIRED'],
    ['no birth date and no minimum', null, null, null],
  ])('%s', (_case, born, minimum, code) => {
    expect(judgeAge(born, minimum)?.code ?? null).toBe(code);
    const start = { now: MONDAY_10, quota: UNUSED_QUOTA, limits: NO_LIMITS, round: ROUND };
    expect(judgeStart({ ...start, personBorn: born, minimumAge: minimum })?.code ?? null).toBe(code);
  });

  const maximumAge = { years: 35, on: '2019-05-06' };
  it.each([
    ['35 to the last day', '1983-05-07', null, null],
    ['36 that day', '1983-05-06', null, 'TOO_OLD'],
    ['no birth date', null, null, 'BIRTH_DATE_REQUIRED'],
    ['between both', '2000-01-01', minimumAge, null],
    ['below both', '2004-01-01', minimumAge, 'TOO_YOUNG'],
    ['above both', '1980-01-01', minimumAge, 'TOO_OLD'],
  ])('at most 35: %s', (_case, born, minimum, code) => {
    expect(judgeAge(born, minimum, maximumAge)?.code ?? null).toBe(code);
    const start = { now: MONDAY_10, quota: UNUSED_QUOTA, limits: NO_LIMITS, round: ROUND };
    expect(judgeStart({ ...start, personBorn: born, minimumAge: minimum, maximumAge })?.code ?? null).toBe(code);
  });

  it('asks for no age where none is given', () => {
    expect(judgeStart({ now: MONDAY_10, quota: UNUSED_QUOTA, limits: NO_LIMITS, round: ROUND })).toBeNull();
    const refusal = judgeStart({ now: MONDAY_10, quota: UNUSED_QUOTA, limits: NO_LIMITS, round: ROUND, minimumAge });
    expect(refusal?.details).toEqual({ years: 16, on: '2019-05-06' });
  });
});
