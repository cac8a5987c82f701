import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import ExcelJS from 'exceljs';
import { cronbachAlpha, itemStatistics, ORDER_AS_WRITTEN, seededRandom, type ItemSums } from '#domain';
import { insertContest } from '../../support/contest.js';
import { insertGradedAttempts, insertParticipants } from '../../support/insert.js';
import { Citizens } from '../api-identity/citizens.js';

let house: Citizens;
beforeAll(async () => {
  house = await Citizens.open();
});
afterAll(() => house?.close());

const PEOPLE = 3_000;

/** The pure function over every row, as the database must come to it without moving them. */
function sumsOf(rows: { mark: number; total: number }[], maxScore: number): ItemSums {
  const sum = (of: (row: { mark: number; total: number }) => number) => rows.reduce((all, row) => all + of(row), 0);
  return {
    ...{ attempts: rows.length, maxScore, score: sum(({ mark }) => mark), total: sum(({ total }) => total) },
    scoreSquared: sum(({ mark }) => mark ** 2),
    totalSquared: sum(({ total }) => total ** 2),
    scoreTimesTotal: sum(({ mark, total }) => mark * total),
  };
}

describe('the statistics of items', () => {
  it('of thousands of attempts are those of the pure function, on first attempts alone, also as a file', async () => {
    const fixture = await insertContest(house.owner, { items: 4 });
    const contest = { id: fixture.contestId, slug: fixture.slug, unitIds: fixture.units, roundPhases: [null] };
    const people = await insertParticipants(
      house.owner,
      contest,
      Array.from({ length: PEOPLE }, () => ({})),
    );
    // Everybody twice: the second attempt, all right, must not count; of the last person the first is not recognised.
    const ids = await insertGradedAttempts(
      house.owner,
      contest,
      people.flatMap((person, i) => [
        { person, score: 0, voided: i === PEOPLE - 1 },
        { person, score: 4_000 },
      ]),
    );
    const random = seededRandom('item-statistics');
    const items = [...fixture.keys.keys()];
    const drawn = ids.map((id, i) => {
      const isSecond = i % 2 === 1;
      const skill = random.int(100);
      const paper = random.int(2) === 0 ? items : [...items].reverse();
      // Of the first item nobody ever chooses the last option.
      const chosen = paper.map((item) => {
        if (isSecond || random.int(100) < 30 + skill / 2) return Math.log2(fixture.keys.get(item)!);
        return random.int(item === items[0] ? 3 : 4);
      });
      const marks = paper.map((item, at) => (1 << chosen[at]! === fixture.keys.get(item) ? 1_000 : 0));
      return { id, paper, chosen, marks, total: marks.reduce<number>((sum, mark) => sum + mark, 0) };
    });
    const text = (numbers: number[]) => `{${numbers.join(',')}}`;
    await house.owner.query(
      `WITH u AS (SELECT * FROM unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::int[]) AS u(id, paper, choices, marks, score)),
       a AS (UPDATE attempt t SET paper_items = u.paper::int[], paper_orders = $7 FROM u WHERE t.contest_id = $1 AND t.id = u.id),
       b AS (UPDATE answers s SET choices = u.choices::smallint[] FROM u WHERE s.contest_id = $1 AND s.attempt_id = u.id)
       UPDATE grade g SET marks = u.marks::int[], score = u.score FROM u WHERE g.contest_id = $1 AND g.attempt_id = u.id`,
      [
        contest.id,
        drawn.map(({ id }) => id),
        drawn.map(({ paper }) => text(paper)),
        drawn.map(({ chosen }) => text(chosen.map((option) => 1 << option))),
        drawn.map(({ marks }) => text(marks)),
        drawn.map(({ total }) => total),
        items.map(() => ORDER_AS_WRITTEN),
      ],
    );
    const counted = drawn.filter((_, i) => (i % 2 === 0 && i !== 2 * (PEOPLE - 1)) || i === 2 * PEOPLE - 1);
    expect(counted).toHaveLength(PEOPLE);

    const token = await house.signUpAs({ role: 'reviewer', contestId: contest.id });
    const path = `/contests/${contest.slug}/rounds/1/item-statistics`;
    const { status, body } = await house.call('GET', path, { token });
    expect(status).toBe(200);
    expect(body).toMatchObject({ attempts: PEOPLE, round: { number: 1, title: 'Tuần 1' } });
    for (const item of items) {
      const rows = counted.map(({ paper, marks, total }) => ({ mark: marks[paper.indexOf(item)]!, total }));
      const expected = itemStatistics(sumsOf(rows, 1_000));
      const found = body.items.find(({ itemVersionId }: { itemVersionId: number }) => itemVersionId === item);
      expect(found.attempts).toBe(PEOPLE);
      for (const name of ['facility', 'standardDeviation', 'pointBiserial', 'discrimination'] as const) {
        expect(found[name]).toBeCloseTo(expected[name]!, 9);
      }
      const chosen = [0, 1, 2, 3].map(
        (option) => counted.filter((one) => one.chosen[one.paper.indexOf(item)] === option).length,
      );
      expect(found.options.map((option: { chosen: number }) => option.chosen)).toEqual(chosen);
      expect(found.randomGuess).toBe(0.25);
      expect(found.flags).toEqual(item === items[0] ? ['unused'] : []);
    }
    const places = [0, 1, 2, 3].map((at) =>
      sumsOf(
        counted.map(({ marks, total }) => ({ mark: marks[at]!, total })),
        1_000,
      ),
    );
    expect(body.alpha).toBeCloseTo(cronbachAlpha(places)!, 9);

    const answer = await fetch(`${house.api.url}/api${path}.xlsx`, { headers: { authorization: `Bearer ${token}` } });
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load(await answer.arrayBuffer());
    const sheet = workbook.worksheets[0]!;
    expect(sheet.rowCount).toBe(8);
    expect(sheet.getRow(5).getCell(5).value).toBeCloseTo(body.items[0].facility, 9);
  }, 120_000);

  it('are for those who keep the questions of this contest, and a round that is not there is said so', async () => {
    const fixture = await insertContest(house.owner);
    const path = `/contests/${fixture.slug}/rounds`;
    const token = await house.signUpAs({ role: 'organizer', contestId: fixture.contestId });
    const empty = await house.call('GET', `${path}/1/item-statistics`, { token });
    expect(empty).toMatchObject({ status: 200, body: { attempts: 0, alpha: null, items: [] } });
    const none = await house.call('GET', `${path}/9/item-statistics`, { token });
    expect(none).toMatchObject({ status: 404, body: { code: 'ROUND_NOT_FOUND' } });
    const auditor = await house.signUpAs({ role: 'auditor', contestId: fixture.contestId });
    expect((await house.call('GET', `${path}/1/item-statistics`, { token: auditor })).status).toBe(403);
  });
});
