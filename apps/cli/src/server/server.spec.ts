import { describe, expect, it } from '@jest/globals';
import { ATTEMPT_CPU_MS } from './attempt-cost.js';
import { carries } from './carries.js';
import type { Server } from './measure.js';
import { remarksOn } from './remarks.js';

const machine = (changes: Partial<Server> = {}): Server => ({
  ...{ cores: 4, cpuModel: 'Xeon', load: 0.1, memoryGib: 16, memoryFreeGib: 12, diskFreeGib: 200 },
  ...{ fsyncMs: 0.8, commitMs: 1, attemptCpuMs: ATTEMPT_CPU_MS, isClockKept: true, areKeysOpen: false },
  postgres: { fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on', data_checksums: 'on' },
  ...changes,
});

describe('what a machine carries', () => {
  it('grows with its cores, and shrinks as they are slower', () => {
    const people = (changes: Partial<Server>) => carries(machine(changes)).submitsLastMinute.people;
    expect(people({ cores: 8 }) / people({ cores: 4 })).toBeCloseTo(2, 0);
    expect(people({ attemptCpuMs: 2 * ATTEMPT_CPU_MS }) / people({})).toBeCloseTo(0.5, 1);
  });

  it('follows from the cost of an attempt: of four cores 30 % for a minute, 6.15 ms an attempt, 15 minutes each', () => {
    // 4 × 60,000 ms × 0.3 / 6.15 ms × 15 = 175,609
    expect(carries(machine({ memoryGib: 64 })).atOnce).toEqual({ people: 170_000, limit: 'bộ xử lý' });
  });

  it('ends at what is scarcest, and names it', () => {
    expect(carries(machine({ commitMs: 200 })).startsAMinute).toEqual({ people: 11_000, limit: 'đĩa' });
    expect(carries(machine({ memoryGib: 3 })).atOnce).toEqual({ people: 34_000, limit: 'bộ nhớ' });
    expect(carries(machine({ memoryGib: 1 })).atOnce.people).toBe(0);
  });
});

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
