import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { HeavyDesk } from '../../../apps/api/src/heavy/heavy-desk.js';
import { insertContest, type ContestFixture } from '../../support/contest.js';
import { Citizens } from '../api-identity/citizens.js';
import { admit } from './visitors.js';

// Work that takes a processor for seconds is done in a process of its own beside the front door.

let house: Citizens;
let contest: ContestFixture;
let token: string;

beforeAll(async () => {
  house = await Citizens.open();
  contest = await insertContest(house.owner);
  [token] = (await admit(house.owner, [{ role: 'administrator' }])) as [string];
});
afterAll(async () => {
  await house?.close();
});

/** Processes for heavy work that this one has started: of how many they are told what `ps` calls NI. */
function helpers(): { pid: number; nice: number }[] {
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      if (!readFileSync(`/proc/${name}/cmdline`, 'utf8').includes('heavy-process.js')) return [];
      // After the program's name in brackets: state, parent, … and the eighteenth is how far it gives way.
      const fields = readFileSync(`/proc/${name}/stat`, 'utf8').split(') ').at(-1)!.split(' ');
      return Number(fields[1]) === process.pid ? [{ pid: Number(name), nice: Number(fields[16]) }] : [];
    } catch {
      return []; // ended while it was looked at
    }
  });
}

async function untilThereAre(count: number): Promise<void> {
  while (helpers().length !== count) await pause(20);
}

const ask = (path: string): Promise<Response> =>
  fetch(`${house.api.url}/api/contests/${contest.slug}/${path}`, { headers: { authorization: `Bearer ${token}` } });

describe('heavy work', () => {
  it('starts its process when it is first asked for, which gives way to all others', async () => {
    expect(helpers()).toEqual([]);
    const file = await ask('unit-table.xlsx');
    expect(file.status).toBe(200);
    expect(Buffer.from(await file.arrayBuffer()).toString('latin1', 0, 2)).toBe('PK');
    expect(helpers()).toEqual([{ pid: expect.any(Number), nice: 19 }]);
  });

  it('refuses in the words of the rules', async () => {
    const wish = {
      ranking: { criteria: ['lot', 'score'], durationPrecision: 's' },
      counting: { rule: 'best', across: 'one_attempt' },
    };
    const reply = await house.call('POST', `/contests/${contest.slug}/simulations`, { token, body: wish });
    expect(reply).toMatchObject({ body: { code: 'IMPOSSIBLE_RULES' } });
    const list = await fetch(`${house.api.url}/api/unit-tree/imports?list=current&from=2025-07-01&dryRun=true`, {
      ...{ method: 'POST', body: Buffer.from('PK\x03\x04 không phải Excel') },
      headers: { authorization: `Bearer ${token}`, 'content-type': 'text/csv' },
    });
    expect(await list.json()).toMatchObject({ code: 'FILE_NOT_READABLE', details: expect.any(Object) });
  });

  it('has a waiting room of twenty: the others are asked to come again, and it goes on', async () => {
    const answers = await Promise.all(Array.from({ length: 30 }, () => ask('unit-table.xlsx')));
    const refused = answers.filter(({ status }) => status === 503);
    expect(answers.filter(({ status }) => status === 200).length).toBe(30 - refused.length);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.length).toBeLessThanOrEqual(8);
    expect(refused[0]!.headers.get('retry-after')).toBe('5');
    expect(helpers()).toHaveLength(1);
  });

  it('survives the death of its process: who waits is asked to come again, the next one has a new process', async () => {
    const { pid } = helpers()[0]!;
    process.kill(pid, 'SIGSTOP');
    const waiting = ask('unit-table.xlsx');
    const desk = house.api.app.get(HeavyDesk);
    while (desk.counts().atWork === 0) await pause(5);
    process.kill(pid, 'SIGKILL');
    expect((await waiting).status).toBe(503);
    expect((await ask('unit-table.xlsx')).status).toBe(200);
    expect(helpers()[0]!.pid).not.toBe(pid);
  });

  it('ends with the front door', async () => {
    const other = await Citizens.open();
    const [key] = await admit(other.owner, [{ role: 'administrator' }]);
    const { slug } = await insertContest(other.owner);
    const before = helpers().length;
    expect(
      (
        await fetch(`${other.api.url}/api/contests/${slug}/unit-table.xlsx`, {
          headers: { authorization: `Bearer ${key}` },
        })
      ).status,
    ).toBe(200);
    expect(helpers()).toHaveLength(before + 1);
    await other.close();
    await untilThereAre(before);
  });
});
