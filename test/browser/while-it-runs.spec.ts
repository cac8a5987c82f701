import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { DESKTOP } from '../support/browser.js';
import { insertContest, type ContestFixture } from '../support/contest.js';
import { faultsOf } from './support/looks.js';
import { takeOffice } from './support/office.js';
import { button, openHall, option, question, saved, type Hall, type Seat } from './support/sitting.js';

/** What whoever runs a contest does while people are at work, each by its dialog; the people hear of it where they are. */
let hall: Hall;
beforeAll(async () => void (hall = await openHall()), 120_000);
afterAll(() => hall.close(), 30_000);

const PATIENCE = { timeout: 30_000 };
const MINUTE_MS = 60_000;

/** An organizer at the page of the running contest. */
async function runs(contest: ContestFixture): Promise<Seat> {
  const office = await hall.seat(contest, DESKTOP);
  await office.context.clearCookies();
  await takeOffice(office.context, hall.url, hall.owner, { role: 'organizer', contestId: contest.contestId });
  await office.page.goto(`${hall.url}/quan-tri/dieu-hanh?cuoc-thi=${contest.slug}`);
  await office.page.getByRole('heading', { name: 'Thêm giờ làm bài' }).waitFor(PATIENCE);
  return office;
}

const dialog = (page: Page) => page.getByRole('alertdialog');

/** As it stands at a tablet and at a desk. */
async function lookAt(page: Page): Promise<void> {
  for (const width of [768, 1280]) {
    await page.setViewportSize({ width, height: width === 768 ? 1024 : 800 });
    expect([width, await faultsOf(page)]).toEqual([width, []]);
  }
}
/** When the attempts of a contest end, epoch ms, in the order in which they were started. */
async function deadlines({ contestId }: ContestFixture): Promise<number[]> {
  const rows: { ms: number }[] = await hall.owner.query(
    `SELECT (extract(epoch FROM deadline_at) * 1000)::float8 AS ms FROM attempt WHERE contest_id = $1 ORDER BY started_at`,
    [contestId],
  );
  return rows.map(({ ms }) => ms);
}

/** What the two boxes of a moment take, in Vietnamese time. */
function local(ms: number): { day: string; hour: string } {
  const [day, hour] = new Date(ms + 7 * 60 * MINUTE_MS).toISOString().slice(0, 16).split('T');
  return { day: day!, hour: hour! };
}

const foresee = (page: Page): Promise<void> => dialog(page).getByRole('button', { name: 'Xem trước' }).click();

describe('a round that closes in ten minutes', () => {
  it('is kept open, and whoever would have been cut short has the rest without doing anything', async () => {
    const contest = await insertContest(hall.owner, { closesInMs: 10 * MINUTE_MS });
    const { page, start, sitDown, leave } = await hall.seat(contest);
    await sitDown(await start());
    const [cut] = await deadlines(contest);
    const office = await runs(contest);
    const desk = office.page;
    await button(desk, 'Kéo dài Tuần 1').click();
    const past = local(Date.now() - 60 * MINUTE_MS);
    await dialog(desk).getByLabel('Giờ đóng mới: ngày').fill(past.day);
    await dialog(desk).getByLabel('Giờ đóng mới: giờ').fill(past.hour);
    await foresee(desk);
    await dialog(desk).getByText('Hãy viết vài chữ.').waitFor(PATIENCE);
    await dialog(desk).getByText('Giờ đóng mới phải sau giờ đóng đang có.').waitFor(PATIENCE);
    await lookAt(desk);
    await dialog(desk).getByLabel('Lời báo cho mọi người').fill('Mạng của tỉnh bị gián đoạn buổi sáng.');
    const later = local(Date.now() + 120 * MINUTE_MS);
    await dialog(desk).getByLabel('Giờ đóng mới: ngày').fill(later.day);
    await dialog(desk).getByLabel('Giờ đóng mới: giờ').fill(later.hour);
    await foresee(desk);
    await dialog(desk).getByText('Trong 1 lượt đang làm, 1 lượt được thêm thời gian ngay.').waitFor(PATIENCE);
    await lookAt(desk);
    expect(await deadlines(contest)).toEqual([cut]);
    await dialog(desk).getByRole('button', { name: 'Kéo dài' }).click();
    await desk.getByText(/^Tuần 1 đóng lúc .+\. 1 lượt đang làm được thêm thời gian\.$/).waitFor(PATIENCE);
    await desk.getByText('Mạng của tỉnh bị gián đoạn buổi sáng.').waitFor(PATIENCE);
    await lookAt(desk);

    await page.getByText(/^Hạn nộp bài đã đổi thành /).waitFor(PATIENCE);
    const [whole] = await deadlines(contest);
    expect(whole! - cut!).toBeGreaterThan(3 * MINUTE_MS);
    expect(await faultsOf(page)).toEqual([]);
    await question(page, 1);
    await leave();
    await office.leave();
  }, 180_000);
});

