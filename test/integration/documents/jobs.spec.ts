import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import {
  DocumentJobService,
  makeDocument,
  tidyDocuments,
  type DocumentEnding,
  type DocumentMaker,
  type ReportParams,
  type DocumentMakers,
} from '#documents';
import { DomainError, LIMITS } from '#domain';
import { FixedClock } from '#platform';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { connect, insertContest, OPENING } from '../../support/insert.js';

type Maker = DocumentMaker<ReportParams>;

const MB = 1024 * 1024;
const PARAMS: ReportParams = { scope: 'contest', scopeId: null, format: 'preview', tellsItems: false };
const never = new AbortController().signal;

let database: TestDatabase;
let owner: DataSource;
let app: DataSource;
let jobs: DocumentJobService;
let contestId: number;
let by: string;

beforeAll(async () => {
  database = await createTestDatabase();
  owner = await connect(database.ownerUrl);
  app = await connect(database.appUrl);
  jobs = new DocumentJobService(app);
  by = randomUUID();
  await owner.query(`INSERT INTO account (id, full_name) VALUES ($1, 'Lò Thị Ính')`, [by]);
});
afterAll(async () => {
  await app.destroy();
  await owner.destroy();
  await database.drop();
});
beforeEach(async () => {
  await owner.query(`DELETE FROM document_job`);
  contestId = (await insertContest(owner)).id;
});

const ask = (changes: object = {}) =>
  jobs.ask({ id: randomUUID(), contestId, kind: 'report', params: PARAMS, by, requestId: null, ...changes });

const make = (
  job: { id: string; tries: number },
  report: Maker,
  { ending = never, beatEveryMs = 20 } = {},
): Promise<DocumentEnding> =>
  makeDocument(
    {
      ...{ dataSource: app, reading: () => Promise.resolve(app), clock: new FixedClock(OPENING) },
      makers: { report } as unknown as DocumentMakers,
    },
    job,
    ending,
    beatEveryMs,
  );

async function fileOf(id: string): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of jobs.bytes(id)) parts.push(part);
  return Buffer.concat(parts);
}

const partsOf = (id: string): Promise<{ number: number; size: number }[]> =>
  owner.query(`SELECT number, octet_length(bytes) AS size FROM document_part WHERE job_id = $1 ORDER BY number`, [id]);

/** Its worker was last heard of so long ago. */
const silentFor = (id: string, seconds: number) =>
  owner.query(`UPDATE document_job SET beat_at = beat_at - make_interval(secs => $2) WHERE id = $1`, [id, seconds]);

/** Writes until somebody stops it. */
const endless: Maker = async ({ write, signal }) => {
  for (;;) {
    await write(Buffer.from('x'));
    await wait(5, undefined, { signal });
  }
};
const short: Maker = async ({ write }) => {
  await write(Buffer.from('Báo cáo'));
  return { name: 'Báo cáo.docx', mime: 'application/msword' };
};

