import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DESKTOP } from '../support/browser.js';
import { insertContest } from '../support/contest.js';
import { attemptsOf, button, keptOf, openHall, option, question, saved, type Hall } from './support/sitting.js';

/** Rare hours of an attempt, in which an answer, a submit or the truth could be lost on the way. */
let hall: Hall;
beforeAll(async () => void (hall = await openHall()), 90_000);
afterAll(() => hall.close(), 30_000);

const PREDICTION = { subject: 'persons_all_correct', min: 0, max: 1_000_000, whichCounts: 'counted_attempt' } as const;
const timing = (durationMs: number, graceMs: number) => ({
  timing: { durationMs, graceMs, atRoundEnd: 'cut' as const },
});

describe('in the grace', () => {
  it('an answer that came too late for a save goes with the submit', async () => {
    const contest = await insertContest(hall.owner, { round: timing(600_000, 60_000) });
    const { page, start, sitDown, leave } = await hall.seat(contest);
    const asked = page.waitForResponse((answer) => answer.url().endsWith('/answers'));
    await sitDown(await start());
    await asked;
    // What the page knows of the time lags behind the server, as after a slow answer.
    await hall.owner.query(
      `UPDATE attempt SET deadline_at = started_at + interval '1 millisecond' WHERE contest_id = $1`,
      [contest.contestId],
    );
    await option(page, 'hai').check();
    await page.waitForURL('**/ket-qua/*');
    expect(await attemptsOf(hall.owner, contest)).toMatchObject([{ closedBy: 'participant', answered: 1 }]);
    await leave();
  });

  it('a phone whose network comes back goes on to the prediction, and its answers come along', async () => {
    const contest = await insertContest(hall.owner, { round: { prediction: PREDICTION, ...timing(5_000, 60_000) } });
    const { page, context, start, sitDown, leave } = await hall.seat(contest);
    await sitDown(await start());
    await context.setOffline(true);
    await option(page, 'hai').check();
    const asks = page.getByText(/^Hết giờ làm bài\. Còn \d+ giây để điền số dự đoán và nộp bài\.$/);
    await asks.waitFor();
    const refused = page.waitForResponse((answer) => answer.url().endsWith('/answers') && answer.status() === 409);
    await context.setOffline(false);
    await refused;
    await asks.waitFor();
    await page.getByLabel('Số bạn dự đoán').fill('77');
    await button(page, 'Nộp bài').click();
    await page.waitForURL('**/ket-qua/*');
    expect(await attemptsOf(hall.owner, contest)).toMatchObject([{ prediction: '77', answered: 1 }]);
    await leave();
  });
});

describe('the memory of the phone', () => {
  it('may fail for a while: what was answered after that outlives a refresh without network', async () => {
    const contest = await insertContest(hall.owner);
    const { page, context, start, sitDown, leave } = await hall.seat(contest);
    await sitDown(await start());
    await page.evaluate(`{
      const put = IDBObjectStore.prototype.put;
      IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError'); };
      globalThis.mend = () => { IDBObjectStore.prototype.put = put; };
    }`);
    await option(page, 'hai').check();
    await saved(page);
    await page.evaluate('mend()');
    await context.route('**/api/**', (route) => route.abort());
    await button(page, 'Câu sau').click();
    await option(page, 'ba').check();
    await page.getByText('Chưa gửi: 1 câu').waitFor();
    await page.reload();
    await question(page, 2);
    expect(await option(page, 'ba').isChecked()).toBe(true);
    await context.unroute('**/api/**');
    await page.evaluate(`dispatchEvent(new Event('online'))`);
    await saved(page);
    expect(await attemptsOf(hall.owner, contest)).toMatchObject([{ answered: 2 }]);
    await leave();
  });

  it('that never answers holds up neither the attempt nor the way out', async () => {
    const contest = await insertContest(hall.owner);
    const { page, context, start, sitDown, leave } = await hall.seat(contest);
    await context.addInitScript(`IDBFactory.prototype.open = () => ({})`);
    const attemptId = await start();
    await sitDown(attemptId);
    await option(page, 'hai').check();
    await saved(page);
    await page.getByText('Trình đơn').click();
    await button(page, 'Đăng xuất').click();
    await page.waitForURL(`${hall.url}/`);
    await leave();
  });
});

