// What the product says of the replayed contest, and what it has to say.

import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { clone } from '../../scripts/home.mjs';
import { PUBLISHED } from './replay-plan.mjs';

/** Lines of the unit table that are shown. */
const LINES = 12;

/** What the product itself says of the contest. */
export async function readReport(door, slug) {
  const get = async (/** @type {string} */ path) =>
    JSON.parse(await door.expect(200, null, 'GET', `/api/contests/${slug}/${path}`, '', ''));
  const { sentence } = await get('report-sentence');
  const table = await get(`unit-table?sort=attempts&order=desc&limit=${LINES}`);
  const lines = table.rows.map(({ name, persons, attempts, fullMarksAttempts, mean }, i) => [
    ...[String(i + 1), name, vi(persons), vi(attempts), vi(fullMarksAttempts), mean.toFixed(2).replace('.', ',')],
  ]);
  return { sentence, unitTable: columns([['', 'Đơn vị', 'Người', 'Lượt', 'Điểm tối đa', 'Trung bình'], ...lines]) };
}

const vi = (/** @type {number} */ count) => count.toLocaleString('vi-VN');

/** @param {string[][]} rows @returns {string} aligned: names to the left, numbers to the right */
function columns(rows) {
  const widths = rows[0].map((_, at) => Math.max(...rows.map((row) => row[at].length)));
  return rows
    .map((row) => row.map((text, at) => (at === 1 ? text.padEnd(widths[at]) : text.padStart(widths[at]))).join('  '))
    .join('\n');
}

/** Written down here a second time, by other means: the product's own sentence must be the same. */
export function expectedSentence(attempts, perfect) {
  const share = (part, whole) => `${((part / whole) * 100).toFixed(2).replace('.', ',')}%`;
  const { invited, tookPart } = PUBLISHED;
  return (
    `có ${tookPart}/${invited} đơn vị, địa phương tham gia (chiếm tỷ lệ ${share(tookPart, invited)}); ` +
    `có ${vi(attempts)} lượt thi, trong đó có ${vi(perfect)} lượt thi đạt điểm tối đa (15/15 điểm) ` +
    `(chiếm tỷ lệ ${share(perfect, attempts)})`
  );
}

/** The independent recount, a program of its own. @returns {Promise<Record<string, any>>} */
export function recount(databaseUrl, slug) {
  const child = spawn(process.execPath, [join(clone, 'test/recount.mjs'), databaseUrl, slug], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', (chunk) => (said += chunk));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0 || code === 1) resolve(JSON.parse(said));
      else reject(new Error(`recount ended with ${code}`));
    });
  });
}
