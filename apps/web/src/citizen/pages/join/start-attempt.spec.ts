import { beforeEach, describe, expect, it } from '@jest/globals';
import { Refusal, Unreachable } from '../../../shared/api/client.js';
import { isStartOwed, startAttempt, type StartMeans } from './start-attempt.js';

const busy = (details = {}) => new Refusal({ status: 503, code: 'SERVER_BUSY', title: 'đông', details });
const queued = (retryAfterSeconds: number) =>
  new Refusal({ status: 503, code: 'START_QUEUED', title: 'chờ đến lượt', details: { retryAfterSeconds } });
const refused = () => new Refusal({ status: 409, code: 'ATTEMPT_LIMIT_REACHED', title: 'hết lượt' });

let kept: Map<string, unknown>;
let sent: string[];
let waits: number[];

/** @param answers what the server says each time: an error, or what it answers */
const means = (answers: unknown[], changes: Partial<StartMeans<string>> = {}): StartMeans<string> => ({
  send: async (key) => {
    sent.push(key);
    const answer = answers.shift();
    if (answer instanceof Error) throw answer;
    return answer as string;
  },
  shelf: {
    read: <T>(name: string) => (kept.get(name) as T | undefined) ?? null,
    write: (name, value) => void kept.set(name, value),
    remove: (name) => void kept.delete(name),
  },
  pause: async () => {},
  random: () => 0.5,
  onWait: ({ ms }) => waits.push(ms),
  isWanted: () => true,
  ...changes,
});

beforeEach(() => {
  kept = new Map();
  sent = [];
  waits = [];
});

describe('starting an attempt', () => {
  it('tries again with the same key while the server is away or busy, later each time', async () => {
    const answers = [new Unreachable(), busy(), busy(), 'đề'];
    expect(await startAttempt('1-1', means(answers))).toBe('đề');
    expect(new Set(sent).size).toBe(1);
    expect(sent).toHaveLength(4);
    expect(waits).toEqual([750, 1_500, 3_000]);
  });

  it('waits at least as long as the server asks, and never for minutes', async () => {
    const answers: unknown[] = [busy({ retryAfterSeconds: 4 }), ...Array.from({ length: 9 }, () => busy()), 'đề'];
    await startAttempt('1-1', means(answers, { random: () => 0 }));
    expect(waits[0]).toBe(4_000);
    expect(Math.max(...waits.slice(1))).toBe(15_000);
    await startAttempt('1-1', means([busy(), 'đề'], { random: () => 0.999 }));
    expect(waits[waits.length - 1]).toBeGreaterThan(900);
  });

  it('keeps the key until the server has answered, so that a refresh asks for the same attempt', async () => {
    let turns = 0;
    const left = means([busy(), busy()], { isWanted: () => turns++ < 2 });
    expect(await startAttempt('1-1', left)).toBeNull();
    expect(isStartOwed(left.shelf, '1-1')).toBe(true);
    expect(isStartOwed(left.shelf, '1-2')).toBe(false);
    const back = means(['đề']);
    await startAttempt('1-1', back);
    expect(new Set(sent).size).toBe(1);
    expect(isStartOwed(back.shelf, '1-1')).toBe(false);
  });

  it('passes a refusal on at once; the next start is a new one', async () => {
    await expect(startAttempt('1-1', means([refused()]))).rejects.toMatchObject({ code: 'ATTEMPT_LIMIT_REACHED' });
    expect(waits).toEqual([]);
    await startAttempt('1-1', means(['đề']));
    expect(new Set(sent).size).toBe(2);
  });

  it('comes back when its turn was said, however often', async () => {
    await startAttempt('1-1', means([busy(), queued(20), queued(20), queued(7), 'đề']));
    expect(waits).toEqual([750, 20_000, 20_000, 7_000]);
  });
});
