import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { appendAudit, sealAudit, verifyAudit, type AuditLink, type AuditVerdict } from '#database';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { connect } from '../../support/insert.js';

let database: TestDatabase;
let owner: DataSource;
let app: DataSource;

beforeAll(async () => {
  database = await createTestDatabase();
  owner = await connect(database.ownerUrl);
  app = await connect(database.appUrl);
});
afterAll(async () => {
  await app?.destroy();
  await owner?.destroy();
  await database?.drop();
});

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();
const verify = (noted: AuditLink | null = null): Promise<AuditVerdict> => verifyAudit(owner, sha256, noted);

/** Seven rows, an hour old at the first, sealed as the worker does it: row n has id n and is link n. */
async function writeTrail(): Promise<void> {
  await owner.query('TRUNCATE audit, audit_seal RESTART IDENTITY');
  await app.transaction(async (manager) => {
    for (let n = 1; n <= 7; n++) {
      const after = { amount: n, words: 'Điều chỉnh “hạn nộp”' };
      await appendAudit(manager, { actorId: null, action: 'thing.done', subject: `thing/${n}`, after });
    }
  });
  await owner.query(`UPDATE audit SET at = contest_clock() - interval '1 hour' + id * interval '1 minute'`);
  expect(await sealAudit(app, sha256)).toBe(7);
}
beforeEach(writeTrail);

/** The foreign key stands in the way of whom it can; an owner takes it away first. */
const unlink = () => owner.query('ALTER TABLE audit_seal DROP CONSTRAINT audit_seal_audit_fkey');
afterEach(async () => {
  await owner.query('TRUNCATE audit, audit_seal');
  await owner.query('ALTER TABLE audit_seal DROP CONSTRAINT IF EXISTS audit_seal_audit_fkey');
  await owner.query(
    'ALTER TABLE audit_seal ADD CONSTRAINT audit_seal_audit_fkey FOREIGN KEY (audit_id) REFERENCES audit (id)',
  );
});