describe('extra time', () => {
  it('reaches one person by the phone and everybody of a unit at work, and is taken back for attempts to come', async () => {
    const contest = await insertContest(hall.owner);
    const one = await hall.seat(contest);
    const phone = '+84912345001';
    await hall.owner.query(`UPDATE account SET phone = $2 WHERE id = $1`, [one.accountId, phone]);
    await one.sitDown(await one.start());
    const other = await hall.seat(contest);
    await other.sitDown(await other.start());
    const before = await deadlines(contest);

    const office = await runs(contest);
    const desk = office.page;
    await button(desk, 'Cấp thêm giờ').click();
    await foresee(desk);
    await dialog(desk).getByText('Số điện thoại chưa đúng.').waitFor(PATIENCE);
    await lookAt(desk);
    await dialog(desk).getByLabel('Số điện thoại').fill('0912 345 001');
    await dialog(desk).getByLabel('Thêm bao nhiêu').fill('20');
    await dialog(desk).getByLabel('Căn cứ').fill('Đơn số 12 ngày 20/11');
    await foresee(desk);
    await dialog(desk).getByText('1 lượt đang làm được thêm giờ ngay; lượt bắt đầu sau cũng được.').waitFor(PATIENCE);
    await dialog(desk).getByRole('button', { name: 'Cấp thêm giờ' }).click();
    await desk.getByText('Đã cấp. 1 lượt đang làm được thêm giờ ngay.').waitFor(PATIENCE);
    await one.page.getByText('Bạn được cộng thêm 20% thời gian làm bài.').waitFor(PATIENCE);
    expect(await deadlines(contest)).toEqual([before[0]! + 3 * MINUTE_MS, before[1]]);

    await button(desk, 'Cấp thêm giờ').click();
    await dialog(desk).getByLabel('Cho ai').selectOption({ label: 'Mọi người của một đơn vị' });
    await dialog(desk).getByLabel('Căn cứ').fill('Công văn 45: mất điện');
    await foresee(desk);
    await dialog(desk).getByText('Hãy chọn một đơn vị.').waitFor(PATIENCE);
    await dialog(desk).getByRole('combobox', { name: 'Đơn vị' }).fill('noi vu');
    await desk.getByRole('option', { name: /Sở Nội vụ/ }).click(PATIENCE);
    await lookAt(desk);
    await dialog(desk).getByLabel('Thêm bao nhiêu').fill('40');
    await foresee(desk);
    await dialog(desk).getByRole('button', { name: 'Cấp thêm giờ' }).click();
    await desk.getByText('Đã cấp. 2 lượt đang làm được thêm giờ ngay.').waitFor(PATIENCE);
    for (const { page } of [one, other]) {
      await page.getByText('Bạn được cộng thêm 40% thời gian làm bài.').waitFor(PATIENCE);
      expect(await faultsOf(page)).toEqual([]);
    }
    expect(await deadlines(contest)).toEqual(before.map((ms) => ms + 6 * MINUTE_MS));

    await button(desk, 'Thu hồi: Sở Nội vụ').click();
    await dialog(desk).getByText('Lượt đang làm giữ nguyên thời gian đã được cấp.').waitFor(PATIENCE);
    await lookAt(desk);
    await dialog(desk).getByRole('button', { name: 'Thu hồi' }).click();
    await desk.getByText('đã thu hồi', { exact: true }).waitFor(PATIENCE);
    expect(await deadlines(contest)).toEqual(before.map((ms) => ms + 6 * MINUTE_MS));
    await lookAt(desk);
    await one.leave();
    await other.leave();
    await office.leave();
  }, 180_000);
});

describe('an announcement', () => {
  it('stands on the page of an attempt at once, without a socket soon, and is taken down', async () => {
    const contest = await insertContest(hall.owner);
    const near = await hall.seat(contest);
    await near.sitDown(await near.start());
    // A network that lets no socket through.
    const far = await hall.seat(contest);
    await far.page.routeWebSocket(/socket\.io/, (socket) => socket.close());
    await far.sitDown(await far.start());

    const office = await runs(contest);
    const desk = office.page;
    await button(desk, 'Đưa thông báo').click();
    await dialog(desk).getByRole('button', { name: 'Đưa thông báo' }).click();
    await dialog(desk).getByText('Hãy viết vài chữ.').waitFor(PATIENCE);
    await lookAt(desk);
    const text = 'Câu 4 có lỗi chính tả, đáp án không đổi.';
    await dialog(desk).getByLabel('Nội dung').fill(text);
    await dialog(desk).getByRole('button', { name: 'Đưa thông báo' }).click();
    await desk.getByText('Thông báo đã lên các trang.').waitFor(PATIENCE);
    await lookAt(desk);
    await near.page.getByRole('status').getByText(text).waitFor(PATIENCE);
    expect(await faultsOf(near.page)).toEqual([]);
    // Whoever looks at the page again sees what was said meanwhile.
    await far.page.evaluate(`document.dispatchEvent(new Event('visibilitychange'))`);
    await far.page.getByRole('status').getByText(text).waitFor(PATIENCE);

    await button(desk, `Gỡ: ${text}`).click();
    await desk.getByText('Không có thông báo nào đang hiện.').waitFor(PATIENCE);
    await near.page.getByText(text).waitFor({ state: 'detached', ...PATIENCE });
    await near.leave();
    await far.leave();
    await office.leave();
  }, 180_000);

  it('and a longer round are found without a socket by the next answer that is saved', async () => {
    const contest = await insertContest(hall.owner, { closesInMs: 10 * MINUTE_MS });
    const { page, start, sitDown, leave } = await hall.seat(contest);
    await page.routeWebSocket(/socket\.io/, (socket) => socket.close());
    await sitDown(await start());
    const office = await runs(contest);
    const desk = office.page;
    await button(desk, 'Kéo dài Tuần 1').click();
    await dialog(desk).getByLabel('Lời báo cho mọi người').fill('Mất mạng.');
    await foresee(desk);
    await dialog(desk).getByRole('button', { name: 'Kéo dài' }).click();
    await dialog(desk).waitFor({ state: 'detached', ...PATIENCE });
    await option(page, 'hai').check();
    await saved(page);
    await page.getByText(/^Hạn nộp bài đã đổi thành /).waitFor(PATIENCE);
    await leave();
    await office.leave();
  }, 180_000);
});
