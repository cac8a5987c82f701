import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { load, node, nodeHolding } from './scripts.js';

const { startTimeOf } = await load<{ startTimeOf: (pid: number) => string | undefined }>('lock.mjs');

const startOne = `const { startStack } = await import('./scripts/stack.mjs');
  const stack = await startStack(%WISH%);
  console.log(JSON.stringify({ dataDir: stack.dataDir, pids: stack.pids }));`;

interface Started {
  dataDir: string;
  pids: Record<string, number>;
}

/** Waits until none of the processes lives and the directory is gone; says what is left after 6 s. */
async function leftAfter({ dataDir, pids }: Started): Promise<string[]> {
  let left: string[] = [];
  for (let waited = 0; waited < 6000; waited += 100) {
    left = Object.keys(pids).filter((name) => startTimeOf(pids[name] ?? 0) !== undefined);
    if (existsSync(dataDir)) left.push(dataDir);
    if (left.length === 0) break;
    await sleep(100);
  }
  return left;
}

describe('a throw-away stack', () => {
  it('leaves no process and no file behind when its owner is killed outright', async () => {
    const owner = await nodeHolding(`${startOne.replace('%WISH%', '{}')} setInterval(() => {}, 1000);`);
    const started = JSON.parse(owner.line) as Started;
    expect(Object.keys(started.pids).sort()).toEqual(['postgres', 'redis']);
    expect(existsSync(started.dataDir)).toBe(true);
    await owner.kill();
    expect(await leftAfter(started)).toEqual([]);
  }, 30_000);

  it('brings a killed server back on the same data, and stop() takes all of it down', async () => {
    const { code, stdout, stderr } = await node([
      '--input-type=module',
      '-e',
      `${startOne.replace('%WISH%', '{ durable: true }')}
       const { default: pg } = await import('pg');
       const ask = async (sql) => {
         const client = new pg.Client({ connectionString: stack.env.DATABASE_OWNER_URL });
         await client.connect();
         try { return (await client.query(sql)).rows[0]; } finally { await client.end(); }
       };
       await ask('CREATE TABLE kept AS SELECT 41 AS n');
       await stack.halt('postgres', 'SIGKILL');
       await stack.resume('postgres');
       console.log(JSON.stringify({ ...await ask('SELECT n FROM kept'), ...await ask('SHOW fsync') }));
       await stack.stop();`,
    ]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const [started = '', kept = ''] = stdout.split('\n');
    expect(JSON.parse(kept)).toEqual({ n: 41, fsync: 'on' });
    const { dataDir, pids } = JSON.parse(started) as Started;
    expect(Object.values(pids).filter((pid) => startTimeOf(pid) !== undefined)).toEqual([]);
    expect(existsSync(dataDir)).toBe(false);
  }, 30_000);
});
