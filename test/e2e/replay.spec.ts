import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';

const clone = fileURLToPath(new URL('../../', import.meta.url));

interface Recount {
  invited: number;
  tookPart: number;
  attempts: number;
  graded: number;
  perfect: number;
  differences: number;
  examples: string[];
}

interface Replay {
  sentence: string;
  unitTable: string;
  figures: Recount & {
    errors: number;
    errorKinds: Record<string, number>;
    refusals: Record<string, number>;
    signedUpOverHttp: number;
    steps: Record<string, { requests: number }>;
  };
}

type ReplayContest = (wish: object) => Promise<Replay>;

/** Runs the recount as a person would: a program with the address of a database. */
function recount(databaseUrl: string): Promise<{ code: number | null; result: Recount }> {
  const child = spawn(process.execPath, ['test/recount.mjs', databaseUrl], { cwd: clone });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, result: JSON.parse(said) as Recount }));
  });
}

describe('the contest of 2019, replayed with 2,000 attempts', () => {
  let replay: Replay;
  const found: Record<string, { code: number | null; result: Recount }> = {};

  /** Plants a fault, recounts, and takes it out again. */
  async function plant(databaseUrl: string, name: string, fault: string, repair: string): Promise<void> {
    const owner = new Client({ connectionString: databaseUrl });
    await owner.connect();
    try {
      expect((await owner.query(fault)).rowCount).toBe(1);
      found[name] = await recount(databaseUrl);
      expect((await owner.query(repair)).rowCount).toBe(1);
    } finally {
      await owner.end();
    }
  }

  beforeAll(async () => {
    // Plain JavaScript, as the program that people run.
    const module = (await import(join(clone, 'test/load/replay-contest.mjs'))) as { replayContest: ReplayContest };
    replay = await module.replayContest({
      attempts: 2_000,
      connections: 32,
      scale: 120,
      seed: 2019,
      apis: 2,
      workers: 1,
      atTheDoor: 60,
      signal: new AbortController().signal,
      log: { line: () => undefined, step: async (_title: string, work: () => unknown) => work() },
      inspect: async (databaseUrl: string) => {
        const one = `(SELECT attempt_id FROM grade WHERE full_marks ORDER BY attempt_id LIMIT 1)`;
        const unit = `ctid = (SELECT ctid FROM unit_counter WHERE scope_kind = 'contest' ORDER BY contest_unit_id LIMIT 1)`;
        const set = (by: string) => `UPDATE unit_counter SET attempts = attempts ${by} WHERE ${unit}`;
        await plant(
          databaseUrl,
          'score',
          `UPDATE grade SET score = score - 1000 WHERE attempt_id = ${one}`,
          `UPDATE grade SET score = score + 1000 WHERE attempt_id = ${one}`,
        );
        await plant(databaseUrl, 'counter', set('+ 1'), set('- 1'));
        found['nothing'] = await recount(databaseUrl);
      },
    });
  }, 150_000);

  it('ends with the sentence of the report, its shares computed', () => {
    expect(replay.sentence).toBe(
      'có 182/222 đơn vị, địa phương tham gia (chiếm tỷ lệ 81,98%); có 2.000 lượt thi, trong đó có 847 lượt thi đạt ' +
        'điểm tối đa (15/15 điểm) (chiếm tỷ lệ 42,35%)',
    );
    expect(replay.unitTable).toContain('Huyện Diễn Châu');
  });

  it('has no attempt that went other than the rules say, and refuses what they forbid', () => {
    expect(replay.figures.errorKinds).toEqual({});
    expect(replay.figures.errors).toBe(0);
    expect(replay.figures.signedUpOverHttp).toBe(60);
    const { ATTEMPT_LIMIT_REACHED, ROUND_CLOSED, ATTEMPT_TAKEN_OVER } = replay.figures.refusals;
    expect(ATTEMPT_LIMIT_REACHED).toBeGreaterThan(0);
    expect(ROUND_CLOSED).toBeGreaterThan(0);
    expect(ATTEMPT_TAKEN_OVER).toBeGreaterThan(0);
    expect(replay.figures.steps['result']?.requests).toBeGreaterThan(100);
  });

  it('is counted again from the raw rows without a difference', () => {
    expect(replay.figures).toMatchObject({
      invited: 222,
      tookPart: 182,
      attempts: 2_000,
      perfect: 847,
      differences: 0,
    });
    expect(found['nothing']).toMatchObject({ code: 0, result: { attempts: 2_000, graded: 2_000, differences: 0 } });
  });

  it('finds a planted wrong score', () => {
    const { code, result } = found['score']!;
    expect(code).toBe(1);
    expect(result.differences).toBe(1);
    expect(result.examples[0]).toMatch(/^attempt [0-9a-f-]{36} score: stored 14000, counted 15000$/);
  });

  it('finds a planted wrong counter', () => {
    const { code, result } = found['counter']!;
    expect(code).toBe(1);
    expect(result.examples).toEqual([
      expect.stringMatching(/^unit_counter contest 0 \d+ attempts: stored \d+, counted \d+$/),
    ]);
  });
});
