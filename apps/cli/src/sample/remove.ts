import type { EntityManager } from 'typeorm';
import { appendAudit } from '#database';
import { SAMPLE_REMOVED } from './state.js';

export interface Removal {
  /** Rows removed, by table, in the order of removal. */
  tables: { table: string; rows: number }[];
  /** Units and banks of the sample that real contests stand on: they stay, and are no sample any more. */
  kept: { units: number; banks: number };
  /** Sample people who take part in real contests: nothing is removed while there are any. */
  inTheWay: number;
}

const PARTITIONED = ['standing', 'contribution', 'grade', 'answers', 'attempt'];
const OF_CONTEST = [
  'appeal',
  'publication',
  'settlement_approval',
  'award',
  'winner_file',
  'award_decision',
  'settlement_line',
  'settlement',
  'person_number',
  'lot',
  'feedback',
  'standing_bucket',
  'unit_counter',
  'score_counter',
  'tally_mark',
  'grading_failure',
  'attempt_quota',
  'unit_correction',
  'identity_paper',
  'exclusion',
  'extra_time_grant',
  'announcement',
  'pause',
  'phone_claim',
  'desk_note',
  'incident_report',
  'incident_answer',
  'participant',
  'consent',
];
const OF_ACCOUNT = ['sign_in_link', 'reset_code', 'session'];
const OF_VERSION = ['key_revision', 'item_wording', 'item_media'];
const RULES = ['round_revision', 'round', 'phase', 'audience', 'contest_unit', 'contest_revision'];

/** Sample banks that no contest draws from any more. */
const FREE_BANKS = `SELECT b.id FROM bank b WHERE b.sample
  AND NOT EXISTS (SELECT FROM contest c WHERE b.id IN (c.bank_id, c.practice_bank_id))
  AND NOT EXISTS (SELECT FROM round_revision r JOIN item_version v ON v.id = ANY (r.pool) JOIN item i ON i.id = v.item_id
                   WHERE i.bank_id = b.id)`;

/** Files that no question has any more. */
const MEDIA_OF_NONE = `sha256 NOT IN (SELECT sha256 FROM item_media UNION SELECT audio FROM item_wording WHERE audio IS NOT NULL)`;

/** Units that contests or real units stand on, with all units above them. */
const USED_UNITS = `WITH RECURSIVE used AS (
    SELECT unit_id AS id FROM contest_unit WHERE unit_id IS NOT NULL
    UNION SELECT id FROM unit WHERE NOT sample
    UNION SELECT u.parent_id FROM used JOIN unit u ON u.id = used.id WHERE u.parent_id IS NOT NULL
  ) SELECT id FROM used`;

/**
 * Removes everything that is marked as sample, as part of the caller's transaction: contests with all their attempts and
 * figures, accounts, banks, units. The audit trail stays. Must run as the owner, because partitions are dropped.
 */
export async function removeSampleData(manager: EntityManager): Promise<Removal> {
  const removal: Removal = { tables: [], kept: { units: 0, banks: 0 }, inTheWay: await peopleInTheWay(manager) };
  if (removal.inTheWay > 0) return removal;
  const note = (table: string, rows: number) => removal.tables.push({ table, rows });
  const remove = async (table: string, condition: string, values: unknown[] = []) => {
    const [, rows] = await manager.query<[unknown, number]>(`DELETE FROM ${table} WHERE ${condition}`, values);
    note(table, rows);
  };
  const contests: { id: number }[] = await manager.query('SELECT id FROM contest WHERE sample ORDER BY id');
  const ids = contests.map(({ id }) => id);

  for (const table of PARTITIONED) note(table, await dropPartitions(manager, table, ids));
  for (const table of OF_CONTEST) await remove(table, 'contest_id = ANY($1)', [ids]);
  await remove('staff_role', 'contest_id = ANY($1) OR account_id IN (SELECT id FROM account WHERE sample)', [ids]);
  for (const table of OF_ACCOUNT) await remove(table, 'account_id IN (SELECT id FROM account WHERE sample)');
  await remove('account', 'sample');
  for (const table of RULES) await remove(table, 'contest_id = ANY($1)', [ids]);
  await remove('contest', 'id = ANY($1)', [ids]);

  const items = `(SELECT id FROM item WHERE bank_id IN (${FREE_BANKS}))`;
  for (const table of OF_VERSION)
    await remove(table, `item_version_id IN (SELECT id FROM item_version WHERE item_id IN ${items})`);
  await remove('item_version', `item_id IN ${items}`);
  await remove('media', MEDIA_OF_NONE);
  await remove('item', `bank_id IN (${FREE_BANKS})`);
  await remove('topic', `bank_id IN (${FREE_BANKS})`);
  await remove('bank', `id IN (${FREE_BANKS})`);
  removal.kept.banks = await keep(manager, 'bank');

  await remove('unit_succession', `old_unit_id NOT IN (${USED_UNITS}) OR new_unit_id NOT IN (${USED_UNITS})`);
  await remove('unit', `id NOT IN (${USED_UNITS})`);
  removal.kept.units = await keep(manager, 'unit');

  await appendAudit(manager, { actorId: null, action: SAMPLE_REMOVED, subject: 'sample', after: removal.tables });
  return removal;
}

async function peopleInTheWay(manager: EntityManager): Promise<number> {
  const [row] = await manager.query<{ people: number }[]>(
    `SELECT count(*)::int AS people FROM account a JOIN participant p ON p.account_id = a.id
       JOIN contest c ON c.id = p.contest_id WHERE a.sample AND NOT c.sample`,
  );
  return row!.people;
}

/** Drops a contest's part of a table whole, and answers how many rows went with it. A draft has no partition. */
async function dropPartitions(manager: EntityManager, table: string, ids: readonly number[]): Promise<number> {
  const [row] = await manager.query<{ rows: number }[]>(
    `SELECT count(*)::int AS rows FROM ${table} WHERE contest_id = ANY($1)`,
    [ids],
  );
  for (const id of ids) await manager.query(`DROP TABLE IF EXISTS ${table}_c${id}`);
  return row!.rows;
}

/** What is left of the sample is in use by real contests, and so is real now. */
async function keep(manager: EntityManager, table: 'bank' | 'unit'): Promise<number> {
  const [, rows] = await manager.query<[unknown, number]>(`UPDATE ${table} SET sample = false WHERE sample`);
  return rows;
}
