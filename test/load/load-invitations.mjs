// Profile invitations: letters for the managers of every unit of the country's list in one call, each way in (the unit list
// alone, an Excel list with names and phones) with each way out. What came is counted: letters in the file and invitations in
// the database; meanwhile the front door is asked by others, who must not notice.

import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import exceljs from 'exceljs';
import { addCommunes, COUNTRY_UNITS, insertContest, roundRules, sampleNames } from './fixture.mjs';
import { Latencies, round, usedBetween } from './measures.mjs';

const TARGET_SECONDS = 10;
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const PING_MS = 20;

/** Ways in and out; the list that is only looked at makes nothing. */
const CALLS = [
  { name: 'dryRun', from: 'list', query: 'dryRun=true' },
  { name: 'listToPdf', from: 'list', query: 'format=pdf' },
  { name: 'allUnitsToPdf', from: 'units', query: 'format=pdf' },
  { name: 'allUnitsToXlsx', from: 'units', query: 'format=xlsx' },
  { name: 'listToText', from: 'list', query: 'format=txt' },
];

/** How many letters a file holds, by what only a whole letter has. */
const COUNTS = {
  pdf: (/** @type {Buffer} */ bytes) => bytes.toString('latin1').match(/\/Type \/Page\b/g)?.length ?? 0,
  txt: (/** @type {Buffer} */ bytes) => bytes.toString('utf8').match(/\/dau-moi#[\w-]{43}/g)?.length ?? 0,
  xlsx: async (/** @type {Buffer} */ bytes) => {
    const book = new exceljs.Workbook();
    await book.xlsx.load(/** @type {never} */ (bytes));
    let letters = 0;
    book.worksheets[0].eachRow((row) => {
      if (/\/dau-moi#[\w-]{43}$/.test(row.getCell(8).text)) letters += 1;
    });
    return letters;
  },
};

/** A contest with so many invited units. @param {import('pg').Client} db @param {string} slug */
async function insertWideContest(db, slug) {
  const day = 86_400_000;
  const [opensAt, closesAt] = [-1, 30].map((days) => new Date(Date.now() + days * day).toISOString());
  const rounds = [{ opensAt, closesAt, rules: roundRules() }];
  const { contestId, unitIds } = await insertContest(db, { slug, title: 'Tìm hiểu cải cách hành chính', rounds });
  await addCommunes(db, contestId, COUNTRY_UNITS - unitIds.length);
  return contestId;
}

/** @param {import('pg').Client} db @returns {Promise<string>} the session token of an administrator */
export async function admitAdministrator(db) {
  const [accountId, token] = [randomUUID(), randomBytes(32).toString('base64url')];
  await db.query(`INSERT INTO account (id, full_name) VALUES ($1, 'Người đo')`, [accountId]);
  await db.query(`INSERT INTO staff_role (account_id, role) VALUES ($1, 'administrator')`, [accountId]);
  await db.query(
    `INSERT INTO session (id, account_id, token_hash, expires_at, second_factor_at)
     VALUES ($1, $2, $3, contest_clock() + interval '1 hour', contest_clock())`,
    [randomUUID(), accountId, createHash('sha256').update(token).digest()],
  );
  return token;
}

/** The list as an office keeps it: code, name and phone of somebody in each unit. */
async function writeList(/** @type {string[]} */ codes) {
  const names = sampleNames();
  const book = new exceljs.Workbook();
  const sheet = book.addWorksheet('Đầu mối');
  sheet.addRow(['Mã đơn vị', 'Họ tên', 'Số điện thoại']);
  for (const [i, code] of codes.entries())
    sheet.addRow([code, names[i % names.length], `09${String(10_000_000 + i).padStart(8, '0')}`]);
  return Buffer.from(/** @type {ArrayBuffer} */ (await book.xlsx.writeBuffer()));
}

/** Asks the front door again and again until it is told to stop. @param {string} url @param {AbortSignal} signal */
async function askOn(url, signal) {
  const waited = new Latencies();
  let worstMs = 0;
  while (!signal.aborted) {
    const from = performance.now();
    await (await fetch(`${url}/api/contests`)).arrayBuffer();
    const ms = performance.now() - from;
    waited.add(ms);
    worstMs = Math.max(worstMs, ms);
    await sleep(PING_MS);
  }
  return { p50: waited.percentile(0.5), p95: waited.percentile(0.95), worst: round(worstMs, 1) };
}

/** Asks while work goes on. @param {string} url @param {() => Promise<unknown>} work */
export async function askedMeanwhile(url, work) {
  const stop = new AbortController();
  const asking = askOn(url, stop.signal);
  try {
    await work();
  } finally {
    stop.abort();
  }
  return asking;
}

/** @param {{ stack: import('../../scripts/stack.mjs').Stack, db: import('pg').Client, log: { line(text: string): void }, at: () => Promise<any> }} wish */
export async function measureInvitations({ stack, db, log, at }) {
  const url = stack.urls[0];
  const token = await admitAdministrator(db);
  const idle = await askedMeanwhile(url, () => sleep(2_000));
  /** @type {Record<string, object>} */
  const calls = {};
  let errors = 0;
  for (const { name, from, query } of CALLS) {
    const slug = `moi-${name.toLowerCase()}`;
    const contestId = await insertWideContest(db, slug);
    const found = await db.query('SELECT code FROM contest_unit WHERE contest_id = $1 AND invited ORDER BY id', [
      contestId,
    ]);
    const codes = found.rows.map(({ code }) => code);
    const [type, body] =
      from === 'list' ? [XLSX, await writeList(codes)] : ['application/json', JSON.stringify({ allUnits: true })];
    const before = await at();
    /** @type {Response | undefined} */
    let answer;
    let bytes = Buffer.alloc(0);
    let seconds = 0;
    const others = await askedMeanwhile(url, async () => {
      const begun = performance.now();
      answer = await fetch(`${url}/api/contests/${slug}/unit-invitations?${query}`, {
        ...{ method: 'POST', body, headers: { authorization: `Bearer ${token}`, 'content-type': type } },
      });
      bytes = Buffer.from(await answer.arrayBuffer());
      seconds = (performance.now() - begun) / 1000;
    });
    const after = await at();
    const isDry = query.startsWith('dry');
    const { rows } = await db.query('SELECT count(*)::int AS n FROM unit_invitation WHERE contest_id = $1', [
      contestId,
    ]);
    const letters = isDry ? JSON.parse(String(bytes)).toMake : await COUNTS[query.slice('format='.length)](bytes);
    const isWhole = answer?.ok === true && letters === COUNTRY_UNITS && rows[0].n === (isDry ? 0 : COUNTRY_UNITS);
    if (!isWhole) errors += 1;
    calls[name] = {
      ...{ seconds: round(seconds, 2), letters, bytes: bytes.length, othersMs: others },
      ...{ cpuSeconds: usedBetween(before.usage.cpu, after.usage.cpu), rssMb: after.usage.rssMb },
    };
    log.line(`  ${isWhole ? '✔' : '✘'} ${name}: ${round(seconds, 2)} s, ${letters} thư, ${bytes.length} byte`);
    if (seconds > TARGET_SECONDS) log.line(`    lâu hơn đích ${TARGET_SECONDS} s`);
  }
  return {
    profile: 'invitations',
    units: COUNTRY_UNITS,
    targetSeconds: TARGET_SECONDS,
    calls,
    othersIdleMs: idle,
    errors,
  };
}