describe('a document job', () => {
  it('gives its maker what was wished for, keeps the file in parts of 1 MB and gives it back byte by byte', async () => {
    const { id } = await ask({ params: { ...PARAMS, scope: 'round', scopeId: 2 } });
    const bytes = randomBytes(2 * MB + 777);
    let seen: unknown;
    const taken = (await jobs.take())!;
    expect(taken).toEqual({ id, tries: 1 });
    const ended = await make(taken, async ({ write, progress, params, contestId: of, slug, askedBy }) => {
      seen = { params, of, slug, askedBy };
      for (let at = 0; at < bytes.length; at += 300_000) {
        await write(bytes.subarray(at, at + 300_000));
        progress(at, bytes.length);
      }
      return { name: 'Báo cáo tổng kết.docx', mime: 'application/msword' };
    });
    expect(ended).toBe('done');
    expect(seen).toMatchObject({ params: { scope: 'round', scopeId: 2 }, of: contestId, askedBy: by });
    expect(await jobs.read(contestId, id)).toMatchObject({
      ...{ state: 'done', done: bytes.length, total: bytes.length, askedBy: { id: by, name: 'Lò Thị Ính' } },
      file: { name: 'Báo cáo tổng kết.docx', mime: 'application/msword', size: bytes.length },
    });
    expect(await partsOf(id)).toEqual([
      { number: 1, size: MB },
      { number: 2, size: MB },
      { number: 3, size: 777 },
    ]);
    expect(bytes.equals(await fileOf(id))).toBe(true);
    expect(await jobs.take()).toBeNull();
  });

  it('asked for twice with one id is one file, and one line in the trail; the id stands for nothing else', async () => {
    const { id } = await ask();
    expect(await ask({ id })).toMatchObject({ id, state: 'asked' });
    const lines = await owner.query(`SELECT after FROM audit WHERE action = 'document.asked' AND after ->> 'id' = $1`, [
      id,
    ]);
    expect(lines).toEqual([{ after: { id, kind: 'report', params: PARAMS } }]);
    const elsewhere = await insertContest(owner);
    for (const other of [{ contestId: elsewhere.id }, { by: randomUUID() }])
      await expect(ask({ id, ...other })).rejects.toMatchObject({ code: 'DOCUMENT_CONFLICT' });
    await expect(jobs.read(elsewhere.id, id)).rejects.toMatchObject({ code: 'DOCUMENT_NOT_FOUND' });
  });

  it('waits in line, the oldest first, and a full line is refused', async () => {
    const first = await ask();
    const second = await ask();
    expect((await jobs.take())!.id).toBe(first.id);
    expect((await jobs.take())!.id).toBe(second.id);
    for (let i = 2; i < LIMITS.documentJobsOpenMax; i += 1) await ask();
    await expect(ask()).rejects.toMatchObject({ code: 'DOCUMENT_QUEUE_FULL' });
    // One that is in the line already is no new one.
    expect((await ask({ id: first.id })).state).toBe('running');
  });

  it('is taken by one worker only, however many look', async () => {
    for (let i = 0; i < 6; i += 1) await ask();
    const taken = await Promise.all(Array.from({ length: 12 }, () => jobs.take()));
    const ids = taken.flatMap((job) => (job ? [job.id] : []));
    // Who looks while another is taking the same row may find nothing, and looks again.
    for (let job = await jobs.take(); job; job = await jobs.take()) ids.push(job.id);
    expect(ids).toHaveLength(6);
    expect(new Set(ids).size).toBe(6);
  });

  it('tells how far it is while it is made', async () => {
    const { id } = await ask();
    const work = make((await jobs.take())!, async ({ write, progress, signal }) => {
      progress(3, 8);
      await wait(120, undefined, { signal });
      await write(Buffer.from('x'));
      return { name: 'x.docx', mime: 'x/y' };
    });
    await wait(80);
    expect(await jobs.read(contestId, id)).toMatchObject({ state: 'running', done: 3, total: 8, file: null });
    await work;
  });
});

describe('a cancelled job', () => {
  it('stops its maker, leaves no byte, and stays cancelled', async () => {
    const { id } = await ask();
    const work = make((await jobs.take())!, endless);
    await wait(40);
    expect(await jobs.cancel(contestId, id, { accountId: by, requestId: null })).toMatchObject({ state: 'cancelled' });
    expect(await work).toBe('lost');
    expect(await partsOf(id)).toEqual([]);
    expect(await jobs.take()).toBeNull();
    expect(await jobs.read(contestId, id)).toMatchObject({ state: 'cancelled', file: null });
  });

  it('that nobody has begun is never begun; what is done stays done', async () => {
    const waiting = await ask();
    await jobs.cancel(contestId, waiting.id, { accountId: by, requestId: null });
    expect(await jobs.take()).toBeNull();
    const { id } = await ask();
    await make((await jobs.take())!, short);
    expect(await jobs.cancel(contestId, id, { accountId: by, requestId: null })).toMatchObject({ state: 'done' });
    expect((await fileOf(id)).toString()).toBe('Báo cáo');
  });
});

