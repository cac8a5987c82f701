// The raw rows of a replayed contest as CSV, for whoever wants to count again with a tool of their own.

import { createWriteStream, mkdirSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';

const FETCH = 5_000;

/** File -> query; $1 is the contest. Instants are ISO in UTC, scores in 1/1000 point, lists joined by blanks. */
const FILES = {
  'attempts.csv': `SELECT t.id AS attempt, t.participant_id AS participant, u.code AS unit, u.name AS unit_name, t.round_id AS round,
      t.attempt_no, t.state, t.closed_by, ${iso('t.started_at')} AS started_at, ${iso('t.deadline_at')} AS deadline_at,
      ${iso('t.submitted_at')} AS submitted_at, t.elapsed_ms, t.late_ms, t.prediction, t.receipt_number
    FROM attempt t JOIN contest_unit u ON u.id = t.contest_unit_id WHERE t.contest_id = $1 ORDER BY t.id`,
  // Masks are over the options as shown: bit 0 is the first. The order codes say which option that was.
  'answers.csv': `SELECT t.id AS attempt, array_to_string(t.paper_items, ' ') AS items, array_to_string(t.paper_orders, ' ') AS orders,
      array_to_string(a.choices, ' ') AS choices, a.seq, ${iso('a.saved_at')} AS saved_at
    FROM attempt t JOIN answers a ON a.contest_id = $1 AND a.attempt_id = t.id WHERE t.contest_id = $1 ORDER BY t.id`,
  'keys.csv': `SELECT v.id AS item, k.revision, k.key_mask, k.rule, v.kind, cardinality(v.options) AS options
    FROM key_revision k JOIN item_version v ON v.id = k.item_version_id
   WHERE v.id IN (SELECT unnest(pool) FROM round_revision WHERE contest_id = $1) ORDER BY v.id, k.revision`,
  'grades.csv': `SELECT attempt_id AS attempt, revision, effective, score, max_score, full_marks,
      array_to_string(marks, ' ') AS marks, array_to_string(key_revisions, ' ') AS key_revisions, ${iso('graded_at')} AS graded_at
    FROM grade WHERE contest_id = $1 ORDER BY attempt_id, revision`,
};

/** @param {string} column */
function iso(column) {
  return `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}

/** @param {unknown} value */
function cell(value) {
  const text = value === null ? '' : String(value);
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** @param {import('pg').Client} db @param {number} contestId @param {string} directory made when it is missing */
export async function keepFiles(db, contestId, directory) {
  mkdirSync(directory, { recursive: true });
  for (const [name, query] of Object.entries(FILES)) {
    const file = createWriteStream(join(directory, name));
    await db.query('BEGIN READ ONLY');
    await db.query(`DECLARE kept CURSOR FOR ${query.replaceAll('$1', String(Number(contestId)))}`);
    for (let isHead = true; ; isHead = false) {
      const { rows, fields } = await db.query(`FETCH ${FETCH} FROM kept`);
      const names = fields.map((field) => field.name);
      const lines = rows.map((row) => names.map((field) => cell(row[field])).join(','));
      if (isHead) lines.unshift(names.join(','));
      if (lines.length > 0 && !file.write(`${lines.join('\n')}\n`)) await once(file, 'drain');
      if (rows.length < FETCH) break;
    }
    await db.query('COMMIT');
    file.end();
    await once(file, 'finish');
  }
}
