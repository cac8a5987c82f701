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

/** What a seal covers: every column of a row, in one text that is the same for ever. */
const ROW_TEXT = `jsonb_build_array(a.id, extract(epoch FROM a.at), a.actor_id, a.action, a.subject, a.before, a.after, a.request_id)::text`;

// Rows without a seal, in the order of their ids. Only rows older than a second: an id is taken before its commit, so a
// smaller one may still become visible. $1 rows; audit_pkey, audit_seal_audit_key.
const unsealed = statement<{ id: string; text: string }>(
  'audit-unsealed',
  `SELECT a.id, ${ROW_TEXT} AS text
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

/** How long a transaction may last between its line in the trail and its commit. A line that is older came by another way. */
const LATE_MS_MAX = 10 * 60_000;

// The chain with what it seals, in its order. A row that is gone leaves its seal with nulls, where the foreign key was
// taken away with it. $1 the seal to go on after; audit_seal_pkey, audit_pkey; at most 5,000 rows.
const readChain = statement<{ seq: string; audit_id: string; hash: Buffer; text: string | null; at: Date | null }>(
  'audit-read-chain',
  `SELECT s.seq, s.audit_id, s.hash, CASE WHEN a.id IS NOT NULL THEN ${ROW_TEXT} END AS text, a.at
     FROM audit_seal s LEFT JOIN audit a ON a.id = s.audit_id WHERE s.seq > $1 ORDER BY s.seq LIMIT 5000`,
);

// What has no seal yet: how many rows, and the eldest. audit_seal_audit_key; one row.
const tail = statement<{ n: string; id: string | null; at: Date | null }>(
  'audit-tail',
  `SELECT count(*) AS n, (array_agg(a.id ORDER BY a.at, a.id))[1] AS id, min(a.at) AS at
     FROM audit a WHERE NOT EXISTS (SELECT FROM audit_seal s WHERE s.audit_id = a.id)`,
);

/** A link of the chain, to be kept somewhere else: it answers for all rows up to it. */
export interface AuditLink {
  seq: number;
  /** SHA-256 in hex. */
  hash: string;
}

/**
 * What is wrong with the trail, and with which row first:
 * - `changed`: the row is not the one that was sealed, or the row before it was taken out or put in together with its seal;
 * - `removed`: the row or its seal is gone;
 * - `inserted`: the row claims to be older than rows sealed long before it;
 * - `rewritten`: the chain is whole in itself but is not the one that was noted down.
 */
export interface AuditFault {
  kind: 'changed' | 'removed' | 'inserted' | 'rewritten';
  /** Place in the chain; null for a row without a seal. */
  seq: number | null;
  auditId: number | null;
}

export interface AuditVerdict {
  /** Rows whose seals fit, up to the first fault. */
  sealed: number;
  /** Rows of the last seconds, which the sealer has still to reach. */
  unsealed: number;
  /** The last link that fits, null before the first. */
  head: AuditLink | null;
  fault: AuditFault | null;
}

/**
 * Walks the chain, all in one picture of the database.
 *
 * A chain alone cannot tell that its end was cut off, or that somebody with all rights wrote it anew: `noted`, a head of
 * an earlier run that was kept elsewhere, can. A line put in by hand with the time of now is like any other.
 *
 * @param hash SHA-256 of a text
 * @param noted a link that the chain must still hold
 */
export async function verifyAudit(
  dataSource: DataSource,
  hash: (text: string) => Buffer,
  noted: AuditLink | null = null,
): Promise<AuditVerdict> {
  return dataSource.transaction('REPEATABLE READ', async (manager) => {
    let head = null as AuditLink | null;
    let newest = Number.NEGATIVE_INFINITY;
    const verdict = (kind: AuditFault['kind'], seq: number | null, auditId: number | null, unsealed = 0) => {
      return { sealed: head?.seq ?? 0, unsealed, head, fault: { kind, seq, auditId } };
    };
    for (;;) {
      const rows = await run(manager, readChain, [head?.seq ?? 0]);
      if (rows.length === 0) break;
      for (const row of rows) {
        const seq: number = (head?.seq ?? 0) + 1;
        const auditId = Number(row.audit_id);
        if (Number(row.seq) !== seq) return verdict('removed', seq, null);
        if (row.text === null || row.at === null) return verdict('removed', seq, auditId);
        if (!hash(`${head?.hash ?? ''}\n${row.text}`).equals(row.hash)) return verdict('changed', seq, auditId);
        if (row.at.getTime() < newest - LATE_MS_MAX) return verdict('inserted', seq, auditId);
        newest = Math.max(newest, row.at.getTime());
        head = { seq, hash: row.hash.toString('hex') };
        if (noted?.seq === seq && noted.hash !== head.hash) return verdict('rewritten', seq, auditId);
      }
    }
    const sealed = head?.seq ?? 0;
    if (noted && noted.seq > sealed) return verdict('removed', sealed + 1, null);
    const [rest] = await run(manager, tail, []);
    const unsealed = Number(rest!.n);
    const isLate = rest!.at !== null && rest!.at.getTime() < newest - LATE_MS_MAX;
    if (isLate) return verdict('inserted', null, Number(rest!.id), unsealed);
    return { sealed, unsealed, head, fault: null };
  });
}