describe('the sealed trail', () => {
  it('is intact as written, grows, and counts the rows of the last second as waiting', async () => {
    const first = await verify();
    expect(first).toMatchObject({ sealed: 7, unsealed: 0, head: { seq: 7 }, fault: null });
    await appendAudit(app.manager, { actorId: null, action: 'thing.done', subject: 'thing/8' });
    expect(await sealAudit(app, sha256)).toBe(0);
    expect(await verify(first.head)).toEqual({ ...first, unsealed: 1 });
  });

  it('is sealed once, whoever else seals at the same time', async () => {
    await owner.query('TRUNCATE audit_seal');
    const counts = await Promise.all([1, 2, 3, 4].map(() => sealAudit(app, sha256)));
    expect(counts.reduce((sum, n) => sum + n)).toBe(7);
    expect(await verify()).toMatchObject({ sealed: 7, fault: null });
  });

  it('lets a line in that a long transaction brought late', async () => {
    await owner.query(
      `INSERT INTO audit (at, action, subject) SELECT max(at) - interval '5 minutes', 'thing.done', 'slow' FROM audit`,
    );
    await sealAudit(app, sha256);
    expect(await verify()).toMatchObject({ sealed: 8, fault: null });
  });

  it.each([
    ['at', `at + interval '1 ms'`],
    ['actor_id', 'gen_random_uuid()'],
    ['action', `'thing.undone'`],
    ['subject', `'thing/9'`],
    ['before', `'{}'`],
    ['after', `jsonb_set(after, '{amount}', '5000')`],
    ['request_id', `'FFFF0000'`],
  ])('shows a changed %s of the one row', async (column, value) => {
    await owner.query(`UPDATE audit SET ${column} = ${value} WHERE id = 4`);
    expect(await verify()).toMatchObject({ sealed: 3, fault: { kind: 'changed', seq: 4, auditId: 4 } });
  });

  it('shows a row taken out: with or without its seal, and when the seals are numbered anew', async () => {
    await unlink();
    await owner.query('DELETE FROM audit WHERE id = 4');
    expect(await verify()).toMatchObject({ sealed: 3, fault: { kind: 'removed', seq: 4, auditId: 4 } });
    await owner.query('DELETE FROM audit_seal WHERE seq = 4');
    expect(await verify()).toMatchObject({ sealed: 3, fault: { kind: 'removed', seq: 4, auditId: null } });
    for (const seq of [5, 6, 7]) await owner.query('UPDATE audit_seal SET seq = seq - 1 WHERE seq = $1', [seq]);
    expect(await verify()).toMatchObject({ sealed: 3, fault: { kind: 'changed', seq: 4, auditId: 5 } });
  });

  it('shows the first row taken out', async () => {
    await owner.query('DELETE FROM audit_seal WHERE seq = 1');
    await owner.query('DELETE FROM audit WHERE id = 1');
    expect(await verify()).toMatchObject({ sealed: 0, head: null, fault: { kind: 'removed', seq: 1 } });
  });

  it('shows a row put in between, with a seal of its own', async () => {
    for (const seq of [7, 6, 5]) await owner.query('UPDATE audit_seal SET seq = seq + 1 WHERE seq = $1', [seq]);
    await owner.query(`INSERT INTO audit (id, at, action, subject) SELECT 100, at, 'x', 'y' FROM audit WHERE id = 4`);
    await owner.query('INSERT INTO audit_seal (seq, audit_id, hash) VALUES (5, 100, $1)', [sha256('made up')]);
    expect(await verify()).toMatchObject({ sealed: 4, fault: { kind: 'changed', seq: 5, auditId: 100 } });
  });

  it('shows a row put in with a time of the past, before and after the sealer took it for a new one', async () => {
    await owner.query(
      `INSERT INTO audit (at, action, subject) SELECT min(at) - interval '1 day', 'thing.done', 'forged' FROM audit`,
    );
    expect(await verify()).toMatchObject({ sealed: 7, fault: { kind: 'inserted', seq: null, auditId: 8 } });
    await sealAudit(app, sha256);
    expect(await verify()).toMatchObject({ sealed: 7, fault: { kind: 'inserted', seq: 8, auditId: 8 } });
  });

  it('shows two rows that changed places', async () => {
    await unlink();
    await owner.query('UPDATE audit_seal SET audit_id = -audit_id WHERE audit_id IN (3, 4)');
    await owner.query('UPDATE audit_seal SET audit_id = CASE audit_id WHEN -3 THEN 4 ELSE 3 END WHERE audit_id < 0');
    expect(await verify()).toMatchObject({ sealed: 2, fault: { kind: 'changed', seq: 3, auditId: 4 } });
  });

  it('shows, by a head that was noted down, an end cut off and a chain made anew', async () => {
    const { head } = await verify();
    await owner.query('DELETE FROM audit_seal WHERE seq > 5');
    await owner.query('DELETE FROM audit WHERE id > 5');
    // In itself it is whole.
    expect(await verify()).toMatchObject({ sealed: 5, fault: null });
    expect(await verify(head)).toMatchObject({ sealed: 5, fault: { kind: 'removed', seq: 6 } });

    await writeTrail();
    const noted = (await verify()).head;
    await owner.query(`UPDATE audit SET subject = 'forged' WHERE id = 2`);
    await owner.query('TRUNCATE audit_seal');
    await sealAudit(app, sha256);
    expect(await verify()).toMatchObject({ sealed: 7, fault: null });
    expect(await verify(noted)).toMatchObject({ fault: { kind: 'rewritten', seq: 7 } });
  });

  it('is walked to its end when it is longer than one reading', async () => {
    await owner.query(
      `INSERT INTO audit (at, action, subject) SELECT contest_clock() - interval '30 minutes', 'thing.done', 'n' || n
         FROM generate_series(1, 5200) AS n`,
    );
    while ((await sealAudit(app, sha256)) > 0);
    expect(await verify()).toMatchObject({ sealed: 5207, unsealed: 0, fault: null });
    await owner.query(`UPDATE audit SET action = 'x' WHERE subject = 'n5199'`);
    expect(await verify()).toMatchObject({ sealed: 5205, fault: { kind: 'changed', seq: 5206 } });
  });
});
