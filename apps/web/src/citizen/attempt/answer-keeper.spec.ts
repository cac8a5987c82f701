import { afterEach, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { Refusal, Unreachable } from '../../shared/api/client.js';
import type { Attempt, Receipt } from '../../shared/api/views.js';
import { AnswerKeeper, sortUnsent, TakenBack, type Parcel } from './answer-keeper.js';
import { Journal } from './journal.js';

const refusal = (code: string, status: number) => new Refusal({ code, status, title: code });

/** A keeper never gives up by itself: also after a failed test each one is stopped. */
const made: AnswerKeeper[] = [];
let attempts = 0;
afterEach(() => made.splice(0).forEach((keeper) => keeper.stop()));

const attemptOf = (attemptId: string, more: Partial<Attempt> = {}): Attempt =>
  ({ attemptId, writer: 'w', token: 't', seq: 0, answers: [[], [], []], ...more }) as Attempt;

/** A server's side that keeps answers as the real one does, and pages of one device that come one after the other. */
function setUp(send: (kind: 'save' | 'submit', parcel: Parcel) => Promise<void> = async () => {}) {
  const attemptId = `3-${++attempts}`;
  const answers: number[][] = [[], [], []];
  const parcels: Parcel[] = [];
  const states: string[] = [];
  const bring = async (kind: 'save' | 'submit', parcel: Parcel, signal: AbortSignal): Promise<Receipt> => {
    const sent = structuredClone(parcel);
    const aborted = new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(new Unreachable()));
    });
    await Promise.race([send(kind, sent), aborted]);
    parcels.push(sent);
    for (const { position, options } of sent.changes) answers[position - 1] = options;
    return { receivedAt: '2026-11-22T02:41:00.000Z', number: kind === 'submit' ? 'R' : null } as Receipt;
  };
  const page = (journal: Journal) => {
    const keeper = new AnswerKeeper(journal, {
      send: bring,
      tell: (state) => states.push(state.kind),
      random: () => 0.5,
      pauseMs: 1,
      gatherMs: 1,
    });
    made.push(keeper);
    return { keeper, journal };
  };
  return {
    answers,
    parcels,
    states,
    last: () => states[states.length - 1],
    first: async (more?: Partial<Attempt>) => page(await Journal.begin(attemptOf(attemptId, more))),
    next: async () => page((await Journal.find(attemptId))!),
  };
}

async function until(isSo: () => boolean): Promise<void> {
  for (let i = 0; !isSo(); i++) {
    if (i > 500) throw new Error('it never became so');
    await sleep(2);
  }
}

