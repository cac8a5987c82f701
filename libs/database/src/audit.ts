import type { DataSource, EntityManager } from 'typeorm';
import { run, statement } from './sql.js';

/** One line of the audit trail. `before` and `after` hold ids and settings, never passwords, answers or tokens. */
export interface AuditRow {
  actorId: string | null;
  /** What was done, in the past tense: `session.started`, `attempt.voided`. */
  action: string;
  /** To what: `contest/3`, `attempt/3-0199…`. */
  subject: string;
  before?: unknown;
  after?: unknown;
  requestId?: string | null;
}

const insertAudit = statement<{ id: string }>(
  'insert-audit',
  `INSERT INTO audit (actor_id, action, subject, before, after, request_id) VALUES ($1, $2, $3, $4, $5, $6) RETURNING id`,
);

/** Appends to the audit trail inside the caller's transaction: what was not committed was not done. */
export async function appendAudit(manager: EntityManager, row: AuditRow): Promise<void> {
  const json = (value: unknown) => (value === undefined ? null : JSON.stringify(value));
  await run(manager, insertAudit, [
    row.actorId,
    row.action,
    row.subject,
    json(row.before),
    json(row.after),
    row.requestId ?? null,
  ]);
}

const sealLock = statement<{ mine: boolean }>(
  'audit-seal-lock',
  `SELECT pg_try_advisory_xact_lock(hashtextextended('audit-seal', 0)) AS mine`,
);

const lastSeal = statement<{ seq: string; hash: Buffer }>(
  'audit-last-seal',
  `SELECT seq, hash FROM audit_seal ORDER BY seq DESC LIMIT 1`,
);

// Rows without a seal, in the order of their ids. Only rows older than a second: an id is taken before its commit, so a
// smaller one may still become visible. $1 rows; audit_pkey, audit_seal_audit_key.
const unsealed = statement<{ id: string; text: string }>(
  'audit-unsealed',
  `SELECT a.id, jsonb_build_array(a.id, extract(epoch FROM a.at), a.actor_id, a.action, a.subject, a.before, a.after, a.request_id)::text AS text
     FROM audit a LEFT JOIN audit_seal s ON s.audit_id = a.id
    WHERE s.audit_id IS NULL AND a.at < contest_clock() - interval '1 s'
    ORDER BY a.id LIMIT $1`,
);

const insertSeals = statement<never>(
  'audit-insert-seals',
  `INSERT INTO audit_seal (seq, audit_id, hash) SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bytea[])`,
);

/**
 * Chains the audit rows that have no seal yet: each hash covers the one before it and the row, so that a row changed or
 * taken out later breaks the chain from there on. One sealer at a time.
 *
 * @param hash SHA-256 of a text.
 * @returns how many rows were sealed.
 */
export async function sealAudit(dataSource: DataSource, hash: (text: string) => Buffer): Promise<number> {
  return dataSource.transaction(async (manager) => {
    const [lock] = await run(manager, sealLock, []);
    if (!lock!.mine) return 0;
    const rows = await run(manager, unsealed, [1_000]);
    if (rows.length === 0) return 0;
    const [last] = await run(manager, lastSeal, []);
    let seq = Number(last?.seq ?? 0);
    let previous = last?.hash.toString('hex') ?? '';
    const seals = rows.map(({ id, text }) => {
      const sealed = hash(`${previous}\n${text}`);
      previous = sealed.toString('hex');
      return { seq: ++seq, id, sealed };
    });
    await run(manager, insertSeals, [seals.map((s) => s.seq), seals.map((s) => s.id), seals.map((s) => s.sealed)]);
    return seals.length;
  });
}

const readChain = statement<{ seq: string; hash: Buffer; text: string }>(
  'audit-read-chain',
  `SELECT s.seq, s.hash, jsonb_build_array(a.id, extract(epoch FROM a.at), a.actor_id, a.action, a.subject, a.before, a.after, a.request_id)::text AS text
     FROM audit_seal s JOIN audit a ON a.id = s.audit_id WHERE s.seq > $1 ORDER BY s.seq LIMIT 5000`,
);

/** Walks the chain. `brokenAt` is the first seal that does not fit, null when all do; `unsealed` is the tail to come. */
export async function verifyAudit(
  dataSource: DataSource,
  hash: (text: string) => Buffer,
): Promise<{ sealed: number; brokenAt: number | null; unsealed: number }> {
  let seq = 0;
  let previous = '';
  for (;;) {
    const rows = await run(dataSource.manager, readChain, [seq]);
    for (const row of rows) {
      const fits = Number(row.seq) === seq + 1 && hash(`${previous}\n${row.text}`).equals(row.hash);
      if (!fits) return { sealed: seq, brokenAt: seq + 1, unsealed: 0 };
      previous = row.hash.toString('hex');
      seq = Number(row.seq);
    }
    if (rows.length === 0) break;
  }
  const [count]: { n: string }[] = await dataSource.query('SELECT count(*) AS n FROM audit');
  const total = Number(count!.n);
  return { sealed: seq, brokenAt: total < seq ? total : null, unsealed: Math.max(0, total - seq) };
}
