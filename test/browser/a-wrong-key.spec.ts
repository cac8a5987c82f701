import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { DESKTOP, openBrowser, visit } from '../support/browser.js';
import { buildRoundRules, insertContest } from '../support/contest.js';
import { faultsOf } from './support/looks.js';
import { takeOffice } from './support/office.js';
import { button, openHall, option, question, saved, type Hall, type Seat } from './support/sitting.js';

/** A question whose key is wrong is found out while people are at work. */
let hall: Hall;
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
  hall = await openHall();
}, 90_000);
afterAll(async () => {
  await browser.close();
  await hall.close();
}, 30_000);

/** One question, its options as they were written: the key says the first. */
const contestOfOne = () =>
  insertContest(hall.owner, {
    items: 1,
    round: {
      paper: { ...buildRoundRules().paper, blueprint: [{ topic: null, level: null, count: 1 }], shuffleOptions: false },
    },
  });

async function handIn({ page }: Seat): Promise<void> {
  await button(page, 'Xem lại').click();
  await button(page, 'Nộp bài').click();
  await page.waitForURL('**/ket-qua/*');
}

describe('a wrong key', () => {
  it('is regraded while attempts run: foreseen, decided, and told to whoever it concerns', async () => {
    const contest = await contestOfOne();
    const early = await hall.seat(contest);
    await early.sitDown(await early.start());
    await option(early.page, 'hai').check();
    await saved(early.page);
    await handIn(early);
    await early.page.getByText('Bạn đúng 0/1 câu').waitFor({ timeout: 30_000 });
    // Who went by the wrong key leads until it is found out.
    const misled = await hall.seat(contest);
    await misled.sitDown(await misled.start());
    await option(misled.page, 'một').check();
    await saved(misled.page);
    await handIn(misled);
    await misled.page.getByText('Bạn đúng 1/1 câu').waitFor({ timeout: 30_000 });
    const late = await hall.seat(contest);
    await late.sitDown(await late.start());
    await question(late.page, 1);
    await option(late.page, 'hai').check();
    await saved(late.page);

    const office = await visit(browser, `${hall.url}/robots.txt`, DESKTOP);
    const { page } = office;
    await takeOffice(page.context(), hall.url, hall.owner, { role: 'administrator' });
    await page.goto(`${hall.url}/quan-tri/dieu-hanh/dap-an?cuoc-thi=${contest.slug}`);
    await page.getByText('Chưa có lần sửa nào.').waitFor({ timeout: 30_000 });
    await page.getByRole('button', { name: /^Sửa đáp án câu / }).click();
    await page.getByRole('button', { name: 'Xem trước' }).click();
    await page.getByText('Hãy chọn ít nhất một phương án.').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('checkbox', { name: 'B. hai' }).check();
    await page.getByLabel('Lý do').fill('Nghị định mới thay thế');
    await page.getByLabel('Lời giải thích cho người dự thi').fill('Đáp án có sai sót.');
    await page.getByRole('button', { name: 'Xem trước' }).click();
    await page.getByRole('heading', { name: 'Nếu thực hiện' }).waitFor({ timeout: 30_000 });
    await page.getByText('2 lượt thi của 2 người có câu này.').waitFor();
    await page.getByText('1 lượt đang làm hoặc chưa chấm').waitFor();
    await page.getByText('đáp án trước đó: A').waitFor();
    const board = page.getByRole('table').getByRole('row').filter({ hasText: 'Toàn cuộc thi' });
    // Ten places with prizes; both change theirs, nobody comes in or goes out.
    expect(await board.getByRole('cell').allInnerTexts()).toEqual(['10', '2', '0', '0']);
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Thực hiện' }).click();
    await page.getByRole('alertdialog').getByText('2 lượt thi được chấm lại: 1 lượt tăng điểm').waitFor();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Thực hiện' }).click();
    await page.getByText('Đã chấm lại xong').waitFor({ timeout: 30_000 });
    expect(await faultsOf(page)).toEqual([]);

    await early.page.reload();
    await early.page.getByText('Câu 1 đã được chấm lại.').waitFor({ timeout: 30_000 });
    await early.page.getByText('Điểm của bạn: 0 → 1.').waitFor();
    await early.page.getByText('Bạn đúng 1/1 câu').waitFor();
    expect(await faultsOf(early.page)).toEqual([]);
    await misled.page.reload();
    await misled.page.getByText('Điểm của bạn: 1 → 0.').waitFor({ timeout: 30_000 });
    // Who was still at work is graded by the new key, and has nothing to be told.
    await handIn(late);
    await late.page.getByText('Bạn đúng 1/1 câu').waitFor({ timeout: 30_000 });
    expect(await late.page.getByText('đã được chấm lại').count()).toBe(0);
    expect(office.faults).toEqual([]);
    await early.leave();
    await misled.leave();
    await late.leave();
    await office.close();
  }, 180_000);
});
