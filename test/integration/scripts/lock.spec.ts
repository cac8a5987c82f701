import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { load, node, nodeHolding } from './scripts.js';

interface Holder {
  pid: number;
  started: string;
  boot: string;
  since: string;
  what: string;
}

const { tryLock, lockOrRefuse, holderOf, startTimeOf } = await load<{
  tryLock: (path: string, what: string) => (() => void) | undefined;
  lockOrRefuse: (path: string, what: string) => () => void;
  holderOf: (path: string) => Holder | undefined;
  startTimeOf: (pid: number) => string | undefined;
}>('lock.mjs');

describe('the lock of a clone', () => {
  let folder: string;
  let lock: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'lock-'));
    lock = join(folder, 'data.lock');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('refuses a second holder and says which process holds it, doing what', async () => {
    const first = await nodeHolding(
      `const { tryLock } = await import('./scripts/lock.mjs'); console.log(Boolean(tryLock(${JSON.stringify(lock)}, 'npm start'))); setInterval(() => {}, 1000);`,
    );
    try {
      expect(first.line).toBe('true');
      expect(() => lockOrRefuse(lock, 'npm start')).toThrow(new RegExp(`tiến trình ${first.pid} \\(npm start\\)`));
    } finally {
      await first.kill();
    }
    // Killed, it could not tidy up: its lock file is still there, and is nobody's.
    expect(readdirSync(folder)).toContain('data.lock');
    const release = tryLock(lock, 'npm start');
    expect(holderOf(lock)?.pid).toBe(process.pid);
    release?.();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is nobody’s when its pid was given to another process since', () => {
    const release = tryLock(lock, 'cli');
    const holder = JSON.parse(readFileSync(lock, 'utf8')) as Holder;
    release?.();
    writeFileSync(lock, JSON.stringify({ ...holder, pid: process.ppid, started: '1' }));
    expect(holderOf(lock)).toBeUndefined();
    writeFileSync(lock, JSON.stringify({ ...holder, pid: process.ppid, started: startTimeOf(process.ppid) }));
    expect(holderOf(lock)?.pid).toBe(process.ppid);
  });

  it('goes to exactly one of several newcomers who all find a dead holder’s lock', async () => {
    const tried = join(folder, 'tried');
    writeFileSync(lock, JSON.stringify({ pid: 999_999_999, started: '1', boot: '', since: '', what: 'gone' }));
    // Whoever has it keeps it until all have tried, however long a busy machine takes to start them.
    const code = `const { tryLock } = await import('./scripts/lock.mjs');
      const { mkdirSync, readdirSync, writeFileSync } = await import('node:fs');
      const release = tryLock(${JSON.stringify(lock)}, 'race'); console.log(release ? 'mine' : 'refused');
      mkdirSync(${JSON.stringify(tried)}, { recursive: true });
      writeFileSync(${JSON.stringify(tried)} + '/' + process.pid, '');
      for (let i = 0; i < 600 && readdirSync(${JSON.stringify(tried)}).length < 6; i++)
        await new Promise((resolve) => setTimeout(resolve, 50));`;
    const answers = await Promise.all(Array.from({ length: 6 }, () => node(['--input-type=module', '-e', code])));
    const said = answers.map(({ stdout }) => stdout.trim()).sort();
    expect(said).toEqual(['mine', 'refused', 'refused', 'refused', 'refused', 'refused']);
  });
});
