import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { insertContest } from '../support/contest.js';
import { DESKTOP } from '../support/browser.js';
import { faultsOf } from './support/looks.js';
import { takeOffice } from './support/office.js';
import { attemptsOf, button, openHall, option, question, saved, type Hall } from './support/sitting.js';

/** Whoever runs a contest stops it during an attempt; the person has the time back and hands in. */
let hall: Hall;
beforeAll(async () => void (hall = await openHall()), 120_000);
afterAll(() => hall.close(), 30_000);

const PATIENCE = { timeout: 30_000 };

it('an attempt stands still while the contest is paused, goes on by itself with the time given back, and is handed in', async () => {
  const contest = await insertContest(hall.owner);
  const { page, start, sitDown, leave } = await hall.seat(contest);
  await sitDown(await start());
  await option(page, 'hai').check();
  await saved(page);
  const deadline = async (): Promise<{ ms: number; paused: number }> => {
    const [row]: { ms: number; paused: number }[] = await hall.owner.query(
      `SELECT (extract(epoch FROM deadline_at) * 1000)::float8 AS ms, paused_ms AS paused FROM attempt WHERE contest_id = $1`,
      [contest.contestId],
    );
    return row!;
  };
  const before = await deadline();

  const office = await hall.seat(contest, DESKTOP);
  const desk = office.page;
  await desk.context().clearCookies();
  await takeOffice(desk.context(), hall.url, hall.owner, { role: 'organizer', contestId: contest.contestId });
  await desk.goto(`${hall.url}/quan-tri/dieu-hanh?cuoc-thi=${contest.slug}`);
  await button(desk, 'Tạm dừng cuộc thi').click(PATIENCE);
  const dialog = desk.getByRole('alertdialog');
  await dialog.getByText('1 lượt thi đang làm sẽ đứng đồng hồ.').waitFor(PATIENCE);
  await dialog.getByLabel('Vì sao').fill('mất điện ở phòng máy chủ');
  await dialog.getByLabel('Lời báo cho mọi người').fill('Mất điện, mời bạn chờ ít phút.');
  await dialog.getByRole('button', { name: 'Tạm dừng cuộc thi' }).click();
  await desk.getByText(/^Cuộc thi đang tạm dừng từ /).waitFor(PATIENCE);

  await page.getByRole('heading', { name: 'Mất điện, mời bạn chờ ít phút.' }).waitFor(PATIENCE);
  await page.getByText(/^Cuộc thi đang tạm dừng từ .* đồng hồ đứng yên/).waitFor(PATIENCE);
  const stood = await page.getByRole('timer').innerText();
  expect(await faultsOf(page)).toEqual([]);
  expect(await page.getByRole('timer').innerText()).toBe(stood);

  await button(desk, 'Cho tiếp tục').click();
  await dialog.getByText(/^1 lượt thi đang làm, mỗi lượt được trả lại /).waitFor(PATIENCE);
  await dialog.getByRole('button', { name: 'Cho tiếp tục' }).click();
  await dialog.waitFor({ state: 'detached', ...PATIENCE });

  await question(page, 1);
  expect(await option(page, 'hai').isChecked()).toBe(true);
  const after = await deadline();
  expect(after.paused).toBeGreaterThan(0);
  expect(after.ms).toBe(before.ms + after.paused);
  await page.getByRole('button', { name: /^Các câu hỏi/ }).click();
  await button(page, 'Xem lại và nộp bài').click();
  await button(page, 'Nộp bài').click();
  await page.waitForURL('**/ket-qua/*', PATIENCE);
  expect(await attemptsOf(hall.owner, contest)).toMatchObject([{ closedBy: 'participant', answered: 1 }]);
  await leave();
  await office.leave();
}, 180_000);