describe('AnswerKeeper', () => {
  it('says saved only when the receipt of the last change is here', async () => {
    let open = () => {};
    const held = new Promise<void>((resolve) => (open = resolve));
    const { first, answers, states, last } = setUp(() => held);
    const { keeper } = await first();
    keeper.change(1, [2]);
    await sleep(10);
    expect(new Set(states)).toEqual(new Set(['saving']));
    expect(keeper.unsaved).toBe(1);
    open();
    await until(() => last() === 'saved');
    expect(keeper.unsaved).toBe(0);
    expect(answers[0]).toEqual([2]);
  });

  it('sends quick changes together, each position once, and counts on', async () => {
    const { first, parcels, answers, last } = setUp();
    const { keeper } = await first({ seq: 4 });
    keeper.change(1, [1]);
    keeper.change(1, [2]);
    keeper.change(3, [3, 1]);
    await until(() => last() === 'saved');
    expect(parcels.map(({ seq, changes }) => [seq, changes.length])).toEqual([[5, 2]]);
    expect(answers).toEqual([[2], [], [1, 3]]);
  });

  it('repeats the very same save while the network is away, and brings later changes after it', async () => {
    let failures = 3;
    const asked: string[] = [];
    const waited: (number | undefined)[] = [];
    const { first, states, answers, last } = setUp(async (_, { waitedMs, ...parcel }) => {
      asked.push(JSON.stringify(parcel));
      waited.push(waitedMs);
      if (failures-- > 0) throw new Unreachable();
    });
    const { keeper } = await first();
    keeper.change(2, [1]);
    await until(() => asked.length > 0);
    keeper.change(2, [4]);
    await until(() => last() === 'saved');
    expect(new Set(asked.slice(0, 4)).size).toBe(1);
    // Only a save that had to wait for a connection says so, and the one after it does not.
    expect(waited.map((ms) => ms !== undefined && Number.isInteger(ms) && ms > 0)).toEqual([
      false,
      true,
      true,
      true,
      false,
    ]);
    expect(states).toContain('offline');
    expect(answers[1]).toEqual([4]);
  });

  it.each([
    [429, 'TOO_MANY_REQUESTS'],
    [503, 'SERVER_BUSY'],
    [500, 'INTERNAL'],
  ])('waits and tries again when the server is busy (%i)', async (status, code) => {
    let failures = 1;
    const { first, states, parcels, last } = setUp(async () => {
      if (failures-- > 0) throw refusal(code, status);
    });
    (await first()).keeper.change(1, [1]);
    await until(() => last() === 'saved');
    expect(states).toContain('busy');
    expect(parcels.map(({ waitedMs }) => waitedMs)).toEqual([undefined]);
  });

  it('does not repeat what the rules refuse, and keeps the answer on the device', async () => {
    const { first, next, parcels, last } = setUp(async () => {
      throw refusal('SESSION_ENDED', 401);
    });
    const { keeper } = await first();
    keeper.change(1, [1]);
    await until(() => last() === 'refused');
    expect(parcels).toEqual([]);
    expect((await next()).journal.entry.pending).toEqual([{ position: 1, options: [1] }]);
  });

  it('never uses a number twice for two saves, also when the page ends while one is on its way', async () => {
    const seen: number[] = [];
    const { first, next, answers, last } = setUp(async (_, { seq }) => {
      seen.push(seq);
      if (seen.length === 1) await new Promise(() => {});
    });
    const before = await first();
    before.keeper.change(1, [3]);
    await until(() => seen.length === 1);
    before.keeper.stop();
    const after = await next();
    expect(after.keeper.chosen(1)).toEqual([3]);
    await until(() => last() === 'saved');
    expect(seen).toEqual([1, 2]);
    expect(answers[0]).toEqual([3]);
  });

  it('asks by an empty save whether the attempt is still here', async () => {
    let isTaken = false;
    const { first, parcels, states, last } = setUp(async () => {
      if (isTaken) throw refusal('ATTEMPT_TAKEN_OVER', 409);
    });
    const { keeper } = await first();
    keeper.check();
    await until(() => last() === 'saved');
    expect(parcels).toMatchObject([{ seq: 1, changes: [] }]);
    isTaken = true;
    keeper.check();
    await until(() => last() === 'refused');
    expect(states).toEqual(['saved', 'refused']);
  });

  it('submits with all that is not confirmed, also what is just on its way', async () => {
    const { first, parcels, answers } = setUp(async (kind) => {
      if (kind === 'save') throw new Unreachable();
    });
    const { keeper } = await first();
    keeper.change(1, [1]);
    await sleep(6);
    keeper.change(2, [2]);
    await expect(keeper.submit(77)).resolves.toMatchObject({ number: 'R' });
    expect(parcels).toHaveLength(1);
    expect(parcels[0]).toMatchObject({ seq: 2, prediction: 77 });
    expect(answers).toEqual([[1], [2], []]);
  });

  it('repeats a submit whose answer was lost, word for word, after a refresh too', async () => {
    let isAway = true;
    const asked: string[] = [];
    const { first, next } = setUp(async (_, { waitedMs: _waitedMs, ...parcel }) => {
      asked.push(JSON.stringify(parcel));
      if (isAway) throw new Unreachable();
    });
    const before = await first();
    before.keeper.change(1, [1]);
    before.keeper.submit(5).catch(() => {});
    await until(() => asked.length > 2);
    before.keeper.stop();
    isAway = false;
    await (await next()).keeper.submit(null);
    expect(new Set(asked).size).toBe(1);
    expect(JSON.parse(asked[0]!)).toMatchObject({ changes: [{ position: 1, options: [1] }], prediction: 5 });
  });

  it('goes on saving after a submit that was refused', async () => {
    const { first, answers, last } = setUp(async (kind) => {
      if (kind === 'submit') throw refusal('PREDICTION_REQUIRED', 400);
    });
    const { keeper } = await first();
    await expect(keeper.submit(null)).rejects.toThrow('PREDICTION_REQUIRED');
    keeper.change(3, [1]);
    await until(() => last() === 'saved');
    expect(answers[2]).toEqual([1]);
  });

  it('goes on saving after a submit that was taken back before it arrived', async () => {
    const { first, answers, last } = setUp(async (kind) => {
      if (kind === 'submit') throw new Unreachable();
    });
    const { keeper } = await first();
    keeper.change(1, [1]);
    const submitted = keeper.submit(null);
    await until(() => last() === 'offline');
    keeper.takeBack();
    await expect(submitted).rejects.toThrow(TakenBack);
    await until(() => last() === 'saved');
    keeper.change(2, [2]);
    await until(() => answers[1]!.length > 0);
    expect(answers).toEqual([[1], [2], []]);
  });

  it('is quiet when it was stopped', async () => {
    const { first, parcels, states } = setUp(async () => {
      throw new Unreachable();
    });
    const { keeper } = await first();
    keeper.change(1, [1]);
    await until(() => states.includes('offline'));
    keeper.stop();
    const said = states.length;
    await sleep(20);
    expect(states.length).toBe(said);
    expect(parcels).toEqual([]);
  });
});

it('sorts what could not be sent: late, overtaken by another device, or there all the same', () => {
  const unsent = [
    { position: 1, options: [3] },
    { position: 2, options: [1] },
    { position: 3, options: [2] },
  ];
  expect(sortUnsent(unsent, [[], [], []], [[2], [], [2]])).toEqual({
    mergeable: [{ position: 2, options: [1] }],
    overtaken: [{ position: 1, options: [3] }],
  });
});