describe('a job whose worker died', () => {
  it('is begun again by another, from the start; whoever was only slow writes nothing any more', async () => {
    const { id } = await ask();
    const slow = (await jobs.take())!;
    let go = () => {};
    const gate = new Promise<void>((resolve) => (go = resolve));
    const late = make(
      slow,
      async ({ write }) => {
        await write(Buffer.alloc(MB, 'a'));
        await gate;
        await write(Buffer.alloc(MB, 'a'));
        return { name: 'a.docx', mime: 'a/a' };
      },
      { beatEveryMs: 60_000 },
    );
    while ((await partsOf(id)).length === 0) await wait(5);
    expect(await jobs.take()).toBeNull();
    await silentFor(id, 120);
    const again = (await jobs.take())!;
    expect(again).toEqual({ id, tries: 2 });
    expect(await make(again, short)).toBe('done');
    go();
    expect(await late).toBe('lost');
    expect((await fileOf(id)).toString()).toBe('Báo cáo');
    expect(await jobs.read(contestId, id)).toMatchObject({ state: 'done', file: { name: 'Báo cáo.docx' } });
  });

  it('is given up after three workers died of it', async () => {
    const { id } = await ask();
    for (const tries of [1, 2, 3]) {
      expect(await jobs.take()).toEqual({ id, tries });
      await silentFor(id, 120);
    }
    expect(await jobs.take()).toBeNull();
    expect(await jobs.read(contestId, id)).toMatchObject({ state: 'failed', failure: 'INTERNAL' });
  });

  it('is given back by a process that has to end, which is no try', async () => {
    await ask();
    const ending = new AbortController();
    const taken = (await jobs.take())!;
    const work = make(taken, endless, { ending: ending.signal });
    await wait(40);
    ending.abort();
    expect(await work).toBe('given_back');
    expect(await jobs.take()).toEqual(taken);
  });
});

describe('a job that cannot be done', () => {
  it.each<[string, Maker, DocumentEnding]>([
    ['a refusal by its code', () => Promise.reject(new DomainError('ROUND_NOT_FOUND')), { failed: 'ROUND_NOT_FOUND' }],
    [
      'too large a file',
      async ({ write }) => {
        await write({ length: LIMITS.documentBytesMax + 1 } as Buffer);
        return { name: 'x', mime: 'x/y' };
      },
      { failed: 'DOCUMENT_TOO_LARGE' },
    ],
  ])('tells %s and keeps no part', async (_what, maker, ended) => {
    const { id } = await ask();
    expect(await make((await jobs.take())!, maker)).toEqual(ended);
    expect(await jobs.read(contestId, id)).toMatchObject({ state: 'failed', failure: Object.values(ended)[0] });
    expect(await partsOf(id)).toEqual([]);
  });

  it('for a fault of ours has failed, and the fault goes to the log', async () => {
    const { id } = await ask();
    const fault: Maker = async ({ write }) => {
      await write(Buffer.alloc(MB));
      throw new TypeError('ours');
    };
    await expect(make((await jobs.take())!, fault)).rejects.toThrow('ours');
    expect(await jobs.read(contestId, id)).toMatchObject({ state: 'failed', failure: 'INTERNAL' });
    expect(await partsOf(id)).toEqual([]);
    expect(await jobs.take()).toBeNull();
  });
});

describe('tidying', () => {
  it('deletes a file with its parts after its days, and no other', async () => {
    const [old, young] = [await ask(), await ask()];
    for (let job = await jobs.take(); job; job = await jobs.take()) await make(job, short);
    await owner.query(`UPDATE document_job SET expires_at = expires_at - interval '8 days' WHERE id = $1`, [old.id]);
    expect(await tidyDocuments(app)).toBe(1);
    expect(await partsOf(old.id)).toEqual([]);
    expect((await jobs.list(contestId, ['report'])).map(({ id }) => id)).toEqual([young.id]);
    const { endedAt, expiresAt } = await jobs.read(contestId, young.id);
    expect(expiresAt! - endedAt!).toBe(LIMITS.documentDays * 86_400_000);
  });
});
