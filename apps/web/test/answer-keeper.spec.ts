import { afterEach, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';

/** The page's modules are plain JavaScript: what these tests rely on of them. */
interface Keeper {
  unsaved: number;
  prediction: string;
  chosen(position: number): number[];
  change(position: number, options: number[]): void;
  predict(text: string): void;
  tryNow(): void;
  stop(how?: { forget?: boolean }): void;
  submit(prediction: number | null): Promise<{ number: string }>;
}
interface Body {
  writer: string;
  seq: number;
  changes: { position: number; options: number[] }[];
  prediction?: number;
}
type Kind = 'save' | 'submit';
type Send = (kind: Kind, body: Body, signal: AbortSignal) => Promise<{ receivedAt: string; number?: string }>;
type Attempt = { attemptId: string; writer: string; seq: number; answers: number[][] };
type KeeperClass = new (attempt: Attempt, with_: object) => Keeper;

const { AnswerKeeper } = (await import(new URL('../src/answer-keeper.js', import.meta.url).pathname)) as {
  AnswerKeeper: KeeperClass;
};

const UNREACHABLE = Object.assign(new Error('no network'), { code: 'UNREACHABLE' });
const refusal = (code: string, status: number) => Object.assign(new Error(code), { code, status });

/** A keeper never gives up by itself: also after a failed test each one is stopped. */
const made: Keeper[] = [];
afterEach(() => made.splice(0).forEach((keeper) => keeper.stop()));

/** A shelf as the browser's, and a server's side that keeps answers as the real one does: by writer and number. */
function setUp(send?: (kind: Kind, body: Body, server: ReturnType<typeof makeServer>) => Promise<void>) {
  const shelf = makeShelf();
  const server = makeServer();
  const states: string[] = [];
  const make = (answers: number[][] = [[], [], []], seq = 0) => {
    const through: Send = async (kind, body) => {
      await send?.(kind, body, server);
      return server.take(kind, body);
    };
    const keeper = new AnswerKeeper(
      { attemptId: '3-a', writer: 'w', seq, answers },
      {
        shelf,
        send: through,
        tell: (state: { kind: string }) => states.push(state.kind),
        random: () => 0.5,
        pauseMs: 1,
      },
    );
    made.push(keeper);
    return keeper;
  };
  return { make, server, shelf, states };
}

function makeShelf() {
  const kept = new Map<string, string>();
  return {
    read: (name: string): unknown => JSON.parse(kept.get(name) ?? 'null'),
    write: (name: string, value: unknown) => void kept.set(name, JSON.stringify(value)),
    remove: (name: string) => void kept.delete(name),
    size: () => kept.size,
  };
}

function makeServer() {
  const answers: number[][] = [[], [], []];
  const bodies: Body[] = [];
  return {
    answers,
    bodies,
    take(kind: Kind, body: Body) {
      bodies.push(structuredClone(body));
      for (const { position, options } of body.changes) answers[position - 1] = options;
      return { receivedAt: '2026-11-22T02:41:00.000Z', ...(kind === 'submit' && { number: 'R' }) };
    },
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
    const { make, server, states } = setUp(() => held);
    const keeper = make();
    keeper.change(1, [2]);
    await sleep(5);
    expect(states).toEqual(['saving']);
    expect(keeper.unsaved).toBe(1);
    open();
    await until(() => states.includes('saved'));
    expect(keeper.unsaved).toBe(0);
    expect(server.answers[0]).toEqual([2]);
  });

  it('gathers changes made during a save into the next one, with a growing number', async () => {
    const { make, server, states } = setUp();
    const keeper = make([[], [], []], 4);
    keeper.change(1, [1]);
    keeper.change(1, [2]);
    keeper.change(3, [3, 1]);
    await until(() => states.at(-1) === 'saved');
    expect(server.bodies.map(({ seq }) => seq)).toEqual([5, 6]);
    expect(server.answers).toEqual([[2], [], [1, 3]]);
    expect(states.filter((kind) => kind === 'saved')).toHaveLength(1);
  });

  it('repeats the very same request while the network is away, and says so', async () => {
    let failures = 3;
    const asked: string[] = [];
    const { make, server, states } = setUp(async (_, body) => {
      asked.push(JSON.stringify(body));
      if (failures-- > 0) throw UNREACHABLE;
    });
    const keeper = make();
    keeper.change(2, [1]);
    await sleep(0);
    keeper.change(2, [4]);
    await until(() => states.at(-1) === 'saved');
    expect(new Set(asked.slice(0, 4)).size).toBe(1);
    expect(states).toContain('offline');
    expect(server.answers[1]).toEqual([4]);
  });

  it.each([
    [429, 'TOO_MANY_REQUESTS'],
    [503, 'SERVER_BUSY'],
    [500, 'INTERNAL'],
  ])('waits and tries again when the server is busy (%i)', async (status, code) => {
    let failures = 1;
    const { make, states } = setUp(async () => {
      if (failures-- > 0) throw refusal(code, status);
    });
    make().change(1, [1]);
    await until(() => states.at(-1) === 'saved');
    expect(states).toEqual(['saving', 'busy', 'saved']);
  });

  it('does not repeat what the rules refuse, and keeps the answer on the device', async () => {
    const { make, server, shelf, states } = setUp(async () => {
      throw refusal('SESSION_ENDED', 401);
    });
    const keeper = make();
    keeper.change(1, [1]);
    await until(() => states.at(-1) === 'refused');
    expect(server.bodies).toEqual([]);
    expect(keeper.unsaved).toBe(1);
    expect(shelf.size()).toBe(1);
  });

  it('submits with all that is not confirmed, also what is just on its way', async () => {
    const { make, server, shelf } = setUp(async (kind) => {
      if (kind === 'save') throw UNREACHABLE;
    });
    const keeper = make();
    keeper.change(1, [1]);
    keeper.change(2, [2]);
    await sleep(3);
    await expect(keeper.submit(77)).resolves.toMatchObject({ number: 'R' });
    expect(server.bodies).toHaveLength(1);
    expect(server.bodies[0]).toMatchObject({ seq: 2, prediction: 77 });
    expect(server.answers).toEqual([[1], [2], []]);
    expect(shelf.size()).toBe(0);
  });

  it('repeats a submit whose answer was lost, with the same number', async () => {
    let failures = 2;
    const asked: number[] = [];
    const { make } = setUp(async (_, body) => {
      asked.push(body.seq);
      if (failures-- > 0) throw UNREACHABLE;
    });
    await make().submit(null);
    expect(asked).toEqual([1, 1, 1]);
  });

  it('goes on saving after a submit that was refused', async () => {
    const { make, server, states } = setUp(async (kind) => {
      if (kind === 'submit') throw refusal('PREDICTION_REQUIRED', 400);
    });
    const keeper = make();
    await expect(keeper.submit(null)).rejects.toThrow('PREDICTION_REQUIRED');
    keeper.change(3, [1]);
    await until(() => states.at(-1) === 'saved');
    expect(server.answers[2]).toEqual([1]);
  });

  it('after a refresh sends what the earlier page could not, and keeps the prediction', async () => {
    let isAway = true;
    const { make, server, states } = setUp(async () => {
      if (isAway) throw UNREACHABLE;
    });
    const before = make();
    before.change(1, [3]);
    before.predict('1.234');
    before.stop();
    isAway = false;
    const after = make();
    expect(after.chosen(1)).toEqual([3]);
    expect(after.prediction).toBe('1.234');
    await until(() => states.at(-1) === 'saved');
    expect(server.answers[0]).toEqual([3]);
  });

  it('does not overwrite what another device answered meanwhile', async () => {
    const { make } = setUp(async () => {
      throw UNREACHABLE;
    });
    const before = make();
    before.change(1, [3]);
    before.change(2, [1]);
    before.stop();
    const after = make([[2], [], []], 9);
    expect(after.chosen(1)).toEqual([2]);
    expect(after.chosen(2)).toEqual([1]);
    expect(after.unsaved).toBe(1);
    after.stop();
  });

  it('is quiet when it was stopped, and forgets when told so', async () => {
    const { make, server, shelf, states } = setUp(async () => {
      throw UNREACHABLE;
    });
    const keeper = make();
    keeper.change(1, [1]);
    await sleep(3);
    keeper.stop({ forget: true });
    const said = states.length;
    await sleep(20);
    expect(states.length).toBe(said);
    expect(server.bodies).toEqual([]);
    expect(shelf.size()).toBe(0);
  });
});
