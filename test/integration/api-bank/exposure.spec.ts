import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { Citizens } from '../api-identity/citizens.js';
import { BankHouse } from './bank.js';

// How often a question was asked, from the papers that were drawn.

let citizens: Citizens;
let house: BankHouse;
beforeAll(async () => {
  citizens = await Citizens.open();
});
afterAll(() => citizens.close());
beforeEach(async () => {
  house = await BankHouse.open(citizens);
});

/** Somebody sits down to a paper of five of the eight questions. */
async function ask(): Promise<void> {
  const token = await citizens.signUp();
  await citizens.join(house.contest, token);
  expect((await citizens.start(house.contest, token)).status).toBe(201);
}

interface Asked {
  code: string;
  rounds: number;
  asked: number;
  share: number;
  lastAskedAt: string;
}
const exposure = async (): Promise<Asked[]> => (await house.call('GET', '/exposure', house.author)).body.items;
const codes = async (query: string): Promise<string[]> => {
  const { items } = (await house.call('GET', `/items?${query}`, house.author)).body;
  return items.map(({ code }: { code: string }) => code);
};

/** What the papers say, counted here. */
async function counted(): Promise<Map<string, number>> {
  const rows: { code: string; papers: number }[] = await citizens.owner.query(
    `SELECT i.code, count(*)::int AS papers FROM attempt t CROSS JOIN unnest(t.paper_items) AS p(id)
       JOIN item_version v ON v.id = p.id JOIN item i ON i.id = v.item_id WHERE t.contest_id = $1 GROUP BY i.code`,
    [house.contest.contestId],
  );
  return new Map(rows.map(({ code, papers }) => [code, papers]));
}

describe('how often a question was asked', () => {
  it('is counted from the papers, round by round, with the last time', async () => {
    for (let i = 0; i < 3; i++) await ask();
    // A paper that is not recognised was seen all the same.
    await citizens.owner.query(
      `UPDATE attempt SET voided_at = contest_clock(), void_reason = 'thi hộ' WHERE contest_id = $1 AND attempt_no = 1`,
      [house.contest.contestId],
    );
    const papers = await counted();
    const found = await exposure();
    expect(new Map(found.map(({ code, asked }) => [code, asked]))).toEqual(papers);
    for (const { rounds, asked, share, lastAskedAt } of found) {
      expect([rounds, share]).toEqual([1, asked / 3]);
      expect(Date.now() - Date.parse(lastAskedAt)).toBeLessThan(3_600_000);
    }
    const [{ code, asked }] = found as [Asked];
    const { rounds } = (await house.call('GET', `/items/${code}/exposure`, house.reviewer)).body;
    expect(rounds).toMatchObject([{ contestSlug: house.contest.slug, roundTitle: 'Tuần 1', papers: 3, asked }]);
  });

  it('puts the list into order, and narrows it to what nobody was asked or everybody was', async () => {
    const unused = await house.write();
    for (let i = 0; i < 2; i++) await ask();
    const papers = await counted();
    const often = [...papers].filter(([, asked]) => asked === 2).map(([code]) => code);
    const [most] = await codes('sort=asked&descending=true');
    expect(papers.get(most!)).toBe(Math.max(...papers.values()));
    expect(await codes('exposure=unused')).toEqual([...(await codes('')).filter((code) => !papers.has(code))]);
    expect(await codes('exposure=unused')).toContain(unused);
    // One paper of two is half of them.
    expect((await codes('exposure=overused')).sort()).toEqual([...papers.keys()].sort());
    expect(often.length).toBeGreaterThan(0);
    expect((await house.call('GET', `/items/${unused}/exposure`, house.author)).body).toEqual({ rounds: [] });
  });

  it('leaves rehearsals out, and what is not of the bank', async () => {
    await ask();
    const id = randomUUID();
    await citizens.owner.query(`INSERT INTO contest_plan (id, regulations) VALUES ($1, '{}')`, [id]);
    await citizens.owner.query(
      `INSERT INTO rehearsal (contest_id, plan_id, plan_version, phones, unit_codes) VALUES ($1, $2, 1, '{}', '{}')`,
      [house.contest.contestId, id],
    );
    expect(await exposure()).toEqual([]);
    expect((await house.call('GET', '/items/khong-co/exposure', house.author)).body.code).toBe('ITEM_NOT_FOUND');
    const other = await BankHouse.open(citizens);
    expect((await house.call('GET', '/exposure', other.author)).status).toBe(403);
    expect((await house.call('GET', '/blueprints', other.author)).status).toBe(403);
  });
});

describe('a contest that has no plan', () => {
  it('is told of with its rounds and the bank of today', async () => {
    const { plans } = (await house.call('GET', '/blueprints', house.reviewer)).body;
    const cell = { subBank: null, topic: null, level: null, count: 5, available: 8 };
    expect(plans).toMatchObject([
      {
        ...{ planId: null, title: 'Cuộc thi thử', isPublished: true },
        rounds: [{ title: 'Tuần 1', pool: 8, shared: 0, cells: [cell], faults: [] }],
      },
    ]);
  });
});
