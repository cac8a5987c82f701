import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Citizens } from '../api-identity/citizens.js';
import { makeBank, makeTree } from './room.js';

// What plans ask of a bank, line by line, before anybody publishes them.

let house: Citizens;
let lan: string;
beforeAll(async () => {
  house = await Citizens.open();
  await makeTree(house.owner);
  await house.owner.transaction((manager) => makeBank(manager, 'cchc', 30));
  lan = await house.signUpAs({ role: 'organizer' });
});
afterAll(() => house?.close());

const call = async (method: string, path: string, body?: unknown) =>
  (await house.call(method, path, { token: lan, body })).body;
const blueprints = async () => (await call('GET', '/banks/cchc/blueprints')).plans;

describe('the blueprints that a bank serves', () => {
  it('are told line by line: needed, there, missing, and what rounds share; a plan with faults waits', async () => {
    const { id } = await call('POST', '/contest-plans', { from: { template: 'hang-tuan' }, title: 'Tìm hiểu' });
    expect(await blueprints()).toEqual([{ planId: id, title: 'Tìm hiểu', isPublished: false, rounds: null }]);

    const { regulations } = await call('GET', `/contest-plans/${id}`);
    const ranking = {
      criteria: ['score', ...(regulations.prediction ? ['prediction_distance'] : []), 'duration', 'lot'],
    };
    const decided = {
      ...regulations,
      host: { agency: 'Sở Nội vụ' },
      time: { ...regulations.time, atRoundEnd: 'cut' },
      ranking,
      ...(regulations.prediction && {
        prediction: { ...regulations.prediction, whichCounts: 'counted_attempt' },
      }),
    };
    const { faults } = await call('PUT', `/contest-plans/${id}`, { version: 1, regulations: decided });
    expect(faults).toEqual([]);
    const [plan] = await blueprints();
    expect(plan.rounds).toHaveLength(4);
    const asked = plan.rounds[0].cells.reduce((sum: number, { count }: { count: number }) => sum + count, 0);
    expect(plan.rounds[0]).toMatchObject({ pool: 30, shared: 30, faults: [] });
    expect(plan.rounds[0].cells[0]).toMatchObject({ subBank: null, available: 30 });
    expect(asked).toBeGreaterThan(0);

    // A source that ends before the last round leaves less for it; a retired question is in none.
    const day = plan.rounds[3].opensAt.slice(0, 10);
    await house.owner.query(
      `UPDATE item_version SET valid_to = $1 WHERE id IN (SELECT id FROM item_version ORDER BY id LIMIT 28)`,
      [day],
    );
    await house.owner.query(`UPDATE item SET status = 'retired' WHERE id = (SELECT max(item_id) FROM item_version)`);
    const [after] = await blueprints();
    expect(after.rounds.map(({ pool }: { pool: number }) => pool)).toEqual([29, 29, 29, 1]);
    expect(after.rounds[3].shared).toBe(1);
    expect(after.rounds[3].faults.length).toBeGreaterThan(0);
    const { checks } = await call('GET', `/contest-plans/${id}/opening-checks`);
    expect(checks.find(({ code }: { code: string }) => code === 'BANK_SERVES')).toMatchObject({
      state: 'stop',
      message: expect.stringContaining(after.rounds[3].faults[0]),
    });
  });
});
