import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import type { DataSource } from 'typeorm';
import { createDataSource } from '#database';
import { issueSignInLink } from '#identity';
import { startStack, type Stack } from '../../scripts/stack.mjs';
import { DESKTOP, openBrowser, PHONE, visit, type Visit } from '../support/browser.js';
import { insertContest, insertPeople, type ContestFixture } from '../support/contest.js';

/** The page at / as a person meets it, in Chromium, on the processes of a real installation. */
let stack: Stack;
let owner: DataSource;
let browser: Browser;
let contest: ContestFixture;
let open: Visit[] = [];
let url = '';
let people = 0;

beforeAll(async () => {
  browser = await openBrowser();
  const extraEnv = { GRADING_SWEEP_SECONDS: '1', GRADING_FORGOTTEN_SECONDS: '3' };
  stack = await startStack({ apis: 1, workers: 1, prepare: 'empty', extraEnv });
  url = stack.urls[0]!;
  owner = createDataSource({ url: stack.env['DATABASE_OWNER_URL']!, poolMax: 2, applicationName: 'story' });
  await owner.initialize();
}, 90_000);

afterAll(async () => {
  await Promise.all(open.map((visit) => visit.close()));
  await browser?.close();
  await owner?.destroy();
  await stack?.stop();
}, 30_000);

const PREDICTION = { subject: 'persons_all_correct', min: 0, max: 1_000_000, whichCounts: 'counted_attempt' } as const;

beforeEach(async () => {
  contest = await insertContest(owner, { round: { prediction: PREDICTION } });
});

async function enter(path: string, options = PHONE): Promise<Visit> {
  const made = await visit(browser, `${url}/${path}`, options);
  open.push(made);
  return made;
}

/** Whatever happened, no script failed, no style was refused and no other server was asked. */
async function leave(...visits: Visit[]): Promise<void> {
  expect(visits.flatMap(({ faults }) => faults)).toEqual([]);
  await Promise.all(visits.map((visit) => visit.close()));
  open = open.filter((visit) => !visits.includes(visit));
}

const byName = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).filter({ visible: true });

/** Signs up by hand up to the first question. @returns the phone number */
async function signUpAndStart(page: Page): Promise<string> {
  const phone = `0912 ${String(100_000 + people++).replace(/(\d{3})$/, ' $1')}`;
  await page.getByLabel('Họ và tên').fill('H’Hen Niê');
  await page.getByLabel('Đơn vị của bạn').fill('vinh phu');
  await page.getByRole('option', { name: 'Phường Vinh Phú' }).click();
  await page.getByLabel('Ngày sinh').fill('1992-05-08');
  await page.getByLabel('Số điện thoại').fill(phone);
  await page.getByLabel('Mật khẩu').fill('song-Lam-xanh-92');
  await byName(page, 'Đăng ký và vào thi').click();
  await byName(page, 'Bắt đầu làm bài').click();
  await page.locator('.question').first().waitFor();
  return phone;
}

/** Chooses the right or a wrong option of a question; the fixture's question i has its i-th option right. */
async function answer(page: Page, position: number, isRight: boolean): Promise<void> {
  const card = page.locator(`#cau-${position}`);
  const right = ['một', 'hai', 'ba', 'bốn'][Number(/\d+$/.exec(await card.locator('.stem').innerText())![0]) % 4]!;
  const options = card.locator('.option');
  const texts = await options.locator('span:last-child').allInnerTexts();
  await options.nth(texts.findIndex((text) => (text === right) === isRight)).click();
}

const saved = (page: Page) => page.locator('.saved-saved').waitFor();
const attempts = (slug: string): Promise<{ state: string; score: number; prediction: string; answered: number }[]> =>
  owner.query(
    `SELECT t.state, g.score, t.prediction, (SELECT count(*)::int FROM unnest(s.choices) c WHERE c <> 0) AS answered
       FROM attempt t JOIN contest c ON c.id = t.contest_id
       LEFT JOIN answers s ON s.contest_id = t.contest_id AND s.attempt_id = t.id
       LEFT JOIN grade g ON g.contest_id = t.contest_id AND g.attempt_id = t.id
      WHERE c.slug = $1`,
    [slug],
  );

