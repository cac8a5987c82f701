// D21: a backup is taken while people take part, put back on another machine (a PostgreSQL and Redis of its own, without the
// first one's keys), and judged there: what was acknowledged by the instant that
// the backup says it is of is in it, and the worker works with it.

import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { programOf, startApp, workerUp } from '../../scripts/apps.mjs';
import { startStack } from '../../scripts/stack.mjs';
import { round } from '../load/measures.mjs';
import { readLedger } from './ledger.mjs';
import { check, owed, play, until } from './stage.mjs';

/** @param {Record<string, string>} env @param {string[]} args @returns {Promise<{ said: string, seconds: number }>} */
async function errand(env, args) {
  const begun = performance.now();
  const child = spawn(process.execPath, [programOf('cli'), ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [said, told] = ['', ''];
  child.stdout.on('data', (chunk) => (said += chunk));
  child.stderr.on('data', (chunk) => (told += chunk));
  const code = await new Promise((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`cli ${args[0]}: ${code} ${told.slice(-500)}`);
  return { said: said.trim(), seconds: round((performance.now() - begun) / 1000, 1) };
}

/**
 * What clients knew at the instant that a backup says it is of. What was answered later may be in it or not.
 * @param {string} file @param {number} takenAt epoch ms @param {string} copy
 */
function ledgerUntil(file, takenAt, copy) {
  const entries = readLedger(file).map((entry) => (entry.answeredAt < takenAt ? entry : { ...entry, end: 'unknown' }));
  writeFileSync(copy, entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
  return entries.filter(({ op, end }) => op === 'submit' && end === 'ok').length;
}

const bytesUnder = (/** @type {string} */ folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath ?? entry.path, entry.name)).size, 0);

/**
 * Puts an archive back on a machine of its own, lets a worker do what is owed there, and has it judged.
 * @param {import('./stage.mjs').Stage} stage
 * @param {{ archive: string, phrase: string, contestId: number, ledger: string }} what
 */
async function restoreElsewhere(stage, { archive, phrase, contestId, ledger }) {
  const other = await startStack({ durable: true, log: stage.log, signal: stage.signal });
  const pool = new pg.Pool({ connectionString: other.env.DATABASE_OWNER_URL, max: 2 });
  pool.on('error', () => {});
  /** @type {import('../../scripts/processes.mjs').Child | undefined} */
  let worker;
  try {
    const restored = await errand(other.env, ['restore', '--from', archive, '--passphrase-file', phrase]);
    worker = await startApp({ name: 'worker-1', env: other.env, home: other.dataDir });
    await workerUp(worker);
    const isDone = async () => (await owed(/** @type {any} */ ({ pool }), contestId)) === 0;
    const drainedMs = await until(isDone, 120_000);
    // People who were under way have minutes left: nothing is owed for them yet.
    const judged = await check(other.env.DATABASE_OWNER_URL ?? '', contestId, [ledger]);
    return { judged, drainedMs, restoreSeconds: restored.seconds };
  } finally {
    await worker?.stop();
    await pool.end().catch(() => {});
    await other.stop();
  }
}

/** @type {import('./drill.mjs').Drill[]} */
export const backupDrills = [
  {
    id: 'D21',
    title: 'a backup under load, put back on another machine and judged there, by what was acknowledged at its instant',
    run: async (stage, { seed, isShort }) => {
      const out = mkdtempSync(join(tmpdir(), 'cchc-drill-backup-'));
      const phrase = join(out, 'phrase');
      writeFileSync(phrase, 'một câu mật khẩu đủ dài để khóa\n', { mode: 0o600 });
      /** @type {{ archive: string, began: number, contestId: number }[]} */
      const taken = [];
      try {
        const done = await play(stage, {
          seed,
          act: async ({ contest }) => {
            const seconds = [];
            for (let n = 0; n < (isShort ? 1 : 3); n += 1) {
              await sleep(2_000 + stage.random() * 4_000);
              const began = Date.now();
              const folder = join(out, String(n));
              const { said, seconds: took } = await errand(stage.stack.env, [
                ...['backup', '--out', folder, '--passphrase-file', phrase],
              ]);
              seconds.push(took);
              taken.push({ archive: said.split('\n').at(-1) ?? '', began, contestId: contest.contestId });
            }
            return { backups: seconds.length, backupSeconds: seconds };
          },
        });
        const elsewhere = [];
        for (const [n, { archive, began, contestId }] of taken.entries()) {
          const ledger = join(out, `ledger-${n}.jsonl`);
          const takenAt = Date.parse(JSON.parse(readFileSync(join(archive, 'manifest.json'), 'utf8')).takenAt);
          const submitsKnown = ledgerUntil(done.ledger, takenAt, ledger);
          const { judged, drainedMs, restoreSeconds } = await restoreElsewhere(stage, {
            ...{ archive, phrase, contestId, ledger },
          });
          for (const [id, { count, examples }] of Object.entries(judged.breaches))
            done.missed.push(`restored copy ${n}: ${id} ×${count}: ${examples.join('; ')}`);
          if (judged.lost > 0) done.missed.push(`restored copy ${n}: ${judged.lost} acknowledgements lost`);
          if (drainedMs === null) done.missed.push(`restored copy ${n}: attempts were left ungraded`);
          if (submitsKnown === 0) done.missed.push(`restored copy ${n}: nobody had handed in before it: nothing tried`);
          elsewhere.push({
            ...{ submitsKnown, attempts: judged.attempts, graded: judged.graded, lost: judged.lost, restoreSeconds },
            pictureAfterMs: takenAt - began,
            megabytes: round(bytesUnder(archive) / 1e6, 1),
          });
        }
        return { ...done, elsewhere };
      } finally {
        rmSync(out, { recursive: true, force: true });
      }
    },
  },
];
