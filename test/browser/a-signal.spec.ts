import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { SignalService } from '#attempts';
import { DESKTOP } from '../support/browser.js';
import { insertContest } from '../support/contest.js';
import { faultsOf } from './support/looks.js';
import { takeOffice } from './support/office.js';
import { join } from './support/people.js';
import { openHall, type Hall } from './support/sitting.js';

/** Two accounts that may be one person are put before an organizer, who looks, decides, and takes it back. */
let hall: Hall;
beforeAll(async () => void (hall = await openHall()), 120_000);
afterAll(() => hall.close(), 30_000);

const PATIENCE = { timeout: 30_000 };

it('a signal is decided with what would follow in view, does not come back, and is taken back with the attempts', async () => {
  const contest = await insertContest(hall.owner);
  // The same name, birth date and unit, under two phone numbers.
  const seats = [await hall.seat(contest), await hall.seat(contest)];
  for (const { context, leave } of seats) {
    await context.clearCookies();
    await (await join(context, hall.url, contest)).takeRound();
    await leave();
  }
  await graded(contest.contestId, 2);
  await new SignalService(hall.owner).find();

  const office = await hall.seat(contest, DESKTOP);
  const { page } = office;
  await office.context.clearCookies();
  await takeOffice(office.context, hall.url, hall.owner, { role: 'organizer', contestId: contest.contestId });
  await page.goto(`${hall.url}/quan-tri/dieu-hanh/can-xem?cuoc-thi=${contest.slug}`);
  await page.getByText('2 tài khoản trùng họ tên, ngày sinh và đơn vị.').waitFor(PATIENCE);
  await page.getByRole('button', { name: /^Quyết định: Có thể là một người/ }).click();
  const dialog = page.getByRole('alertdialog');
  await dialog.getByLabel('Quyết định', { exact: true }).selectOption('void');
  await dialog.getByRole('button', { name: 'Xem trước' }).click();
  await dialog.getByText('Hãy chọn ít nhất một người.').waitFor();
  await dialog.getByRole('checkbox').first().check();
  await dialog.getByLabel('Lý do theo thể lệ').selectOption('many_accounts');
  await dialog.getByLabel('Ghi chú').fill('Đã gọi hỏi, một người dùng hai số');
  await dialog.getByRole('button', { name: 'Xem trước' }).click();
  await dialog.getByText('1 lượt thi của 1 người sẽ không được công nhận.').waitFor(PATIENCE);
  expect(await faultsOf(page)).toEqual([]);
  expect(await standings(contest.contestId)).toHaveLength(2);
  await dialog.getByRole('button', { name: 'Không công nhận' }).click();
  await page.getByText('Không có gì cần xem.').waitFor(PATIENCE);
  expect(await standings(contest.contestId)).toHaveLength(1);
  await new SignalService(hall.owner).find();
  await page.reload();
  await page.getByText('Không có gì cần xem.').waitFor(PATIENCE);

  await page.getByLabel('Đang hiện').selectOption({ label: 'Đã quyết định' });
  await page.getByText('Đã gọi hỏi, một người dùng hai số').waitFor(PATIENCE);
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole('button', { name: /^Công nhận lại lượt thi của / }).click();
  await dialog.getByText('1 lượt thi được tính lại').waitFor(PATIENCE);
  await dialog.getByRole('button', { name: 'Công nhận lại' }).click();
  await page.getByText('1 lượt không công nhận').waitFor({ state: 'detached', ...PATIENCE });
  expect(await standings(contest.contestId)).toHaveLength(2);
  await office.leave();
}, 180_000);

const standings = (contestId: number): Promise<unknown[]> =>
  hall.owner.query(`SELECT 1 FROM standing WHERE contest_id = $1 AND scope_kind = 'contest'`, [contestId]);

/** Waits until so many people stand on the board. */
async function graded(contestId: number, people: number): Promise<void> {
  while ((await standings(contestId)).length < people) await new Promise((resolve) => setTimeout(resolve, 200));
}
