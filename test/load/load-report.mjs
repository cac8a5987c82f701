// Profile report: the report of a contest as large as that of 2019. First its parts, one after the other in this process, with
// the CPU of Node.js and of PostgreSQL each; then whole, asked for at the front door and made beside the grading, with the
// memory of the process that makes it. Meanwhile the front door is asked by others.

import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createDataSource } from '#database';
import { writeReport } from '#documents';
import { FixedClock } from '#platform';
import { ContestReader, ReconcileService, ReportReader, UnitRankingService } from '#results';
import { insertPlayed } from './fixture-played.mjs';
import { admitAdministrator, askedMeanwhile } from './load-invitations.mjs';
import { readProcess, readUsage, round, usedBetween } from './measures.mjs';

const SLUG = 'bao-cao-2019';
const FORMATS = ['docx', 'xlsx', 'pdf'];
/** All three from one reading of the figures. */
const ARCHIVE = 'zip';
/** What makes the file, as its command line names it. */
const PROCESS = fileURLToPath(new URL('../../dist/apps/worker/src/documents/document-process.js', import.meta.url));
/** Word and Excel together. */
const TARGET_SECONDS = 10;
const TARGET_MB = 300;
const LOOK_EVERY_MS = 10;

/** The memory that a process had at most, in MB; null when it is gone. @param {string} pid */
function peakMb(pid) {
  try {
    const kb = /^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1];
    return kb === undefined ? null : Number(kb) / 1024;
  } catch {
    return null;
  }
}

/** Looks for a process of that program until it is told to stop. @returns {() => number} stops; the most memory it had, in MB */
function watchMemory(/** @type {string} */ program) {
  let most = 0;
  /** @type {string | undefined} */
  let found;
  const timer = setInterval(() => {
    found ??= readdirSync('/proc').find((pid) => {
      try {
        return /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/cmdline`, 'latin1').includes(program);
      } catch {
        return false;
      }
    });
    if (found) most = Math.max(most, peakMb(found) ?? 0);
  }, LOOK_EVERY_MS);
  return () => (clearInterval(timer), round(most, 0));
}

/** The statements and each file, in this process. @returns {Promise<Record<string, object>>} */
async function measureParts(stack, contestId) {
  const url = stack.env.DATABASE_APP_URL;
  const dataSource = await createDataSource({ url, poolMax: 2, applicationName: 'load-report' }).initialize();
  const clock = new FixedClock(Date.now());
  const rankings = new UnitRankingService(dataSource, clock);
  const reader = new ReportReader(dataSource, new ContestReader(dataSource), rankings, clock);
  /** @type {Record<string, object>} */
  const parts = {};
  const measure = async (/** @type {string} */ name, /** @type {() => Promise<any>} */ work) => {
    const [from, begun] = [readUsage(stack.pids), performance.now()];
    const result = await work();
    const ms = performance.now() - begun;
    const { tool, postgres } = usedBetween(from.cpu, readUsage(stack.pids).cpu);
    parts[name] = { seconds: round(ms / 1000, 2), cpuSeconds: { node: tool, postgres } };
    return result;
  };
  try {
    const steps = [performance.now()];
    const wish = { scope: 'contest', round: undefined, phase: undefined, tellsItems: true };
    const onStep = () => void steps.push(performance.now());
    const figures = await measure('figures', () => reader.read(contestId, { ...wish, onStep }));
    Object.assign(parts.figures, { stepsMs: steps.slice(1).map((at, i) => Math.round(at - steps[i])) });
    for (const format of FORMATS)
      await measure(format, () => writeReport({ ...figures, prizes: [] }, format, () => Promise.resolve()));
    return parts;
  } finally {
    await dataSource.destroy();
  }
}

/** One file, as a person gets it. */
async function measureJob({ stack, token, format }) {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const jobs = `${stack.urls[0]}/api/contests/${SLUG}/document-jobs`;
  const id = randomUUID();
  const before = readUsage(stack.pids);
  const ended = () => readProcess(stack.pids['worker-1'])?.reaped ?? 0;
  const endedBefore = ended();
  const memory = watchMemory(PROCESS);
  const begun = performance.now();
  let job;
  const others = await askedMeanwhile(stack.urls[0], async () => {
    const params = { scope: 'contest', scopeId: null, format };
    const body = JSON.stringify({ id, kind: 'report', params });
    job = await (await fetch(jobs, { method: 'POST', headers, body })).json();
    while (job.state === 'asked' || job.state === 'running') {
      await sleep(50);
      job = await (await fetch(`${jobs}/${id}`, { headers })).json();
    }
  });
  const seconds = (performance.now() - begun) / 1000;
  const rssMb = memory();
  const { postgres, api } = usedBetween(before.cpu, readUsage(stack.pids).cpu);
  // The process is ended some moments after its file.
  await sleep(1_000);
  const own = round(ended() - endedBefore, 2);
  if (job.state !== 'done') throw new Error(`report as ${format}: ${JSON.stringify(job)}`);
  return {
    seconds: round(seconds, 2),
    bytes: job.file.sizeBytes,
    rssMb,
    cpuSeconds: { own, postgres, api },
    othersMs: others,
  };
}

/** @param {{ stack: import('../../scripts/stack.mjs').Stack, db: import('pg').Client, log: import('../../scripts/say.mjs').Speaker, options: { attempts: number } }} wish */
export async function measureReport({ stack, db, log, options: { attempts } }) {
  const owner = await createDataSource({
    ...{ url: stack.env.DATABASE_OWNER_URL, poolMax: 2, applicationName: 'load-report' },
  }).initialize();
  const repair = (/** @type {number} */ contestId) =>
    new ReconcileService(owner, new ContestReader(owner)).repair(contestId);
  const { contestId, ...played } = await insertPlayed(db, { slug: SLUG, attempts, repair, log });
  await owner.destroy();
  const parts = await measureParts(stack, contestId);
  log.line(`  ${JSON.stringify(parts)}`);
  const token = await admitAdministrator(db);
  const idle = await askedMeanwhile(stack.urls[0], () => sleep(2_000));
  /** @type {Record<string, { seconds: number, rssMb: number }>} */
  const jobs = {};
  for (const format of [...FORMATS, ARCHIVE]) {
    jobs[format] = await measureJob({ stack, token, format });
    log.line(`  ✔ ${format}: ${JSON.stringify(jobs[format])}`);
  }
  const seconds = round(jobs.docx.seconds + jobs.xlsx.seconds, 2);
  const rssMb = Math.max(...Object.values(jobs).map((job) => job.rssMb));
  if (seconds > TARGET_SECONDS) log.line(`  ! Word và Excel ${seconds} s, lâu hơn đích ${TARGET_SECONDS} s`);
  if (rssMb > TARGET_MB) log.line(`  ! ${rssMb} MB, hơn đích ${TARGET_MB} MB`);
  return {
    profile: 'report',
    attempts,
    ...played,
    parts,
    jobs,
    wordAndExcelSeconds: seconds,
    rssMb,
    othersIdleMs: idle,
    errors: 0,
  };
}