describe('choices that could not be sent', () => {
  it('are still offered when the attempt changes hands again before the person has decided', async () => {
    const contest = await insertContest(hall.owner);
    const phone = await hall.seat(contest);
    const attemptId = await phone.start();
    await phone.sitDown(attemptId);
    await phone.context.setOffline(true);
    await option(phone.page, 'hai').check();
    await phone.page.getByText('Chưa gửi: 1 câu').waitFor();
    const desk = await hall.seat(contest, DESKTOP, phone.accountId);
    await desk.sitDown(attemptId);
    await phone.context.setOffline(false);
    const takeBack = button(phone.page, 'Làm tiếp trên máy này');
    await takeBack.click();
    const again = phone.page.getByRole('button', { name: 'Chọn lại câu 1' });
    await again.waitFor();

    await button(desk.page, 'Câu sau').click();
    await desk.page.reload();
    await button(desk.page, 'Làm tiếp trên máy này').click();
    await question(desk.page, 2);
    await phone.page.evaluate(`document.dispatchEvent(new Event('visibilitychange'))`);
    await takeBack.click();
    await again.click();
    expect(await option(phone.page, 'hai').isChecked()).toBe(true);
    await saved(phone.page);
    await phone.leave();
    await desk.leave();
  });
});

describe('a way out', () => {
  it('without network is not called a sign-out, and takes nothing away', async () => {
    const contest = await insertContest(hall.owner);
    const { page, context, start, sitDown, leave } = await hall.seat(contest);
    await sitDown(await start());
    await context.setOffline(true);
    await option(page, 'hai').check();
    await page.getByText('Chưa gửi: 1 câu').waitFor();
    await page.getByText('Trình đơn').click();
    await button(page, 'Đăng xuất').click();
    await page.getByText(/^Chưa đăng xuất được/).waitFor();
    expect(JSON.parse(await keptOf(page))).toMatchObject([{ pending: [{ position: 1 }] }]);

    await context.setOffline(false);
    await page.keyboard.press('Escape');
    await saved(page);
    await page.getByText('Trình đơn').click();
    await button(page, 'Đăng xuất').click();
    await page.waitForURL(`${hall.url}/`);
    expect(await keptOf(page)).toBe('[]');
    const now = await context.request.get(`${hall.url}/api/sessions/current`);
    expect(await now.json()).toMatchObject({ account: null });
    await leave();
  });

  it('by a double tap is not a submit', async () => {
    const contest = await insertContest(hall.owner);
    const { page, start, sitDown, leave } = await hall.seat(contest);
    await sitDown(await start());
    await page.getByRole('button', { name: /^Các câu hỏi/ }).click();
    const spot = (await button(page, 'Xem lại và nộp bài').boundingBox())!;
    await page.touchscreen.tap(spot.x + spot.width / 2, spot.y + spot.height / 2);
    const submit = (await button(page, 'Nộp bài').boundingBox())!;
    // Wherever the button stands on this phone, the second tap meets it.
    await page.touchscreen.tap(submit.x + submit.width / 2, submit.y + submit.height / 2);
    await page.getByRole('heading', { name: 'Xem lại trước khi nộp' }).waitFor();
    expect(await attemptsOf(hall.owner, contest)).toMatchObject([{ state: 'in_progress' }]);
    await button(page, 'Nộp bài').click();
    await page.waitForURL('**/ket-qua/*');
    await leave();
  });
});

describe('the receipt', () => {
  it('is shown at once also when the server is too busy to tell the result', async () => {
    const contest = await insertContest(hall.owner);
    const { page, context, start, sitDown, leave } = await hall.seat(contest);
    await sitDown(await start());
    await option(page, 'hai').check();
    await saved(page);
    const busy = JSON.stringify({ status: 503, code: 'SERVER_BUSY', title: 'Máy chủ đang bận.' });
    await context.route('**/result*', (route) =>
      route.fulfill({ status: 503, contentType: 'application/problem+json', body: busy }),
    );
    await page.getByRole('button', { name: /^Các câu hỏi/ }).click();
    await button(page, 'Xem lại và nộp bài').click();
    await button(page, 'Nộp bài').click();
    await page.waitForURL('**/ket-qua/*');
    await page.getByText('Chưa lấy được kết quả.').waitFor();
    expect(await page.locator('.receipt-number').innerText()).toMatch(/\w{4}-\w{4}-\w{4}/);
    await context.unroute('**/result*');
    await page
      .getByText(/Điểm|điểm/)
      .first()
      .waitFor();
    await leave();
  });
});
