import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { createHash } from 'node:crypto';
import { appendAudit, sealAudit } from '#database';
import { startApi, type TestApi } from '../../support/app.js';
import { insertContest } from '../../support/contest.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { connect } from '../../support/insert.js';
import { admit } from '../api-doors/visitors.js';

let database: TestDatabase;
let owner: DataSource;
let api: TestApi;
let auditor: string;
let auditorId: string;

interface Line {
  id: number;
  actor: { id: string; fullName: string | null } | null;
  action: string;
  subject: string;
  before: unknown;
  after: unknown;
  seal: number | null;
}

const sha256 = (text: string) => createHash('sha256').update(text).digest();

async function read(query = '', token = auditor): Promise<{ status: number; lines: Line[]; next: number | null }> {
  const headers = { authorization: `Bearer ${token}` };
  const reply = await fetch(`${api.url}/api/audit-trail${query}`, { headers });
  const body = (await reply.json()) as { lines: Line[]; next: number | null };
  return { ...body, status: reply.status };
}

async function check(
  noted: string | null,
  token = auditor,
): Promise<{ status: number; body: Record<string, unknown> }> {
  const reply = await fetch(`${api.url}/api/audit-trail/checks`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ noted }),
  });
  return { status: reply.status, body: (await reply.json()) as Record<string, unknown> };
}

const write = (subject: string, action = 'contest.paused', actorId: string | null = auditorId) =>
  appendAudit(owner.manager, { actorId, action, subject, before: { state: 'open' }, after: { state: 'paused' } });

beforeAll(async () => {
  database = await createTestDatabase();
  owner = await connect(database.ownerUrl);
  api = await startApi(database);
  [auditor] = (await admit(owner, [{ role: 'auditor' }])) as [string];
  const [row] = await owner.query<{ account_id: string }[]>(`SELECT account_id FROM staff_role WHERE role = 'auditor'`);
  auditorId = row!.account_id;
  await owner.query(`UPDATE account SET full_name = 'Đặng Thị Ước' WHERE id = $1`, [auditorId]);
});

afterAll(async () => {
  await api.close();
  await owner.destroy();
  await database.drop();
});

describe('the audit trail', () => {
  it('is read the newest first, page by page, without a gap', async () => {
    for (let n = 1; n <= 5; n++) await write(`contest/${900 + n}`);
    const subjects: string[] = [];
    let after = '';
    for (let page = 0; page < 9 && subjects.length < 5; page++) {
      // Each look is a line itself, which comes before and moves nothing.
      const { lines, next } = await read(`?family=contest&limit=2${after}`);
      subjects.push(...lines.map(({ subject }) => subject));
      after = `&after=${next}`;
    }
    expect(subjects).toEqual(['contest/905', 'contest/904', 'contest/903', 'contest/902', 'contest/901']);
  });

  it('tells who, what, before and after', async () => {
    await write('contest/910');
    const { lines } = await read('?subject=contest/910');
    expect(lines).toMatchObject([
      {
        actor: { id: auditorId, fullName: 'Đặng Thị Ước' },
        action: 'contest.paused',
        before: { state: 'open' },
        after: { state: 'paused' },
      },
    ]);
  });

  it.each([
    ['letters of a name without accents', () => '?search=thi%20uoc&subject=contest/920', 1],
    ['another name', () => '?search=khong%20ai&subject=contest/920', 0],
    ['the person', () => `?actorId=${auditorId}&subject=contest/920`, 1],
    ['a kind', () => '?family=contest&subject=contest/920', 1],
    ['another kind', () => '?family=item&subject=contest/920', 0],
    ['days to come', () => '?from=2099-01-01T00:00:00Z&subject=contest/920', 0],
    ['days that are over', () => '?until=2001-01-01T00:00:00Z&subject=contest/920', 0],
  ])('is narrowed by %s', async (_by, query, count) => {
    const { lines: there } = await read('?subject=contest/920');
    if (there.length === 0) await write('contest/920');
    expect((await read(query())).lines).toHaveLength(count);
  });

  it('keeps a line of each look', async () => {
    await read();
    const { lines } = await read('?family=trail&limit=1');
    expect(lines).toMatchObject([{ action: 'trail.read', actor: { id: auditorId }, subject: '/api/audit-trail' }]);
  });

  it('is shown to nobody whose office is one contest, and to no organizer', async () => {
    const { contestId } = await insertContest(owner);
    const [ofOne, organizer] = await admit(owner, [{ role: 'auditor', contestId }, { role: 'organizer' }]);
    expect((await read('', ofOne)).status).toBe(403);
    expect((await check(null, ofOne)).status).toBe(403);
    expect((await read('', organizer)).status).toBe(403);
  });
});

describe('the chain of seals', () => {
  it('is whole, names its last link, and says where it was broken', async () => {
    await write('contest/930');
    await owner.query(`SELECT pg_sleep(1.2)`);
    await sealAudit(owner, sha256);
    const whole = await check(null);
    expect(whole.body).toMatchObject({ fault: null });
    const head = whole.body['head'] as string;
    expect(head).toMatch(/^\d+:[0-9a-f]{64}$/);
    expect((await check(head)).body).toMatchObject({ fault: null });
    expect((await check(`${head.split(':')[0]}:${'0'.repeat(64)}`)).body).toMatchObject({
      fault: { kind: 'rewritten' },
    });
    expect(await check('7:zz')).toMatchObject({ status: 400, body: { code: 'INVALID_INPUT' } });

    await owner.query(`UPDATE audit SET subject = 'contest/931' WHERE subject = 'contest/930'`);
    const broken = await check(null);
    expect(broken.body).toMatchObject({ fault: { kind: 'changed' } });
  });
});
