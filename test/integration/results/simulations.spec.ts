import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  CRITERION_NAMES,
  FirstPlaces,
  formatDuration,
  placeOf,
  seededRandom,
  standings,
  type Field,
  type RankedAttempt,
  type StandingRules,
} from '#domain';
import { TallyService } from '#results';
import {
  contestRules,
  insertContest,
  insertGradedAttempts,
  insertParticipants,
  OPENING,
  WEEK,
  type AttemptPlan,
  type InsertedContest,
} from '../../support/insert.js';
import { Citizens } from '../api-identity/citizens.js';

// What the route tells is what the pure function tells of the same rows, whatever the chain; and nothing is changed by it.

let house: Citizens;
let organizer: string;
let contest: InsertedContest;
/** All recognised attempts as the pure function takes them, made from what was planned and not from what was read. */
let rows: RankedAttempt[];

const PEOPLE = 60;
const path = () => `/contests/${contest.slug}/simulations`;
const simulate = (body: object) =>
  house.call('POST', path(), { token: organizer, body: { counting: BEST, truth: null, places: null, ...body } });
const BEST = { rule: 'best', across: 'one_attempt' } as const;

beforeAll(async () => {
  house = await Citizens.open();
  contest = await insertContest(house.owner, { audiences: ['can-bo', 'nguoi-dan'] });
  const random = seededRandom('simulation');
  const born = Array.from({ length: PEOPLE }, (_, i) => (i % 5 === 0 ? null : `199${i % 7}-0${1 + (i % 3)}-01`));
  const people = await insertParticipants(
    house.owner,
    contest,
    born.map((birthDate, i) => ({ birthDate, audience: 1 + (i % 2), name: `Nguyễn Thị ${'ABCDEFGHIK'[i % 10]}` })),
  );
  // Few values, so that people tie on every criterion; every tenth attempt is not recognised.
  const plans: AttemptPlan[] = people.flatMap((person) =>
    Array.from({ length: 1 + random.int(5) }, (_, n) => {
      const round = 1 + random.int(2);
      return {
        ...{ person, round, score: 13_000 + random.int(3) * 1000, durationMs: 60_000 + random.int(4) * 500 },
        ...{ startedAt: OPENING + (round - 1) * WEEK + n * 3_600_000 + random.int(3) * 1000 },
        ...{ voided: random.int(10) === 0 },
      };
    }),
  );
  const ids = await insertGradedAttempts(house.owner, contest, plans);
  const guesses = plans.map(() => (random.int(4) === 0 ? null : random.int(60)));
  await house.owner.query(
    `UPDATE attempt t SET prediction = u.guess FROM unnest($2::uuid[], $3::int[]) AS u(id, guess)
      WHERE t.contest_id = $1 AND t.id = u.id`,
    [contest.id, ids, guesses],
  );
  // A pause of a minute within the first attempt: its time is shorter than from start to submit.
  await house.owner.query(`UPDATE attempt SET elapsed_ms = elapsed_ms - 60000 WHERE contest_id = $1 AND id = $2`, [
    contest.id,
    ids[0],
  ]);
  await house.owner.transaction((manager) => new TallyService().apply(manager, contest.id, ids));
  const birthOf = new Map(people.map(({ id }, i) => [id, born[i]!]));
  rows = plans.flatMap((plan, i) =>
    plan.voided
      ? []
      : {
          ...{ attemptId: ids[i]!, personId: plan.person.id, audience: String(plan.person.audienceId) },
          ...{ round: String(plan.round), startedAt: plan.startedAt!, submittedAt: plan.startedAt! + plan.durationMs! },
          ...{ durationMs: plan.durationMs! - (i === 0 ? 60_000 : 0), score: plan.score! },
          ...{ fullMarks: plan.score === 15_000, prediction: guesses[i]!, birthDate: birthOf.get(plan.person.id)! },
        },
  );
  organizer = await house.signUpAs({ role: 'organizer', contestId: contest.id });
});
afterAll(() => house?.close());

const rulesWith = (change: Partial<StandingRules>): StandingRules => ({
  calendar: {
    rounds: [
      { code: '1', phase: '1' },
      { code: '2', phase: '1' },
    ],
  },
  prediction: {
    ...{ subject: 'persons_all_correct', of: 'round', among: 'all', compare: 'nearest' },
    ...{ equalDistance: 'equal', whichCounts: 'counted_attempt' },
  },
  counting: BEST,
  ranking: contestRules().ranking,
  ...change,
});

