// Profile backup: a contest as large as that of 2019 is backed up while the front door is asked by others, the archive is read
// back, and put into the database again in place of what is there; then every grade is counted.

import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createDataSource } from '#database';
import { ContestReader, ReconcileService } from '#results';
import { programOf } from '../../scripts/apps.mjs';
import { insertPlayed } from './fixture-played.mjs';
import { askedMeanwhile } from './load-invitations.mjs';
import { readProcess, readUsage, round, usedBetween } from './measures.mjs';

const SLUG = 'sao-luu-2019';
/** What an attempt leaves, the dearest first, is told of so many tables. */
const TABLES_TOLD = 8;

/** Sheets for attempts that were written without: fifteen answers each. */
const SHEETS = `
  INSERT INTO answers (contest_id, attempt_id, writer, seq, choices, saved_at, sealed)
  SELECT contest_id, id, gen_random_uuid(), 15, ARRAY(SELECT (1 << ((attempt_no + i) % 4))::smallint FROM generate_series(1, 15) AS i),
         submitted_at, true
    FROM attempt WHERE contest_id = $1`;

/** Bytes of each table with its indexes and partitions, the largest first. */
const SIZES = `
  SELECT coalesce(p.inhparent, c.oid)::regclass::text AS table, sum(pg_total_relation_size(c.oid))::float8 AS bytes
    FROM pg_class c LEFT JOIN pg_inherits p ON p.inhrelid = c.oid
   WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace GROUP BY 1 ORDER BY 2 DESC LIMIT ${TABLES_TOLD}`;

/**
 * One errand of the operator, in a process of its own.
 * @param {{ env: Record<string, string>, pids: Record<string, number> }} stack @param {string[]} args
 */
async function errand({ env, pids }, args) {
  const [usage, begun] = [readUsage(pids), performance.now()];
  const reaped = readProcess(process.pid)?.reaped ?? 0;
  const child = spawn(process.execPath, [programOf('cli'), ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', (chunk) => (said += chunk));
  const code = await new Promise((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`cli ${args[0]}: ${code}`);
  const seconds = round((performance.now() - begun) / 1000, 1);
  const { postgres } = usedBetween(usage.cpu, readUsage(pids).cpu);
  const own = round((readProcess(process.pid)?.reaped ?? 0) - reaped, 2);
  return { said: said.trim(), figures: { seconds, cpuSeconds: { own, postgres } } };
}

/** @param {string} folder */
const bytesUnder = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath ?? entry.path, entry.name)).size, 0);

/** @param {{ stack: import('../../scripts/stack.mjs').Stack, db: import('pg').Client, log: import('../../scripts/say.mjs').Speaker, options: { attempts: number } }} wish */
export async function measureBackup({ stack, db, log, options: { attempts } }) {
  const owner = await createDataSource({
    ...{ url: stack.env.DATABASE_OWNER_URL, poolMax: 2, applicationName: 'load-backup' },
  }).initialize();
  const repair = (/** @type {number} */ contestId) =>
    new ReconcileService(owner, new ContestReader(owner)).repair(contestId);
  const { contestId, people } = await insertPlayed(db, { slug: SLUG, attempts, repair, log });
  await owner.destroy();
  await log.step('Bài làm', async () => void (await db.query(SHEETS, [contestId])));
  const count = async () =>
    (
      await db.query('SELECT count(*)::int AS n, sum(score)::float8 AS score FROM grade WHERE contest_id = $1', [
        contestId,
      ])
    ).rows[0];
  const before = await count();
  const tables = Object.fromEntries(
    (await db.query(SIZES)).rows.map((row) => [row.table, Math.round(row.bytes / attempts)]),
  );
  const idle = await askedMeanwhile(stack.urls[0], () => sleep(3_000));
  const out = mkdtempSync(join(tmpdir(), 'load-backup-'));
  try {
    let taken;
    const meanwhile = await askedMeanwhile(stack.urls[0], async () => {
      taken = await errand(stack, ['backup', '--out', out]);
    });
    const archive = taken.said.split('\n').at(-1);
    const bytes = bytesUnder(archive);
    log.line(`  ✔ backup ${JSON.stringify(taken.figures)}, ${round(bytes / 1e6, 1)} MB`);
    const checked = await errand(stack, ['check-backup', '--from', archive]);
    log.line(`  ✔ check-backup ${JSON.stringify(checked.figures)}`);
    for (const name of Object.keys(stack.pids)) if (/^(api|worker)-/.test(name)) await stack.halt(name);
    const restored = await errand(stack, ['restore', '--from', archive, '--replace', 'cchc']);
    log.line(`  ✔ restore ${JSON.stringify(restored.figures)}`);
    const after = await count();
    const isSame = after.n === before.n && after.score === before.score && before.n === attempts;
    return {
      ...{ profile: 'backup', attempts, people, bytes, bytesPerAttempt: Math.round(bytes / attempts) },
      tableBytesPerAttempt: tables,
      ...{ backup: taken.figures, check: checked.figures, restore: restored.figures },
      ...{ othersIdleMs: idle, othersMeanwhileMs: meanwhile, errors: isSame ? 0 : 1 },
    };
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}
