import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Groups, GroupsByContest } from './groups.js';

const settings = { groupMax: 10, queueMax: 50 };
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('Groups', () => {
  it('answers an idle caller in a group of its own and those who wait meanwhile together', async () => {
    const sizes: number[] = [];
    const groups = new Groups<number, number>({
      lane: 'test',
      ...settings,
      lanes: 1,
      run: async (inputs) => {
        sizes.push(inputs.length);
        await turn();
        return inputs.map((n) => n * 2);
      },
    });
    const first = groups.add(1);
    await turn();
    const rest = [2, 3, 4].map((n) => groups.add(n));
    expect(await Promise.all([first, ...rest])).toEqual([2, 4, 6, 8]);
    expect(sizes).toEqual([1, 3]);
  });

  it('fills a group by what its inputs count for, opens another lane by it, and lets one that is too large go alone', async () => {
    const groupsRun: number[][] = [];
    const releases: (() => void)[] = [];
    const groups = new Groups<number, number>({
      lane: 'test',
      groupMax: 10,
      queueMax: 50,
      nextLaneFrom: 6,
      sizeOf: (size) => size,
      run: async (inputs) => {
        groupsRun.push(inputs);
        await new Promise<void>((resolve) => releases.push(resolve));
        return inputs;
      },
    });
    const answers = [groups.add(1)];
    await turn();
    answers.push(groups.add(3), groups.add(2));
    await turn();
    expect(groupsRun).toEqual([[1]]);
    answers.push(groups.add(1));
    await turn();
    expect(groupsRun).toEqual([[1], [3, 2, 1]]);
    answers.push(groups.add(40), groups.add(4), groups.add(6), groups.add(1));
    while (groupsRun.flat().length < 8) {
      releases.splice(0).forEach((release) => release());
      await turn();
    }
    releases.splice(0).forEach((release) => release());
    expect(await Promise.all(answers)).toEqual([1, 3, 2, 1, 40, 4, 6, 1]);
    expect(groupsRun.slice(2)).toEqual([[40], [4, 6], [1]]);
  });

  it('never has two inputs of one key at work at the same time, and answers all', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 40 }), async (keys) => {
        const atWork = new Set<number>();
        const groups = new Groups<number, number>({
          lane: 'test',
          ...settings,
          keyOf: String,
          run: async (inputs) => {
            for (const key of inputs) {
              if (atWork.has(key)) throw new Error(`key ${key} twice`);
              atWork.add(key);
            }
            await turn();
            for (const key of inputs) atWork.delete(key);
            return inputs;
          },
        });
        expect(await Promise.all(keys.map((key) => groups.add(key)))).toEqual(keys);
      }),
    );
  });

  it('runs a failed group one by one, so that only the bad input fails', async () => {
    const groups = new Groups<number, number>({
      lane: 'test',
      ...settings,
      run: async (inputs) => {
        await turn();
        if (inputs.includes(13)) throw new Error('thirteen');
        return inputs;
      },
    });
    const outcomes = await Promise.allSettled([11, 12, 13, 14].map((n) => groups.add(n)));
    expect(outcomes.map((o) => (o.status === 'fulfilled' ? o.value : 'refused'))).toEqual([11, 12, 'refused', 14]);
  });

  it('refuses an input with the error that the group gave it', async () => {
    const groups = new Groups<number, number>({
      lane: 'test',
      ...settings,
      run: (inputs) => Promise.resolve(inputs.map((n) => (n < 0 ? new RangeError('negative') : n))),
    });
    await expect(groups.add(-1)).rejects.toThrow('negative');
  });

  it('refuses as busy what is beyond the bound instead of letting the queue grow', async () => {
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const groups = new Groups<number, number>({
      lane: 'test',
      groupMax: 1,
      queueMax: 3,
      lanes: 1,
      run: (n) => held.then(() => n),
    });
    const first = groups.add(0);
    await turn();
    const waiting = [1, 2, 3].map((n) => groups.add(n));
    await expect(groups.add(4)).rejects.toMatchObject({ code: 'SERVER_BUSY' });
    release();
    expect(await Promise.all([first, ...waiting])).toEqual([0, 1, 2, 3]);
  });

  it('waits no longer for a group that is held up: its callers and who is behind it are told to come back', async () => {
    const releases: (() => void)[] = [];
    const groups = new Groups<number, number>({
      lane: 'test',
      ...settings,
      keyOf: String,
      patienceMs: 20,
      run: async (inputs) => {
        if (inputs.includes(13)) await new Promise<void>((resolve) => releases.push(resolve));
        return inputs;
      },
    });
    const told = async (answer: Promise<number>) => answer.then(String, ({ code }: { code: string }) => code);
    const [held, behind] = [told(groups.add(13)), turn().then(() => told(groups.add(1)))];
    expect(await Promise.all([held, behind])).toEqual(['SERVER_BUSY', 'SERVER_BUSY']);
    // The other lane is open, but not to the key that is still under way: one row is never at work twice.
    expect(await told(groups.add(2))).toBe('2');
    expect(await told(groups.add(13))).toBe('SERVER_BUSY');
    releases.splice(0).forEach((release) => release());
    await turn();
    const again = told(groups.add(13));
    await turn();
    releases.splice(0).forEach((release) => release());
    expect(await again).toBe('13');
    expect(groups.waiting).toBe(0);
  });

  it('with all lanes held up tells everybody at once, until one is back', async () => {
    const releases: (() => void)[] = [];
    const groups = new Groups<number, number>({
      lane: 'test',
      ...settings,
      lanes: 1,
      patienceMs: 20,
      run: async (inputs) => {
        if (inputs.includes(13)) await new Promise<void>((resolve) => releases.push(resolve));
        return inputs;
      },
    });
    await expect(groups.add(13)).rejects.toMatchObject({ code: 'SERVER_BUSY' });
    await expect(groups.add(1)).rejects.toMatchObject({ code: 'SERVER_BUSY' });
    releases.splice(0).forEach((release) => release());
    await turn();
    expect(await groups.add(1)).toBe(1);
  });

  it('keeps contests apart: a group is of one contest', async () => {
    const groups = new GroupsByContest<{ contestId: number }, number>({
      lane: 'test',
      ...settings,
      run: (inputs) => {
        expect(new Set(inputs.map((i) => i.contestId)).size).toBe(1);
        return Promise.resolve(inputs.map((i) => i.contestId));
      },
    });
    const asked = [1, 2, 1, 3, 2, 1];
    expect(await Promise.all(asked.map((contestId) => groups.add({ contestId })))).toEqual(asked);
  });
});
