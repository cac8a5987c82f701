// The bank of the load tools: as large as that of 2019, of every kind of question, invented.

/** Topics of the first bank with how many questions of a paper come from each: fifteen together. */
export const BLUEPRINT = [
  ['chi-dao-dieu-hanh', 2],
  ['the-che', 2],
  ['thu-tuc-hanh-chinh', 4],
  ['to-chuc-bo-may', 2],
  ['che-do-cong-vu', 2],
  ['tai-chinh-cong', 1],
  ['chinh-quyen-so', 2],
];

/** As many as the bank of 2019 had. */
const BANK_ITEMS = 380;

/** Every fifth item has several right options or is true-false, with 2 to 6 options; the rest have four and one right. */
function kindOf(n) {
  if (n % 10 === 3) return { kind: 'multiple', options: 3 + (n % 4), mask: 0b11 << (n % 2) };
  if (n % 10 === 8) return { kind: 'true_false', options: 2, mask: 1 << ((n / 10) & 1) };
  return { kind: 'single', options: 4, mask: 1 << ((n * 7) % 4) };
}

/**
 * A bank of invented questions of ordinary length; nobody reads them, and no figure hangs on their text.
 * @param {import('pg').Client} db @param {string} code
 * @returns {Promise<{ bankId: number, pool: number[] }>} pool: the item versions
 */
export async function insertBank(db, code) {
  const bank = await db.query('INSERT INTO bank (code, title) VALUES ($1, $2) RETURNING id', [
    code,
    'Câu hỏi mô phỏng',
  ]);
  const bankId = bank.rows[0].id;
  const slots = BLUEPRINT.flatMap(([topic, count]) => Array.from({ length: Number(count) }, () => topic));
  const items = Array.from({ length: BANK_ITEMS }, (_, n) => ({ n, topic: slots[n % slots.length], ...kindOf(n) }));
  const { rows } = await db.query(
    `WITH t AS (
       INSERT INTO topic (bank_id, code, title) SELECT $1, code, code FROM unnest($2::text[]) AS code RETURNING id, code
     ), i AS (
       INSERT INTO item (bank_id, topic_id, code, status)
       SELECT $1, t.id, 'mo-phong-' || x.n, 'published'
         FROM unnest($3::int[], $4::text[]) AS x(n, topic) JOIN t ON t.code = x.topic RETURNING id, code
     ), v AS (
       INSERT INTO item_version (item_id, version, kind, level, stem, options)
       SELECT i.id, 1, x.kind, 1 + x.n % 3, 'Câu hỏi mô phỏng số ' || x.n || ': người dân nộp hồ sơ tại bộ phận một cửa, hồ sơ '
                || 'còn thiếu một giấy tờ. Cán bộ tiếp nhận phải làm gì trước tiên theo quy định?',
              ARRAY(SELECT 'Phương án ' || o || ' của câu ' || x.n || ', nêu một việc phải làm và thời hạn làm việc đó'
                      FROM generate_series(1, x.options) AS o)
         FROM unnest($3::int[], $5::text[], $6::int[]) AS x(n, kind, options) JOIN i ON i.code = 'mo-phong-' || x.n
       RETURNING id, item_id
     )
     INSERT INTO key_revision (item_version_id, revision, key_mask, explanation)
     SELECT v.id, 1, x.mask, 'Giải thích mô phỏng' FROM unnest($3::int[], $7::smallint[]) AS x(n, mask)
       JOIN i ON i.code = 'mo-phong-' || x.n JOIN v ON v.item_id = i.id RETURNING item_version_id AS id`,
    [
      bankId,
      BLUEPRINT.map(([topic]) => topic),
      ...['n', 'topic', 'kind', 'options', 'mask'].map((field) => items.map((item) => item[field])),
    ],
  );
  return { bankId, pool: rows.map(({ id }) => id).sort((a, b) => a - b) };
}
