import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { openForPractice } from '#bank';
import { offerPractice } from '#contests';
import { insertContest } from '../support/contest.js';
import { faultsOf } from './support/looks.js';
import { button, openHall, type Hall } from './support/sitting.js';

/** Before a contest opens a citizen practises for it. */
let hall: Hall;
beforeAll(async () => void (hall = await openHall()), 120_000);
afterAll(() => hall.close(), 30_000);

const PATIENCE = { timeout: 30_000 };
const HOUR_MS = 3_600_000;

/** A bank of one question, offered in a contest. */
async function offerOne(contestSlug: string): Promise<void> {
  await hall.owner.query(
    `WITH b AS (INSERT INTO bank (code, title) VALUES ('on-luyen-thu', 'Ôn luyện') RETURNING id),
     t AS (INSERT INTO topic (bank_id, code, title) SELECT id, 'mot-cua', 'Một cửa' FROM b RETURNING id, bank_id),
     i AS (INSERT INTO item (bank_id, code, topic_id, status) SELECT bank_id, 'on-1', id, 'published' FROM t RETURNING id),
     v AS (INSERT INTO item_version (item_id, version, kind, level, stem, options, source_document, source_article)
           SELECT id, 1, 'single', 1, 'Bộ phận nào tiếp nhận hồ sơ?', '{Văn thư,Một cửa,Bảo vệ,Kế toán}', '61/2018/NĐ-CP', 'Điều 4'
             FROM i RETURNING id)
     INSERT INTO key_revision (item_version_id, revision, key_mask, rule, explanation)
     SELECT id, 1, 2, 'normal', 'Vì nghị định nói vậy.' FROM v`,
  );
  await hall.owner.transaction(async (manager) => {
    const bankId = await openForPractice(manager, 'on-luyen-thu');
    await offerPractice(manager, { contestSlug, bankId, actorId: null, requestId: null });
  });
}

it('practising tells the explanation and its source at once, as often as one likes, and stands in no figure', async () => {
  const contest = await insertContest(hall.owner, { opensInMs: HOUR_MS, closesInMs: 2 * HOUR_MS });
  await offerOne(contest.slug);
  const { page, context, leave } = await hall.seat(contest);
  await context.clearCookies();
  const figures = async (): Promise<unknown> => ({
    ...((await (await context.request.get(`${hall.url}/api/contests/${contest.slug}/figures`)).json()) as object),
    now: 'then',
  });
  const before = await figures();
  await page.goto(`${hall.url}/cuoc-thi/${contest.slug}`);
  await page.getByRole('link', { name: /Ôn luyện/ }).click(PATIENCE);
  await page.getByText('Bộ phận nào tiếp nhận hồ sơ?').waitFor(PATIENCE);
  await button(page, 'Trả lời').click();
  await page.getByRole('alert').getByText('Hãy chọn phương án.').waitFor();
  await page.getByRole('radio', { name: 'Văn thư' }).check();
  expect(await page.content()).not.toContain('nghị định nói vậy');
  await button(page, 'Trả lời').click();
  await page.getByText('Chưa đúng.').waitFor(PATIENCE);
  await page.getByText('Vì nghị định nói vậy.').waitFor();
  await page.getByText(/^Căn cứ: Điều 4, 61\/2018\/NĐ-CP/).waitFor();
  expect(await faultsOf(page)).toEqual([]);
  await button(page, 'Câu khác').click();
  await page.getByRole('heading', { name: 'Câu 2' }).waitFor(PATIENCE);
  await page.getByRole('radio', { name: 'Một cửa' }).check();
  await button(page, 'Trả lời').click();
  await page.getByText('Đúng rồi.').waitFor(PATIENCE);
  await page.getByText('Đúng 1 trên 2 câu vừa làm.').waitFor();
  expect(await figures()).toEqual(before);
  const left = await hall.owner.query(
    `SELECT (SELECT count(*)::int FROM attempt WHERE contest_id = $1) AS attempts,
            (SELECT count(*)::int FROM contribution WHERE contest_id = $1) AS counted,
            (SELECT count(*)::int FROM unit_counter WHERE contest_id = $1) AS units`,
    [contest.contestId],
  );
  expect(left).toEqual([{ attempts: 0, counted: 0, units: 0 }]);
  await leave();
}, 180_000);
