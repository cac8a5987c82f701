import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { DESKTOP } from '../support/browser.js';
import { insertContest } from '../support/contest.js';
import { faultsOf } from './support/looks.js';
import { takeOffice } from './support/office.js';
import { button, openHall, type Hall } from './support/sitting.js';

/** Something goes wrong during an attempt: reported from its page, found at the desk with the attempt, answered. */
let hall: Hall;
beforeAll(async () => void (hall = await openHall()), 120_000);
afterAll(() => hall.close(), 30_000);

const PATIENCE = { timeout: 30_000 };

it('a report from the page of an attempt comes to the desk with it, is answered from a template, and is read', async () => {
  const contest = await insertContest(hall.owner);
  const { page, start, sitDown, leave } = await hall.seat(contest);
  const attemptId = await start();
  await sitDown(attemptId);
  await page.getByRole('link', { name: 'Báo sự cố' }).click();
  await page.getByRole('heading', { name: 'Báo sự cố', level: 1 }).waitFor(PATIENCE);
  await button(page, 'Gửi báo sự cố').click();
  await page.getByRole('alert').getByText('Hãy chọn loại sự cố.').waitFor();
  await page.getByLabel('Bạn gặp chuyện gì?').selectOption('not_saved');
  await page.getByLabel('Chuyện xảy ra thế nào?').fill('Chờ mãi không thấy chữ Đã lưu ở câu 2.');
  await page.getByText('Lượt thi của bạn ở trang đó').waitFor();
  expect(await faultsOf(page)).toEqual([]);
  await button(page, 'Gửi báo sự cố').click();
  await page.getByRole('heading', { name: 'Đã nhận báo sự cố' }).waitFor(PATIENCE);
  expect(await faultsOf(page)).toEqual([]);

  const office = await hall.seat(contest, DESKTOP);
  const desk = office.page;
  await office.context.clearCookies();
  await takeOffice(office.context, hall.url, hall.owner, { role: 'support', contestId: contest.contestId });
  await desk.goto(`${hall.url}/quan-tri/su-co?cuoc-thi=${contest.slug}`);
  await desk.getByText('Chờ mãi không thấy chữ Đã lưu ở câu 2.').waitFor(PATIENCE);
  await button(desk, 'Soạn câu trả lời').click();
  const dialog = desk.getByRole('alertdialog');
  await dialog.getByRole('button', { name: 'Dùng bốn câu gợi ý' }).click();
  await dialog.getByRole('button', { name: 'Lưu danh sách' }).click();
  await desk.getByText('Đã lưu danh sách câu trả lời.').waitFor(PATIENCE);
  const look = desk.getByRole('button', { name: /^Xem \w/ });
  await look.click();
  await dialog.getByText(`/lam-bai/${attemptId}`).waitFor(PATIENCE);
  await dialog.getByRole('link', { name: 'Xem người này ở bàn hỗ trợ' }).click();
  await desk.getByRole('list', { name: /^Diễn biến: Lượt 1/ }).waitFor(PATIENCE);
  await desk.goBack();
  await look.click(PATIENCE);
  await dialog.getByRole('button', { name: 'Nhận xử lý' }).click();
  await desk.getByText('Bạn đã nhận việc này.').waitFor(PATIENCE);
  await dialog.getByLabel('Câu trả lời soạn sẵn').selectOption({ label: 'Mất mạng khi làm bài' });
  await dialog.getByRole('button', { name: 'Xử lý xong' }).click();
  await dialog.getByText('Hãy chọn nguyên nhân.').waitFor();
  await dialog.getByLabel('Nguyên nhân').selectOption({ label: 'Mạng nơi người dùng' });
  expect(await faultsOf(desk)).toEqual([]);
  await dialog.getByRole('button', { name: 'Xử lý xong' }).click();
  await desk.getByText(/^Đã xử lý xong \w/).waitFor(PATIENCE);

  await page.reload();
  await page.getByText('Các câu đã lưu của bạn vẫn còn nguyên.').waitFor(PATIENCE);
  expect(await faultsOf(page)).toEqual([]);
  await leave();
  await office.leave();
}, 180_000);
