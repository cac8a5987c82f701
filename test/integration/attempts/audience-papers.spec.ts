import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { StartService, type AttemptView } from '#attempts';
import { BankService } from '#bank';
import { ContestService, makeContest } from '#contests';
import { checkRegulations, localTime } from '#domain';
import { Clock } from '#platform';
import { startEngine, type Engine } from '../../support/engine.js';
import { invite, makeTree } from '../contests/room.js';

let engine: Engine;
let contestId: number;
let bankId: number;
const contests = new ContestService();
const bank = new BankService();
const DAY = 86_400_000;
const PARTS = ['cbccvc', 'nguoi-dan'];

/** Questions that say in their text whom they are for: twenty a part, and as many for everybody. */
const items = [...PARTS, null].flatMap((part) =>
  Array.from({ length: 20 }, (_, i) => ({
    ...{ code: `${part ?? 'chung'}-${i}`, topic: 'the-che', topicName: null, level: 1 as const, subBank: part },
    ...{ status: 'published' as const, kind: 'single' as const, stem: `Hỏi ${part ?? 'mọi người'} câu ${i}` },
    options: ['một', 'hai', 'ba', 'bốn'].map((text, place) => ({ text, right: place === i % 4 })),
    ...{ explanation: 'Theo Nghị định.', document: '63/2010/NĐ-CP', date: null, article: null },
    ...{ validFrom: null, validTo: null, mark: null },
  })),
);

/** The rules of Huế, 2025, with rounds that are open today. */
function hue() {
  const file = JSON.parse(readFileSync('test/fixtures/contest.hue-2025.json', 'utf8')) as {
    calendar: { rounds: { opensAt: string; closesAt: string }[] };
    eligibility: unknown;
  };
  const now = engine.get(Clock).now();
  file.calendar.rounds.forEach((round, i) => {
    round.opensAt = localTime(now + (i * 7 - 1) * DAY);
    round.closesAt = localTime(now + (i * 7 + 6) * DAY);
  });
  const { regulations, faults } = checkRegulations(file);
  expect(faults).toEqual([]);
  return regulations!;
}

beforeAll(async () => {
  engine = await startEngine();
  await makeTree(engine.owner);
  await engine.owner.transaction(async (manager) => {
    ({ bankId } = await bank.importItems(manager, { bankCode: 'hue', bankTitle: 'Huế', sample: false, items }));
    const wish = { regulations: hue(), bankId, invited: [invite('NA-S01')] };
    const made = await makeContest(manager, wish, { contests, poolOf: bank.publishedPool.bind(bank) });
    ({ contestId } = made);
    // Nobody is asked what is for everybody, so it is in no pool.
    expect(made.rounds.map(({ pool }) => pool)).toEqual([40, 40, 40, 40]);
    await contests.publish(manager, contestId);
  });
});
afterAll(() => engine?.close());

async function startAs(audience: string): Promise<AttemptView> {
  const [accountId, participantId] = [randomUUID(), randomUUID()];
  await engine.owner.query(`INSERT INTO account (id, full_name) VALUES ($1, 'Người thử')`, [accountId]);
  await engine.owner.query(
    `INSERT INTO participant (contest_id, id, account_id, contest_unit_id, audience_id, full_name)
     SELECT $1, $2, $3, u.id, a.id, 'Người thử' FROM contest_unit u, audience a
      WHERE u.contest_id = $1 AND u.code = 'NA-S01' AND a.contest_id = $1 AND a.code = $4`,
    [contestId, participantId, accountId, audience],
  );
  await engine.owner.query('INSERT INTO attempt_quota (contest_id, participant_id) VALUES ($1, $2)', [
    contestId,
    participantId,
  ]);
  return engine.get(StartService).start({
    ...{ contestId, roundId: 1, accountId, sessionId: randomUUID(), startKey: randomUUID() },
    receivedAt: engine.get(Clock).now(),
  });
}

const askedOf = ({ paper }: AttemptView) => new Set(paper.questions().map(({ stem }) => stem.replace(/ câu \d+$/, '')));

describe('a contest whose audiences have questions of their own', () => {
  it('asks each its own, at once in one round', async () => {
    const views = await Promise.all([...PARTS, ...PARTS].map(startAs));
    expect(views.map(askedOf)).toEqual([...PARTS, ...PARTS].map((part) => new Set([`Hỏi ${part}`])));
    for (const { paper } of views) expect(paper.questions()).toHaveLength(15);
  });

  it('keeps to what was published when the bank moves its questions, also when the round is prolonged', async () => {
    await engine.owner.transaction(async (manager) => {
      const moved = items.map((item) => ({ ...item, subBank: item.subBank === 'cbccvc' ? 'nguoi-dan' : item.subBank }));
      await bank.importItems(manager, { bankCode: 'hue', bankTitle: 'Huế', sample: false, items: moved });
      const now = engine.get(Clock).now();
      const note = 'Mất điện diện rộng.';
      await contests.extendRound(manager, { contestId, roundId: 1, closesAt: now + 6.5 * DAY, note }, now);
    });
    expect(askedOf(await startAs('cbccvc'))).toEqual(new Set(['Hỏi cbccvc']));
    expect(askedOf(await startAs('nguoi-dan'))).toEqual(new Set(['Hỏi nguoi-dan']));
  });

  it('is not made from a bank that lacks the questions of one of them', async () => {
    const poor = items.filter(({ code }) => !code.startsWith('nguoi-dan'));
    const made = engine.owner.transaction(async (manager) => {
      const wish = { bankCode: 'ngheo', bankTitle: 'Nghèo', sample: false, items: poor };
      const { bankId: poorId } = await bank.importItems(manager, wish);
      const regulations = { ...hue(), slug: 'hue-ngheo' };
      const compose = { contests, poolOf: bank.publishedPool.bind(bank) };
      return makeContest(manager, { regulations, bankId: poorId, invited: [] }, compose);
    });
    await expect(made).rejects.toMatchObject({
      code: 'IMPOSSIBLE_RULES',
      details: {
        'rounds[0].paper.blueprint[0]': expect.stringContaining('phần "nguoi-dan" của ngân hàng chỉ có 0 câu'),
      },
    });
  });
});
