// Reports of a contest, asked for as the console does and made by the product's workers.

import { randomUUID } from 'node:crypto';
import { until } from '../drills/stage.mjs';

const PATIENCE_MS = 150_000;

/**
 * @param {import('./site.mjs').Site} site @param {number} contestId @param {'docx' | 'xlsx' | 'pdf'} format
 * @returns {Promise<string>} the id of the job
 */
export async function askReport({ pool }, contestId, format) {
  const id = randomUUID();
  await pool.query(
    `INSERT INTO document_job (id, contest_id, kind, params, asked_by)
     SELECT $1, $2, 'report', $3, account_id FROM participant WHERE contest_id = $2 LIMIT 1`,
    [id, contestId, { scope: 'contest', scopeId: null, format, tellsItems: true }],
  );
  return id;
}

/**
 * @param {import('./site.mjs').Site} site @param {string} id
 * @returns {Promise<{ state: string, failure: string | null, ms: number, bytes: Buffer }>} failure: a code; ms: until it ended
 */
export async function endOfReport({ pool }, id) {
  const read = async () => (await pool.query('SELECT state, failure FROM document_job WHERE id = $1', [id])).rows[0];
  const began = Date.now();
  await until(async () => !['asked', 'running'].includes((await read()).state), PATIENCE_MS);
  const ms = Date.now() - began;
  const { rows } = await pool.query('SELECT bytes FROM document_part WHERE job_id = $1 ORDER BY number', [id]);
  return { ...(await read()), ms, bytes: Buffer.concat(rows.map(({ bytes }) => bytes)) };
}

/** @param {import('./site.mjs').Site} site @param {number} contestId @param {'docx' | 'xlsx' | 'pdf'} format */
export const makeReport = async (site, contestId, format) =>
  endOfReport(site, await askReport(site, contestId, format));
