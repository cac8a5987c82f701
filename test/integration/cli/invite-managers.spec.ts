import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { DataSource } from 'typeorm';
import { dispatch } from '../../../apps/cli/src/dispatch.js';
import { insertContest, type ContestFixture } from '../../support/contest.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { connect } from '../../support/insert.js';
import { writeTestSecrets } from '../../support/secrets.js';

let database: TestDatabase;
let owner: DataSource;
let folder: string;
let contest: ContestFixture;

beforeAll(async () => {
  database = await createTestDatabase();
  owner = await connect(database.ownerUrl);
  folder = mkdtempSync(join(tmpdir(), 'cchc-invitations-'));
  process.env['DATABASE_OWNER_URL'] = database.ownerUrl;
  process.env['SECRETS_FILE'] = writeTestSecrets();
});
afterAll(async () => {
  rmSync(dirname(process.env['SECRETS_FILE']!), { recursive: true, force: true });
  delete process.env['SECRETS_FILE'];
  rmSync(folder, { recursive: true, force: true });
  await owner?.destroy();
  await database?.drop();
});
beforeEach(async () => {
  contest = await insertContest(owner);
});

/** Does the errand as a person at a terminal would, and gives back all that came of it. */
async function invite(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const said = { out: '', err: '' };
  const spies = (['stdout', 'stderr'] as const).map((name) =>
    jest.spyOn(process[name], 'write').mockImplementation((text) => {
      said[name === 'stdout' ? 'out' : 'err'] += String(text);
      return true;
    }),
  );
  try {
    return { code: await dispatch(['invite-managers', contest.slug, ...args]), ...said };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

const path = (name: string) => join(folder, name);
const invitations = (): Promise<{ state: string; phone: string | null }[]> =>
  owner.query(`SELECT state, phone FROM unit_invitation WHERE contest_id = $1`, [contest.contestId]);

describe('the errand that invites managers', () => {
  it('only counts without --out, and writes letters for its owner alone with it', async () => {
    expect(await invite('--all-units')).toMatchObject({ code: 0, out: expect.stringMatching(/^2 thư mời sẽ tạo/) });
    expect(await invitations()).toEqual([]);
    const made = await invite('--all-units', '--out', path('a.txt'));
    expect(made).toMatchObject({ code: 0, out: expect.stringMatching(/^2 thư mời trong/) });
    expect(statSync(path('a.txt')).mode & 0o777).toBe(0o600);
    expect(readFileSync(path('a.txt'), 'utf8').match(/dau-moi#[\w-]{43}/g)).toHaveLength(2);
    expect(made.out + made.err).not.toMatch(/dau-moi#/);
    expect(await invitations()).toHaveLength(2);
  });

  it('takes a list, and refuses one with faults, row by row', async () => {
    const [{ code }] = await owner.query(`SELECT code FROM contest_unit WHERE id = $1`, [contest.units[0]]);
    writeFileSync(path('bad.csv'), `Mã đơn vị,Số điện thoại\n${code},12\nkhông-có,\n`);
    const bad = await invite(path('bad.csv'), '--out', path('bad.pdf'));
    expect(bad.code).toBe(1);
    expect(bad.out).toContain('dòng 2: Số điện thoại chưa đúng.');
    expect(bad.out).toContain('dòng 3: Cuộc thi không mời đơn vị nào mang mã không-có.');
    expect(readdirSync(folder)).not.toContain('bad.pdf');
    writeFileSync(path('good.csv'), `Mã đơn vị,Số điện thoại\n${code},0912345678\n`);
    expect((await invite(path('good.csv'), '--out', path('good.xlsx'))).code).toBe(0);
    expect(await invitations()).toEqual([{ state: 'sent', phone: '+84912345678' }]);
  });

  it('makes nothing when the file cannot be written, and leaves no empty one behind', async () => {
    expect((await invite('--all-units', '--out', path('nowhere/a.pdf'))).code).toBe(1);
    expect((await invite('--all-units', '--out', path('a.doc'))).code).toBe(2);
    expect(await invitations()).toEqual([]);
    await invite('--all-units', '--out', path('first.txt'));
    expect((await invite('--all-units', '--out', path('first.txt'))).err).toContain('đã có');
    expect((await invite('--all-units', '--out', path('second.txt'))).err).toContain('NOTHING_TO_INVITE');
    expect(readdirSync(folder)).not.toContain('second.txt');
  });
});
