import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import JSZip from 'jszip';
import mammoth from 'mammoth';
import type { DataSource } from 'typeorm';
import { getDocumentProxy } from 'unpdf';
import { FixedClock } from '#platform';
import { documentMakers } from '../../../apps/worker/src/documents/makers.js';
import { insertContest, type ContestFixture } from '../../support/contest.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { connect, OPENING } from '../../support/insert.js';

/** Among them many of one name, as there are in the country. */
const UNITS = 20;

let database: TestDatabase;
let owner: DataSource;
let app: DataSource;
let contest: ContestFixture;

beforeAll(async () => {
  database = await createTestDatabase();
  owner = await connect(database.ownerUrl);
  app = await connect(database.appUrl);
  contest = await insertContest(owner);
  await owner.query(
    `INSERT INTO contest_unit (contest_id, code, name, level, kind, search_key, invited)
     SELECT contest_id, 'M' || n, CASE WHEN n % 2 = 0 THEN 'Xã Tân An' ELSE 'XÃ TÂN AN' END, level, kind, search_key, true
       FROM contest_unit u, generate_series(1, $2::int) AS n WHERE u.id = $1`,
    [contest.units[0], UNITS],
  );
});
afterAll(async () => {
  await app?.destroy();
  await owner?.destroy();
  await database?.drop();
});

/** What a maker is given, and what it wrote. */
function workOf<Params>(params: Params, signal = new AbortController().signal) {
  const chunks: Buffer[] = [];
  const far: [number, number][] = [];
  const work = {
    ...{ contestId: contest.contestId, slug: contest.slug, params, askedBy: '', dataSource: app, signal },
    reading: () => Promise.resolve(app),
    clock: new FixedClock(OPENING),
    progress: (done: number, total: number) => void far.push([done, total]),
    write: async (chunk: Uint8Array) => void chunks.push(Buffer.from(chunk)),
  };
  return { work, far, file: () => Buffer.concat(chunks) };
}

describe('posters of all units', () => {
  it('are one file with a page each', async () => {
    const { work, far, file } = workOf({ sheet: 'a5x2', format: 'pdf' } as const);
    const { name, mime } = await documentMakers.posters(work);
    expect([name.startsWith('Tờ rơi A5X2 - '), mime]).toEqual([true, 'application/pdf']);
    const [done = 0, total = 0] = far.at(-1)!;
    expect(done).toBe(total);
    expect(total).toBeGreaterThanOrEqual(UNITS);
    expect((await getDocumentProxy(new Uint8Array(file()))).numPages).toBe(total);
  });

  it('are an archive with a file each, no two of one name, capitals or not', async () => {
    const { work, far, file } = workOf({ sheet: 'a5', format: 'zip' } as const);
    await documentMakers.posters(work);
    const names = Object.keys((await JSZip.loadAsync(file(), { checkCRC32: true })).files);
    expect(names).toHaveLength(far.at(-1)![1]);
    expect(new Set(names.map((name) => name.toLocaleLowerCase('vi'))).size).toBe(names.length);
    expect(names).toContain('Xã Tân An - M2.pdf');
  });

  it('end between two units when nobody wants them any more', async () => {
    const ending = new AbortController();
    const { work, far } = workOf({ sheet: 'a4', format: 'zip' } as const, ending.signal);
    const write = work.write;
    work.write = async (chunk) => {
      await write(chunk);
      if (far.length === 3) ending.abort();
    };
    await expect(documentMakers.posters(work)).rejects.toThrow();
    expect(far.length).toBeLessThan(6);
  });
});

describe('invitations of all units', () => {
  it('are an archive of Word files, each for its unit with its own link', async () => {
    await owner.query(`UPDATE contest_unit SET invited = code IN ('M1', 'M2') WHERE contest_id = $1`, [
      contest.contestId,
    ]);
    const { work, file } = workOf({});
    await documentMakers.invitations(work);
    const zip = await JSZip.loadAsync(file());
    expect(Object.keys(zip.files).sort()).toEqual(['Giấy mời - XÃ TÂN AN - M1.docx', 'Giấy mời - Xã Tân An - M2.docx']);
    const buffer = await zip.file('Giấy mời - Xã Tân An - M2.docx')!.async('nodebuffer');
    const { value } = await mammoth.extractRawText({ buffer });
    expect(value).toContain('Kính gửi: Xã Tân An');
    expect(value).toContain(`/t/${contest.contestId}/M2`);
  });
});
