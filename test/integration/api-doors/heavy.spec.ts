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

const ask = (path: string, { slug } = contest): Promise<Response> =>
  fetch(`${house.api.url}/api/contests/${slug}/${path}`, { headers: { authorization: `Bearer ${token}` } });

async function untilAtWork(): Promise<void> {
  const desk = house.api.app.get(HeavyDesk);
  for (let look = 0; desk.counts().atWork === 0; look += 1) {
    if (look === 2_000) throw new Error('nothing was given to the heavy process');
    await pause(5);
  }
}

/** Letters to the managers of all units. */
const invite = ({ slug }: ContestFixture): Promise<Response> =>
  fetch(`${house.api.url}/api/contests/${slug}/unit-invitations?format=pdf`, {
    ...{ method: 'POST', body: JSON.stringify({ allUnits: true }) },
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
  });

async function made({ contestId }: ContestFixture): Promise<{ invitations: number; told: number }> {
  const [row] = await house.owner.query(
    `SELECT (SELECT count(*)::int FROM unit_invitation WHERE contest_id = $1) AS invitations,
       (SELECT count(*)::int FROM audit WHERE action = 'unit_invitation.made' AND subject = 'contest/' || $1::int) AS told`,
    [contestId],
  );
  return row;
}

/** The connection of the heavy process that waits for a lock. */
async function heldUp(): Promise<number> {
  for (let look = 0; look < 1_000; look += 1) {
    const [found]: { pid: number }[] = await house.owner.query(
      `SELECT pid FROM pg_stat_activity
       WHERE datname = current_database() AND application_name = 'cchc-heavy' AND wait_event_type = 'Lock'`,
    );
    if (found) return found.pid;
    await pause(20);
  }
  throw new Error('nothing of the heavy process waits for a lock');
}

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
    await untilAtWork();
    process.kill(pid, 'SIGKILL');
    expect((await waiting).status).toBe(503);
    expect((await ask('unit-table.xlsx')).status).toBe(200);
    expect(helpers()[0]!.pid).not.toBe(pid);
  });

  it('writes letters there: when it dies over them nobody is invited, and the next who asks invites all', async () => {
    const wide = await insertContest(house.owner);
    const { pid } = helpers()[0]!;
    process.kill(pid, 'SIGSTOP');
    const waiting = invite(wide);
    await untilAtWork();
    process.kill(pid, 'SIGKILL');
    const refused = await waiting;
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '5']);
    expect(await made(wide)).toEqual({ invitations: 0, told: 0 });
    const letters = await invite(wide);
    expect([letters.status, letters.headers.get('cache-control')]).toEqual([201, 'no-store']);
    expect(
      Buffer.from(await letters.arrayBuffer())
        .toString('latin1')
        .match(/\/Type \/Page\b/g),
    ).toHaveLength(2);
    expect(await made(wide)).toEqual({ invitations: 2, told: 1 });
  });

  it('that PostgreSQL breaks off is asked for again, by the same process', async () => {
    const other = await insertContest(house.owner);
    const before = helpers();
    // Which nothing but the table of units reads.
    const lock = house.owner.createQueryRunner();
    let waiting: Promise<Response>;
    try {
      await lock.startTransaction();
      await lock.query('LOCK TABLE earlier_total IN ACCESS EXCLUSIVE MODE');
      waiting = ask('unit-table.xlsx', other);
      await house.owner.query('SELECT pg_terminate_backend($1)', [await heldUp()]);
      const refused = await waiting;
      expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '5']);
      expect(await refused.json()).toMatchObject({ code: 'SERVER_BUSY' });
    } finally {
      await lock.rollbackTransaction();
      await lock.release();
    }
    expect((await ask('unit-table.xlsx', other)).status).toBe(200);
    expect(helpers()).toEqual(before);
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