describe('the page at /', () => {
  it('signs a person up, takes the round through an outage and a refresh, and shows score, rank and units', async () => {
    const phone = await enter('');
    const { page } = phone;
    await page
      .locator('.card', { has: page.locator(`a[href$="${contest.slug}"]`) })
      .getByText('Vào thi')
      .click();
    await signUpAndStart(page);

    await answer(page, 1, true);
    await answer(page, 2, false);
    await saved(page);
    expect(await page.locator('.saved').innerText()).toMatch(/^Đã lưu lúc \d\d:\d\d\.$/);

    await page.context().setOffline(true);
    await answer(page, 3, true);
    await page.getByText('Mất mạng. Câu trả lời đang được giữ trên máy này').first().waitFor();
    await page.context().setOffline(false);
    await saved(page);

    await page.reload();
    await page.locator('.question').first().waitFor();
    expect(await page.locator('.drawer summary').innerText()).toBe('Đã trả lời 3/5');

    await byName(page, 'Nộp bài').click();
    const dialog = page.getByRole('dialog');
    expect(await dialog.innerText()).toContain('Bạn còn 2 câu chưa trả lời: câu 4, câu 5.');
    await dialog.getByRole('button', { name: 'Điền số dự đoán' }).click();
    await page.getByLabel('Số dự đoán').fill('1.234');
    for (const position of [4, 5]) await answer(page, position, true);
    await byName(page, 'Nộp bài').click();
    expect(await dialog.innerText()).toContain('Bạn đã trả lời đủ 5 câu.');
    await dialog.getByRole('button', { name: 'Nộp bài', exact: true }).click();

    await page.locator('.score').waitFor();
    expect(await page.locator('.receipt').innerText()).toMatch(/^Mã biên nhận: \w{4}-\w{4}-\w{4}$/);
    expect(await page.locator('.score').innerText()).toBe('4/5 điểm');
    expect(await page.locator('.box-own').innerText()).toContain('Bạn tạm xếp hạng 1 trong 1 người (Tuần 1): 4/5 điểm');
    expect(await attempts(contest.slug)).toEqual([{ state: 'graded', score: 4000, prediction: '1234', answered: 5 }]);

    await page.getByRole('link', { name: 'Bảng xếp hạng và đơn vị' }).click();
    await page.locator('.table-units tbody tr').waitFor();
    expect(await page.locator('.own').innerText()).toContain('H’Hen N.');
    expect(await page.locator('.table-units tbody').innerText()).toContain('Phường Vinh Phú');
    expect(await page.locator('.figures').innerText()).toContain('50,00%');
    expect(await page.locator('main').innerText()).toContain('Có 1/2 đơn vị, địa phương tham gia (chiếm tỷ lệ 50,00%)');

    // A late answer to an earlier choice must not stand under the later one.
    await page.route('**/report-sentence?scope=contest', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 500));
      await route.fulfill({ json: { sentence: 'câu của cả cuộc thi' } });
    });
    await page.getByLabel('Xem theo').selectOption('Toàn cuộc thi');
    await page.getByLabel('Xem theo').selectOption('Tuần 1');
    await page.waitForResponse(/report-sentence\?scope=contest/);
    await page.waitForTimeout(100);
    expect(await page.locator('main').innerText()).not.toContain('Câu của cả cuộc thi');
    const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
    expect(overflow).toBe(0);

    await byName(page, 'Đăng xuất').click();
    await page.getByRole('link', { name: 'Đăng nhập' }).waitFor();
    expect(await page.evaluate('localStorage.length + sessionStorage.length')).toBe(0);
    await leave(phone);
  }, 60_000);

  it('hands in by itself when the time is up, with what was answered last', async () => {
    contest = await insertContest(owner, {
      round: { timing: { durationMs: 6_000, graceMs: 30_000, atRoundEnd: 'cut' } },
    });
    const desk = await enter(`#/cuoc-thi/${contest.slug}/lam-bai`, DESKTOP);
    const { page } = desk;
    await signUpAndStart(page);
    await answer(page, 1, true);
    await saved(page);
    await page.context().setOffline(true);
    await answer(page, 2, true);
    await page.locator('.saved-offline').waitFor();
    await page.getByRole('timer').getByText('00:00').waitFor();
    expect(await page.locator('#cau-3 input').first().isDisabled()).toBe(true);
    await page.context().setOffline(false);
    await page.locator('.score').waitFor();
    expect(await page.locator('.score').innerText()).toBe('2/5 điểm');
    await leave(desk);
  }, 60_000);

  it('leaves the grace for a prediction that is missing when the time is up', async () => {
    contest = await insertContest(owner, {
      round: { prediction: PREDICTION, timing: { durationMs: 3_000, graceMs: 30_000, atRoundEnd: 'cut' } },
    });
    const phone = await enter(`#/cuoc-thi/${contest.slug}/lam-bai`);
    const { page } = phone;
    await signUpAndStart(page);
    await answer(page, 1, true);
    await page.getByText(/Hết giờ làm bài\. Còn \d+ giây để điền số dự đoán/).waitFor();
    await page.getByLabel('Số dự đoán').fill('7');
    await byName(page, 'Nộp bài').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Nộp bài', exact: true }).click();
    await page.locator('.score').waitFor();
    expect(await attempts(contest.slug)).toEqual([{ state: 'graded', score: 1000, prediction: '7', answered: 1 }]);
    await leave(phone);
  }, 60_000);

  it('keeps answers through a session that ended, and refuses the attempt that is one too many', async () => {
    const limits = { perDay: null, perWeek: 1, perRound: null, perPhase: null, perContest: null, minGapMs: null };
    contest = await insertContest(owner, { round: { limits } });
    const phone = await enter(`#/cuoc-thi/${contest.slug}/lam-bai`);
    const { page } = phone;
    const number = await signUpAndStart(page);
    await answer(page, 1, true);
    await saved(page);
    await page.evaluate(`fetch('/api/sessions/current', { method: 'DELETE' })`);
    await answer(page, 2, true);
    await byName(page, 'Đăng nhập lại').click();
    await page.getByLabel('Số điện thoại').fill(number);
    await page.getByLabel('Mật khẩu').fill('song-Lam-xanh-92');
    await byName(page, 'Đăng nhập').click();
    await page.locator('.question').first().waitFor();
    expect(await page.locator('.drawer summary').innerText()).toBe('Đã trả lời 2/5');
    await saved(page);
    await byName(page, 'Nộp bài').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Nộp bài', exact: true }).click();
    await page.locator('.score').waitFor();
    expect(await page.locator('.score').innerText()).toBe('2/5 điểm');

    await page.getByRole('link', { name: 'Về cuộc thi' }).click();
    await page.getByRole('link', { name: 'Vào thi' }).click();
    await byName(page, 'Bắt đầu làm bài').click();
    expect(await page.getByRole('alert').innerText()).toMatch(/^Bạn đã dùng hết lượt thi của tuần này\./);
    await leave(phone);
  }, 60_000);

  it('goes on on another device after asking, and the first device says so', async () => {
    const phone = await enter(`#/cuoc-thi/${contest.slug}/lam-bai`);
    const number = await signUpAndStart(phone.page);
    await answer(phone.page, 1, true);
    await saved(phone.page);

    const desk = await enter('#/dang-nhap', DESKTOP);
    await desk.page.getByLabel('Số điện thoại').fill(number);
    await desk.page.getByLabel('Mật khẩu').fill('sai-mat-khau-roi');
    await byName(desk.page, 'Đăng nhập').click();
    expect(await desk.page.getByRole('alert').innerText()).toMatch(/chưa đúng\.\s+Mã lỗi [0-9A-F]{8}/);
    await desk.page.getByLabel('Mật khẩu').fill('song-Lam-xanh-92');
    await byName(desk.page, 'Đăng nhập').click();
    await desk.page.getByText('H’Hen Niê').waitFor();
    await desk.page.goto(`${url}/#/cuoc-thi/${contest.slug}/lam-bai`);
    await byName(desk.page, 'Bắt đầu làm bài').click();
    await byName(desk.page, 'Làm tiếp trên máy này').click();
    await desk.page.locator('.question').first().waitFor();
    expect(await desk.page.locator('.side-count').innerText()).toBe('Đã trả lời 1/5');
    await answer(desk.page, 2, true);
    await saved(desk.page);

    await answer(phone.page, 3, true);
    await phone.page.getByText('Bài của bạn đã được mở tiếp ở trang hoặc thiết bị khác.').waitFor();
    await leave(phone, desk);
  }, 60_000);

  it('lets a sample person in by a one-time link, once, and takes the token out of the address', async () => {
    const [sample] = await insertPeople(owner, contest, 1);
    await owner.query(`UPDATE account SET sample = true, full_name = 'Vàng A Sử' WHERE id = $1`, [sample!.accountId]);
    const token = await issueSignInLink(owner.manager, { PUBLIC_URL: url, CCHC_IMAGE: '0' }, sample!.accountId);
    const first = await enter(`#vao=${token}`, DESKTOP);
    await first.page.getByText('Vàng A Sử').waitFor();
    expect(first.page.url()).toBe(`${url}/`);
    const second = await enter(`#vao=${token}`);
    expect(await second.page.getByRole('alert').innerText()).toContain('đã dùng rồi hoặc đã hết hạn');
    expect(second.page.url()).toBe(`${url}/`);
    await leave(first, second);
  }, 60_000);

  it('tells who may not take part why, each time', async () => {
    contest = await insertContest(owner, { contest: { minimumAge: { years: 14, on: '2026-01-01' } } });
    const phone = await enter(`#/cuoc-thi/${contest.slug}/lam-bai`);
    const { page } = phone;
    const chooseUnit = async () => {
      await page.getByLabel('Đơn vị của bạn').fill('noi vu');
      await page.getByRole('option', { name: 'Sở Nội vụ' }).click();
    };
    await page.getByLabel('Họ và tên').fill('Zơrâm');
    await chooseUnit();
    await page.getByLabel('Số điện thoại').fill(`0987 ${100_000 + people++}`);
    await page.getByLabel('Mật khẩu').fill('song-Lam-xanh-92');
    await byName(page, 'Đăng ký và vào thi').click();
    await page.getByText('Cuộc thi có quy định về tuổi. Hãy điền ngày sinh.').waitFor();
    await page.getByLabel('Ngày sinh').fill('2020-01-01');
    await byName(page, 'Đăng ký và vào thi').click();
    await page.getByRole('heading', { name: 'Bạn dự thi cho đơn vị nào?' }).waitFor();
    const words = /^Cuộc thi dành cho người từ đủ 14 tuổi\.\s+Mã lỗi [0-9A-F]{8}$/;
    const first = await page.getByRole('alert').innerText();
    expect(first).toMatch(words);
    await chooseUnit();
    await byName(page, 'Đăng ký dự thi').click();
    await page.waitForFunction(
      `!document.querySelector('main').innerText.includes(${JSON.stringify(first.slice(-8))})`,
    );
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('alert').innerText()).toMatch(words);
    await leave(phone);
  }, 60_000);

  it('says in words what it cannot open, with the code to read out', async () => {
    const lost = await enter('#/cuoc-thi/khong-co');
    expect(await lost.page.getByRole('alert').innerText()).toMatch(/Không có cuộc thi này\.\s+Mã lỗi [0-9A-F]{8}/);
    await leave(lost);
  }, 60_000);
});
