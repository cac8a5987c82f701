import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { carries, type Reckoned } from './carries.js';
import type { Server } from './measure.js';
import { MEASURED, type MeasuredHerd } from './measured-herd.js';
import { measuredRun, modelServersTable } from './model-servers.js';
import { remarksOn } from './remarks.js';

const machine = (changes: Partial<Server> = {}): Server => ({
  ...{ cores: 4, cpuModel: 'Xeon', load: 0.1, memoryGib: 16, memoryFreeGib: 12, diskFreeGib: 200 },
  ...{ fsyncMs: 0.8, commitMs: 1, sumMs: 20, webProcesses: 8, startsPerSecond: null },
  ...{ isClockKept: true, areKeysOpen: false },
  postgres: { fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on', data_checksums: 'on' },
  ...changes,
});

const cost = (api: number, postgres: number) => ({ api, postgres, worker: 0, redis: 0 });
const herd: MeasuredHerd = {
  ...MEASURED,
  machine: { ...MEASURED.machine, referenceSumMs: 20 },
  cpuMs: {
    ...{ connect: cost(0.3, 0), signIn: cost(12, 0), start: cost(0.5, 0.3), save: cost(0.1, 0.1) },
    ...{ submit: cost(0.4, 0.4), second: cost(50, 30) },
  },
  kibPerPage: 32,
};
const carried = (changes: Partial<Reckoned> = {}) => carries(machine(changes), herd);

describe('what a machine carries', () => {
  it('grows with its cores, and shrinks as they are slower', () => {
    const people = (changes: Partial<Server>) => carried(changes).submitsLastMinute.people;
    expect(people({ cores: 2 }) / people({ cores: 1 })).toBeCloseTo(2, 0);
    expect(people({ sumMs: 40 }) / people({})).toBeCloseTo(0.5, 1);
  });

  it('follows from the costs of the acts: of four cores 60 %, 0.2 ms a request for the door', () => {
    // 4 × 60,000 ms × 0.6 less 60 × 80 ms for what runs anyhow = 139,200; / (0.4 + 0.4 + 2 × 0.2) = 116,000
    expect(carried().submitsLastMinute).toEqual({ people: 110_000, limit: 'bộ xử lý' });
    // connect 0.5, start 1.2, 15 saves 6.0, submit 1.2: 139,200 / 8.9 ms × 15 minutes = 234,606
    expect(carried().atOnce).toEqual({ people: 230_000, limit: 'bộ xử lý' });
    // twelve ms and the door: 139,200 / 12.2
    expect(carried().signInsAMinute).toEqual({ people: 11_000, limit: 'bộ xử lý' });
  });

  it('ends at what is scarcest, and names it', () => {
    // one process serves pages: 60,000 × 0.6 less 60 × 50 ms = 33,000; / 0.4 ms
    expect(carried({ webProcesses: 1 }).submitsLastMinute).toEqual({ people: 82_000, limit: 'tiến trình web' });
    // it hashes two passwords at once: 33,000 × 2 / 12 ms
    expect(carried({ webProcesses: 1 }).signInsAMinute).toEqual({ people: 5_500, limit: 'tiến trình web' });
    expect(carried({ startsPerSecond: 600 }).startsAMinute).toEqual({ people: 36_000, limit: 'nhịp vào thi' });
    expect(carried({ commitMs: 200 }).startsAMinute).toEqual({ people: 23_000, limit: 'đĩa' });
    expect(carried({ memoryGib: 3 }).atOnce).toEqual({ people: 32_000, limit: 'bộ nhớ' });
    expect(carried({ memoryGib: 1 }).atOnce.people).toBe(0);
  });

  it('is reckoned from the stored run of the load tool', () => {
    const stored = JSON.parse(readFileSync(new URL('./measured-herd.json', import.meta.url), 'utf8')) as MeasuredHerd;
    expect(stored.people).toBeGreaterThanOrEqual(10_000);
    for (const act of ['connect', 'signIn', 'start', 'save', 'submit'] as const)
      expect([act, stored.cpuMs[act].api > 0]).toEqual([act, true]);
    expect(carries(machine())).toEqual(carries(machine(), stored));
    const dearer = { ...stored, cpuMs: { ...stored.cpuMs, submit: cost(100, 100) } };
    expect(carries(machine(), dearer).submitsLastMinute.people).toBeLessThan(
      carries(machine()).submitsLastMinute.people / 10,
    );
  });

  it('stands in docs/vi/cai-dat.md as check-server --table prints it', () => {
    const page = readFileSync(new URL('../../../../docs/vi/cai-dat.md', import.meta.url), 'utf8');
    const table = page.split('\n').filter((line) => line.startsWith('|'));
    expect(tableOf(table)).toEqual(tableOf(modelServersTable().split('\n')));
    expect(page).toContain(measuredRun());
  });
});

/** Cells of a table, whose columns a formatter may have widened. */
const tableOf = (lines: string[]): string[][] =>
  lines.map((line) => line.split('|').map((cell) => cell.trim().replace(/^-+$/, '---')));

describe('what is to be mended', () => {
  it('is nothing on a good machine', () => expect(remarksOn(machine())).toEqual([]));

  it.each<[string, Partial<Server>, boolean]>([
    ['skips the disk', { postgres: { fsync: 'off' } }, true],
    ['has no room', { diskFreeGib: 1 }, true],
    ['does not know the time', { isClockKept: false }, true],
    ['shows its keys', { areKeysOpen: true }, true],
    ['writes slowly', { fsyncMs: 25 }, false],
    ['is busy', { load: 3.5 }, false],
    ['does not say whether it knows the time', { isClockKept: null }, false],
  ])('is told of one that %s', (_what, changes, isStop) => {
    const found = remarksOn(machine(changes));
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ isStop, text: expect.stringMatching(/\.$|true$|tracking$/) });
  });
});
