import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { insertContest } from '../support/contest.js';
import { faultsOf } from './support/looks.js';
import { attemptsOf, button, openHall, option, question, saved, type Hall } from './support/sitting.js';

/** The attempt page when the network, the clock or the time are against the person. */
let hall: Hall;
beforeAll(async () => void (hall = await openHall()), 90_000);
afterAll(() => hall.close(), 30_000);

const PREDICTION = { subject: 'persons_all_correct', min: 0, max: 1_000_000, whichCounts: 'counted_attempt' } as const;
const timing = (durationMs: number, graceMs: number) => ({
  timing: { durationMs, graceMs, atRoundEnd: 'cut' as const },
});

/** A phone whose clock is wrong, as scripts see it. */
const wrongClock = (byMs: number): string => `
  const [now, origin] = [Date.now, performance.timeOrigin];
  Date.now = () => now() + ${byMs};
  Object.defineProperty(performance, 'timeOrigin', { get: () => origin + ${byMs} });`;

/** Seconds left as the page says. */
const left = async (page: Page): Promise<number> => {
  const parts = (await page.getByRole('timer').innerText()).split(':').map(Number);
  return parts.reduce((sum, part) => sum * 60 + part, 0);
};

describe('an attempt', () => {
  it('goes on without the server, through a refresh too, whatever the clock of the phone says', async () => {
    const contest = await insertContest(hall.owner);
    const { page, context, start, sitDown, leave } = await hall.seat(contest);
    await context.addInitScript(wrongClock(-3 * 3_600_000));
    await sitDown(await start());
    const truth = async (): Promise<number> => {
      const rows: { s: number }[] = await hall.owner.query(
        `SELECT extract(epoch FROM deadline_at - contest_clock())::float8 AS s FROM attempt WHERE contest_id = $1`,
        [contest.contestId],
      );
      return rows[0]!.s;
    };
    expect(Math.abs((await left(page)) - (await truth()))).toBeLessThan(2);

    // The page's own files come, as from the shell that a phone keeps; the server does not answer.
    await context.route('**/api/**', (route) => route.abort());
    await option(page, 'hai').check();
    await page.getByText('Chưa gửi: 1 câu').waitFor();
    await page.reload();
    await question(page, 1);
    expect(await option(page, 'hai').isChecked()).toBe(true);
    expect(Math.abs((await left(page)) - (await truth()))).toBeLessThan(2);
    await button(page, 'Câu sau').click();
    await option(page, 'ba').check();
    await page
      .getByText('Mất mạng. Câu trả lời đang được giữ trên máy này và sẽ tự gửi khi có mạng.')
      .first()
      .waitFor();
    expect(await attemptsOf(hall.owner, contest)).toMatchObject([{ answered: 0 }]);
    await context.unroute('**/api/**');
    await page.evaluate(`dispatchEvent(new Event('online'))`);
    await saved(page);
    expect(await attemptsOf(hall.owner, contest)).toMatchObject([{ answered: 2 }]);
    await leave();
  });

  it('says that it is not submitted while the network is away, and until when it counts', async () => {
    const contest = await insertContest(hall.owner);
    const { page, context, start, sitDown, leave } = await hall.seat(contest);
    await sitDown(await start());
    await option(page, 'hai').check();
    await saved(page);
    await context.setOffline(true);
    await option(page, 'ba').check();
    await page.getByRole('button', { name: /^Các câu hỏi/ }).click();
    await button(page, 'Xem lại và nộp bài').click();
    await button(page, 'Nộp bài').click();
    await page.getByRole('heading', { name: 'Bài CHƯA được nộp' }).waitFor();
    await page.getByText(/^Bài được tính nếu đến máy chủ trước \d\d:\d\d:\d\d\.$/).waitFor();
    await button(page, 'Quay lại bài làm').click();
    await page.getByRole('heading', { name: 'Xem lại trước khi nộp' }).waitFor();
    await button(page, 'Nộp bài').click();
    await page.getByRole('heading', { name: 'Bài CHƯA được nộp' }).waitFor();
    await context.setOffline(false);
    await page.waitForURL('**/ket-qua/*');
    expect(await attemptsOf(hall.owner, contest)).toMatchObject([{ closedBy: 'participant', answered: 1 }]);
    await leave();
  });

  it('hands in by itself when the time is up, also what could not be sent before, within the grace', async () => {
    const contest = await insertContest(hall.owner, { round: timing(8_000, 60_000) });
    const { page, context, start, sitDown, leave } = await hall.seat(contest);
    await sitDown(await start());
    await option(page, 'hai').check();
    await saved(page);
    await context.setOffline(true);
    await button(page, 'Câu sau').click();
    await option(page, 'ba').check();
    await page.getByRole('heading', { name: 'Bài CHƯA được nộp' }).waitFor();
    expect(await button(page, 'Quay lại bài làm').count()).toBe(0);
    await context.setOffline(false);
    await page.waitForURL('**/ket-qua/*');
    expect(await attemptsOf(hall.owner, contest)).toMatchObject([{ closedBy: 'participant', answered: 2 }]);
    await leave();
  });

  it('tells the truth when the time passed without network: what counts and what does not', async () => {
    const contest = await insertContest(hall.owner, { round: timing(8_000, 1_000) });
    const { page, context, start, sitDown, leave } = await hall.seat(contest);
    await sitDown(await start());
    await option(page, 'hai').check();
    await saved(page);
    await context.setOffline(true);
    await option(page, 'ba').check();
    await button(page, 'Câu sau').click();
    await option(page, 'bốn').check();
    await page.getByText(/^Đã quá \d\d:\d\d:\d\d, lúc cuối cùng máy chủ còn nhận bài\./).waitFor({ timeout: 20_000 });
    await context.setOffline(false);
    await page.getByText('Máy chủ đã ghi nhận 1/5 câu trả lời. Các câu này được tính.').waitFor();
    await page.getByText(/^Hết giờ\. Các câu đã lưu trước \d\d:\d\d được tính\.$/).waitFor();
    await page.getByText(/^Câu 1: bạn chọn [A-D]; được tính: [A-D]\.$/).waitFor();
    await page.getByText(/^Câu 2: bạn chọn [A-D]; được tính: không chọn\.$/).waitFor();
    expect(await faultsOf(page)).toEqual([]);
    expect(await attemptsOf(hall.owner, contest)).toMatchObject([{ answered: 1 }]);
    await leave();
  });

  it('asks for the prediction in the grace when it is missing at the end', async () => {
    const contest = await insertContest(hall.owner, { round: { prediction: PREDICTION, ...timing(5_000, 60_000) } });
    const { page, start, sitDown, leave } = await hall.seat(contest);
    await sitDown(await start());
    await option(page, 'hai').check();
    await page.getByText(/^Hết giờ làm bài\. Còn \d+ giây để điền số dự đoán và nộp bài\.$/).waitFor();
    // A number that is still being typed is not taken away.
    await page.getByLabel('Số bạn dự đoán').pressSequentially('1234', { delay: 300 });
    await button(page, 'Nộp bài').click();
    await page.waitForURL('**/ket-qua/*');
    expect(await attemptsOf(hall.owner, contest)).toMatchObject([{ prediction: '1234', answered: 1 }]);
    await leave();
  });
});