const CHAINS: StandingRules['ranking'][] = [
  { criteria: ['score', 'duration'], durationPrecision: 's' },
  { criteria: ['score', 'duration', 'prediction_distance', 'submitted_at'], durationPrecision: 'ms' },
  { criteria: ['score', 'submitted_at', 'lot'], durationPrecision: 's' },
  { criteria: ['score', 'attempt_count', 'youngest', 'started_at'], durationPrecision: 's' },
  { criteria: ['score', 'prediction_distance', 'oldest', 'duration'], durationPrecision: 's' },
  { criteria: ['score', 'earlier_round_score', 'duration'], durationPrecision: 's' },
];
const FIELDS: { wish: object; field: Field }[] = [
  { wish: { scope: 'round', round: 2 }, field: { of: 'round', code: '2', audience: null } },
  { wish: { scope: 'phase', phase: 1, audience: 'nguoi-dan' }, field: { of: 'phase', code: '1', audience: '2' } },
  { wish: { scope: 'contest', audience: 'can-bo' }, field: { of: 'contest', code: null, audience: '1' } },
];
const COUNTINGS: StandingRules['counting'][] = [
  BEST,
  { rule: 'last', across: 'one_attempt' },
  { rule: 'first', across: 'sum_of_rounds' },
];

describe('trying another ranking', () => {
  it('tells the order of the pure function, and where each stands by the rules that hold, for every chain', async () => {
    for (const [i, ranking] of CHAINS.entries()) {
      for (const [j, { wish, field }] of FIELDS.entries()) {
        const counting = COUNTINGS[(i + j) % COUNTINGS.length]!;
        const { status, body } = await simulate({ ...wish, ranking, counting, places: 15 });
        expect(status).toBe(200);
        const then = standings(rulesWith({ ranking, counting }), rows, field);
        const now = standings(rulesWith({}), rows, field);
        const rankIn = (order: typeof now) => new Map(order.map(({ personId, rank }) => [personId, rank]));
        const told = (order: typeof now, other: typeof now) =>
          order.slice(0, 15).map(({ rank, personId, score, durationMs, attemptCount }) => ({
            ...{ rank, other: rankIn(other).get(personId), score: score / 1000 },
            ...{ duration: formatDuration(durationMs), attempts: attemptCount },
          }));
        expect(body).toMatchObject({
          ...{ places: 15, persons: then.length, now: told(now, then), then: told(then, now) },
        });
        // What put each before the next is what the next one lost by.
        for (const [at, line] of body.then.entries()) {
          const lost = then[at + 1]?.decided ?? null;
          expect(
            line.ahead && { step: line.ahead.step, criterion: line.ahead.criterion, next: line.ahead.next },
          ).toEqual(lost && { step: lost.step, criterion: CRITERION_NAMES[lost.criterion], next: lost.shown });
        }
      }
    }
  });

  it('measures predictions by the attempts, or by a number that is assumed', async () => {
    const wish = {
      scope: 'round',
      round: 1,
      ranking: { criteria: ['score', 'prediction_distance'], durationPrecision: 's' },
    };
    const inRound = rows.filter(({ round, fullMarks }) => round === '1' && fullMarks);
    const truth = new Set(inRound.map(({ personId }) => personId)).size;
    expect((await simulate(wish)).body.truth).toBe(truth);
    const { body } = await simulate({ ...wish, truth: 40, places: 100 });
    expect(body.truth).toBe(40);
    const ranking = wish.ranking as StandingRules['ranking'];
    const assumed = new FirstPlaces(ranking, 100);
    const people = [...new Set(rows.map(({ personId }) => personId))];
    for (const person of people) {
      const own = rows.filter(({ personId }) => personId === person);
      const place = placeOf(rulesWith({ ranking }), own, { of: 'round', code: '1', audience: null }, () => 40);
      if (place) assumed.add(place, place);
    }
    expect(body.then.map(({ rank }: { rank: number }) => rank)).toEqual(assumed.list().map(({ rank }) => rank));
  });

  it('begins from what holds, looks at twenty places where no prizes are told, and masks names as the board does', async () => {
    const { body: basis } = await house.call('GET', `${path()}/basis`, { token: organizer });
    expect(basis).toEqual({
      rounds: [
        { number: 1, title: 'Tuần 1' },
        { number: 2, title: 'Tuần 2' },
      ],
      phases: [{ number: 1, title: 'Giai đoạn 1' }],
      audiences: [expect.objectContaining({ code: 'can-bo' }), expect.objectContaining({ code: 'nguoi-dan' })],
      ranking: contestRules().ranking,
      counting: BEST,
      asksPrediction: true,
    });
    const { body } = await simulate({ ranking: basis.ranking });
    expect(body).toMatchObject({ places: 20, scopeTitle: 'Toàn cuộc thi', truth: null });
    expect(body.then.map((line: { rank: number; other: number }) => line.other)).toEqual(
      body.then.map((line: { rank: number }) => line.rank),
    );
    for (const { name } of body.then) expect(name).toMatch(/^Nguyễn T\. [A-K]\.$/);
    const told = await house.owner.query(
      `SELECT coalesce(sum(hashtext(s.*::text)), 0)::text AS hash FROM standing s WHERE contest_id = $1`,
      [contest.id],
    );
    await simulate({ ranking: CHAINS[0]! });
    expect(
      await house.owner.query(
        `SELECT coalesce(sum(hashtext(s.*::text)), 0)::text AS hash FROM standing s WHERE contest_id = $1`,
        [contest.id],
      ),
    ).toEqual(told);
  });

  it('names the prizes that each order gives by the numbers of the rules, for full marks where only those win', async () => {
    const line = (title: string, quota: number, changes: object = {}) => ({
      ...{
        title,
        of: 'round',
        to: 'person',
        by: 'rank',
        audience: null,
        block: null,
        quota,
        amountVnd: null,
        detail: null,
      },
      ...changes,
    });
    const list = [
      line('Nhất', 1),
      line('Nhì', 4),
      line('Của cán bộ', 2, { audience: 'can-bo' }),
      line('Cả cuộc', 3, { of: 'contest' }),
    ];
    const rule = async (onlyFullMarks: boolean, of = list) =>
      house.owner.query(
        `UPDATE contest_revision SET regulations = jsonb_build_object('prizes', $2::jsonb) WHERE contest_id = $1`,
        [contest.id, JSON.stringify({ list: of, onlyFullMarks })],
      );
    const ranking: StandingRules['ranking'] = { criteria: ['score', 'duration', 'lot'], durationPrecision: 's' };
    const wish = { scope: 'round', round: 1, ranking, places: 30 };
    await rule(false);
    const order = standings(rulesWith({ ranking }), rows, { of: 'round', code: '1', audience: null });
    const expected = (quotas: readonly [string, number][], isIn: (at: number) => boolean) => {
      const left = quotas.map(([title, quota]) => ({ title, quota }));
      return order.slice(0, 30).map(({ rank }, at) => {
        if (!isIn(at)) return null;
        const before = order.filter((one, i) => one.rank < rank && isIn(i)).length;
        const sharing = order.filter((one) => one.rank === rank).length;
        let from = 0;
        for (const { title, quota } of left) {
          if (before < from + quota) return { title, isTied: before + sharing > from + quota };
          from += quota;
        }
        return null;
      });
    };
    const prizes = ({ then }: { then: { prize: unknown }[] }) => then.map(({ prize }) => prize);
    const { body } = await simulate(wish);
    expect(body.hasPrizes).toBe(true);
    expect(prizes(body)).toEqual(
      expected(
        [
          ['Nhất', 1],
          ['Nhì', 4],
        ],
        () => true,
      ),
    );
    expect(prizes(body).filter(Boolean).length).toBeGreaterThanOrEqual(5);
    // So many that they would reach beyond the full marks.
    await rule(true, [line('Nhất', 1), line('Nhì', 25)]);
    const full = (await simulate(wish)).body;
    expect(prizes(full)).toEqual(
      expected(
        [
          ['Nhất', 1],
          ['Nhì', 25],
        ],
        (at) => order[at]!.score === 15_000,
      ),
    );
    expect(prizes(full)).toContain(null);
    await rule(false);
    const own = (await simulate({ ...wish, audience: 'can-bo', places: null })).body;
    expect([own.places, prizes(own).map((prize) => (prize as { title: string }).title)]).toEqual([
      2,
      ['Của cán bộ', 'Của cán bộ'],
    ]);
    const other = (await simulate({ ...wish, audience: 'nguoi-dan' })).body;
    expect([other.hasPrizes, prizes(other).some(Boolean)]).toEqual([false, false]);
    await house.owner.query(`UPDATE contest_revision SET regulations = NULL WHERE contest_id = $1`, [contest.id]);
  });

  it('refuses chains that rank nobody, fields that are not there, and those who run another contest', async () => {
    const ranking = { criteria: ['duration', 'score'], durationPrecision: 's' };
    const wrong = await simulate({ ranking });
    expect([wrong.status, wrong.body.code]).toEqual([400, 'IMPOSSIBLE_RULES']);
    expect(Object.keys(wrong.body.details)).toEqual(['ranking.criteria[0]']);
    const chain = CHAINS[0]!;
    expect((await simulate({ ranking: chain, scope: 'round', round: 9 })).body.code).toBe('ROUND_NOT_FOUND');
    expect((await simulate({ ranking: chain, audience: 'khac' })).body.code).toBe('INVALID_INPUT');
    expect((await simulate({ ranking: { ...chain, criteria: ['luck'] } })).status).toBe(400);
    const other = await insertContest(house.owner);
    const stranger = await house.signUpAs({ role: 'organizer', contestId: other.id });
    const body = { ranking: chain, counting: BEST };
    expect((await house.call('POST', path(), { token: stranger, body })).body.code).toBe('NOT_ALLOWED');
    expect((await house.call('GET', `${path()}/basis`, { token: stranger })).body.code).toBe('NOT_ALLOWED');
  });

  it('reads thousands of attempts page by page, and loses nobody on the way', async () => {
    const large = await insertContest(house.owner);
    const people = await insertParticipants(
      house.owner,
      large,
      Array.from({ length: 900 }, () => ({})),
    );
    // Straight into what a simulation reads: some ten thousand attempts, up to thirty a person.
    await house.owner.query(
      `INSERT INTO contribution (contest_id, attempt_id, round_id, phase_id, audience_id, participant_id, contest_unit_id,
              valid, counted, score, full_marks, duration_ms, started_at, submitted_at, grade_revision)
       SELECT $1, gen_random_uuid(), 1 + (i % 2), 1, 1, p.id, p.contest_unit_id, i % 7 <> 0, false, (hashtext(p.id || '-' || i) & 15) * 1000,
              false, 60000 + (hashtext(i || p.id::text) & 65535), s.at, s.at + interval '2 minutes', 1
         FROM participant p CROSS JOIN LATERAL generate_series(1, 1 + (hashtext(p.id::text) & 31)) i
        CROSS JOIN LATERAL (SELECT timestamptz '2019-05-07' + i * interval '1 hour' AS at) s
        WHERE p.contest_id = $1`,
      [large.id],
    );
    const stored: Record<string, never>[] = await house.owner.query(
      `SELECT attempt_id AS "attemptId", participant_id AS "personId", '1' AS audience, round_id::text AS round, score,
              (extract(epoch FROM started_at) * 1000)::float8 AS "startedAt", duration_ms AS "durationMs",
              (extract(epoch FROM submitted_at) * 1000)::float8 AS "submittedAt", full_marks AS "fullMarks",
              NULL AS prediction, NULL AS "birthDate"
         FROM contribution WHERE contest_id = $1 AND valid`,
      [large.id],
    );
    expect(stored.length).toBeGreaterThan(2 * 5_000);
    const ranking = CHAINS[0]!;
    const expected = standings(rulesWith({ ranking }), stored as unknown as RankedAttempt[], {
      ...{ of: 'contest', code: null, audience: null },
    });
    const { body } = await house.call('POST', `/contests/${large.slug}/simulations`, {
      ...{ token: await house.signUpAs({ role: 'administrator' }), body: { ranking, counting: BEST, places: 100 } },
    });
    expect(body).toMatchObject({ persons: expected.length, attempts: stored.length });
    expect(expected.length).toBeGreaterThan(people.length - 50);
    expect(body.then.map((line: { rank: number; duration: string }) => [line.rank, line.duration])).toEqual(
      expected.slice(0, 100).map(({ rank, durationMs }) => [rank, formatDuration(durationMs)]),
    );
  });

  it('waits its turn: one at a time in the whole house', async () => {
    await house.owner.transaction(async (manager) => {
      await manager.query(`SELECT pg_advisory_xact_lock(hashtextextended('simulation', 0))`);
      const { status, body } = await simulate({ ranking: CHAINS[0]! });
      expect([status, body.code]).toEqual([503, 'SIMULATION_BUSY']);
    });
    expect((await simulate({ ranking: CHAINS[0]! })).status).toBe(200);
  });
});
