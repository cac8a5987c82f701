import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DESKTOP } from '../support/browser.js';
import { insertContest } from '../support/contest.js';
import { faultsOf } from './support/looks.js';
import { attemptsOf, button, keptOf, openHall, option, question, saved, type Hall } from './support/sitting.js';

/** The attempt page in Chromium: one question at a time, wherever the person goes on. */
let hall: Hall;
beforeAll(async () => void (hall = await openHall()), 90_000);
afterAll(() => hall.close(), 30_000);

const PREDICTION = { subject: 'persons_all_correct', min: 0, max: 1_000_000, whichCounts: 'counted_attempt' } as const;

/** The smallest picture there is. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=',
  'base64',
);

describe('an attempt', () => {
  it('goes on after a refresh at once, and leaves only the receipt behind', async () => {
    const contest = await insertContest(hall.owner);
    const { page, start, sitDown, leave } = await hall.seat(contest);
    const attemptId = await start();
    await sitDown(attemptId);
    await option(page, 'hai').check();
    await button(page, 'Câu sau').click();
    await question(page, 2);
    await button(page, 'Đánh dấu').click();
    await option(page, 'ba').check();
    await saved(page);
    expect(await keptOf(page)).not.toContain('Người thử');

    await page.reload();
    await question(page, 2);
    expect(await option(page, 'ba').isChecked()).toBe(true);
    expect(await button(page, 'Đã đánh dấu').isVisible()).toBe(true);

    await page.getByRole('button', { name: /^Các câu hỏi\. Đã trả lời 2\/5$/ }).click();
    await page.getByRole('button', { name: 'Câu 2, đã trả lời, đã đánh dấu' }).waitFor();
    await button(page, 'Xem lại và nộp bài').click();
    await page.getByText('Bạn còn 3 câu chưa trả lời: câu 3, câu 4, câu 5.').waitFor();
    await button(page, 'câu 4').click();
    await question(page, 4);
    await option(page, 'một').check();
    await button(page, 'Câu sau').click();
    await question(page, 5);
    await button(page, 'Xem lại').click();
    await button(page, 'Nộp bài').click();
    await page.waitForURL(`**/ket-qua/${attemptId}`);
    expect(await attemptsOf(hall.owner, contest)).toMatchObject([{ closedBy: 'participant', answered: 3 }]);
    expect(await keptOf(page)).toBe('[]');
    const receipt = JSON.parse(
      await page.evaluate(`sessionStorage.getItem('thi-cchc:bien-nhan:${attemptId}')`),
    ) as Record<string, unknown>;
    expect(receipt).toEqual({
      number: expect.stringMatching(/^\w{4}-\w{4}-\w{4}$/) as unknown,
      receivedAt: expect.stringMatching(/Z$/) as unknown,
      answered: 3,
    });
    await leave();
  });

  it('begins with the prediction where the rules ask for it before the questions', async () => {
    const contest = await insertContest(hall.owner, { round: { prediction: { ...PREDICTION, asked: 'before' } } });
    const { page, start, leave } = await hall.seat(contest);
    await page.goto(`${hall.url}/lam-bai/${await start()}`);
    await page.getByRole('button', { name: 'Làm tiếp trên máy này' }).click();
    await page.getByRole('heading', { name: 'Số dự đoán' }).waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.getByLabel('Số bạn dự đoán').fill('99');
    await button(page, 'Câu 1/5').click();
    await question(page, 1);
    await button(page, 'Câu trước').click();
    await page.getByLabel('Số bạn dự đoán').waitFor();
    expect(await page.getByLabel('Số bạn dự đoán').inputValue()).toBe('99');
    await leave();
  });

  it('lets its prediction be changed on my page until the round closes, where the rules say so', async () => {
    const contest = await insertContest(hall.owner, {
      round: { prediction: { ...PREDICTION, changeUntil: 'round_end' } },
    });
    const { page, start, sitDown, leave } = await hall.seat(contest);
    await sitDown(await start());
    await page.getByRole('button', { name: /^Các câu hỏi/ }).click();
    await button(page, 'Số dự đoán').click();
    const number = page.getByLabel('Số bạn dự đoán');
    await number.fill('1250');
    await page.keyboard.press('Enter');
    await button(page, 'Nộp bài').click();
    await page.waitForURL('**/ket-qua/*');

    await page.goto(`${hall.url}/cua-toi`);
    const change = page.getByRole('button', { name: /^Sửa số dự đoán/ });
    await change.waitFor();
    await page.getByText('Số bạn dự đoán: 1.250').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await change.click();
    await number.waitFor();
    await page.getByText(/^Sửa được đến .+ Số sau cùng thay cho số trước\.$/).waitFor();
    await number.fill('nhiều');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('Hãy điền một số nguyên từ 0 đến 1.000.000.').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await number.fill('2 000');
    await page.keyboard.press('Enter');
    await page.getByText('Đã lưu số dự đoán mới.').waitFor();
    expect(await number.inputValue()).toBe('2.000');
    expect(await faultsOf(page)).toEqual([]);
    expect(await attemptsOf(hall.owner, contest)).toMatchObject([{ prediction: '2000' }]);
    await page.reload();
    await page.getByText('Số bạn dự đoán: 2.000').waitFor();
    await leave();
  });

  it('can be taken by the keyboard alone, in reading order, the prediction as a step of its own', async () => {
    const contest = await insertContest(hall.owner, { round: { prediction: PREDICTION } });
    const { page, start, sitDown, leave } = await hall.seat(contest, DESKTOP);
    await sitDown(await start());
    const focused = () =>
      page.evaluate(`document.activeElement.getAttribute('aria-label') ?? document.activeElement.innerText`);
    const press = async (name: string) => {
      for (let i = 0; i < 12; i++) {
        await page.keyboard.press('Tab');
        if ((await focused()) === name) return page.keyboard.press('Enter');
      }
      throw new Error(`${name} was not reached`);
    };
    for (let position = 1; position <= 5; position++) {
      await question(page, position);
      expect(await focused()).toBe(`Câu ${position}/5`);
      // Heading, flag, then the options: the first takes the focus, the arrows choose.
      await page.keyboard.press('Tab');
      await page.keyboard.press('Tab');
      await page.keyboard.press('ArrowDown');
      await press(position < 5 ? 'Câu sau' : 'Số dự đoán');
    }
    await page.getByText('Theo bạn, có bao nhiêu người trả lời đúng tất cả các câu trong Tuần 1?').waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.type('nhiều');
    await page.keyboard.press('Enter');
    await page.getByText('Hãy điền một số nguyên từ 0 đến 1.000.000.').waitFor();
    await page.keyboard.press('Control+A');
    await page.keyboard.type('1234');
    await page.keyboard.press('Enter');
    await page.getByText('Bạn đã trả lời đủ 5 câu.').waitFor();
    await page.getByText('Số dự đoán của bạn: 1.234.').waitFor();
    await press('Nộp bài');
    await page.waitForURL('**/ket-qua/*');
    expect(await attemptsOf(hall.owner, contest)).toMatchObject([{ prediction: '1234', answered: 5 }]);
    await leave();
  });

  it('belongs to one tab: the second asks, takes it, and the first can take it back', async () => {
    const contest = await insertContest(hall.owner);
    const { page, context, start, sitDown, leave } = await hall.seat(contest);
    const attemptId = await start();
    await sitDown(attemptId);
    await option(page, 'một').check();
    await saved(page);
    const second = await context.newPage();
    await second.goto(`${hall.url}/lam-bai/${attemptId}`);
    await second.getByText('Bài đang mở ở một trang khác trên máy này. Làm tiếp ở đây?').waitFor();
    // What the first tab has not sent yet goes along.
    await context.setOffline(true);
    await option(page, 'hai').check();
    await page.getByText('Chưa gửi: 1 câu').waitFor();
    await button(second, 'Làm tiếp ở đây').click();
    await question(second, 1);
    expect(await option(second, 'hai').isChecked()).toBe(true);
    await page.getByText('Bài đang mở ở một trang khác trên máy này. Làm tiếp ở đây?').waitFor();
    await context.setOffline(false);
    await saved(second);
    await button(page, 'Làm tiếp ở đây').click();
    await question(page, 1);
    expect(await option(page, 'hai').isChecked()).toBe(true);
    await option(page, 'ba').check();
    await saved(page);
    await second.close();
    await leave();
  });

  it('goes to another device and back; what was not sent is shown and can be chosen again', async () => {
    const contest = await insertContest(hall.owner);
    const phone = await hall.seat(contest);
    const attemptId = await phone.start();
    await phone.sitDown(attemptId);
    await option(phone.page, 'một').check();
    await saved(phone.page);
    await phone.context.setOffline(true);
    await option(phone.page, 'hai').check();
    await phone.page.getByText('Mất mạng. Câu trả lời đang được giữ trên máy này').first().waitFor();

    const desk = await hall.seat(contest, DESKTOP, phone.accountId);
    await desk.page.goto(`${hall.url}/lam-bai/${attemptId}`);
    await desk.page.getByText('Bài đang mở trên thiết bị khác. Làm tiếp trên máy này?').waitFor();
    await button(desk.page, 'Làm tiếp trên máy này').click();
    await question(desk.page, 1);
    expect(await option(desk.page, 'một').isChecked()).toBe(true);
    await option(desk.page, 'ba').check();
    await saved(desk.page);

    await phone.context.setOffline(false);
    await phone.page.getByText('Bài đang mở trên thiết bị khác. Làm tiếp trên máy này?').waitFor();
    await phone.page.getByText(/^Câu 1: [A-D]\. hai$/).waitFor();
    await phone.page.reload();
    await phone.page.getByText(/^Câu 1: [A-D]\. hai$/).waitFor();
    await button(phone.page, 'Làm tiếp trên máy này').click();
    await question(phone.page, 1);
    expect(await option(phone.page, 'ba').isChecked()).toBe(true);
    await phone.page.getByRole('button', { name: 'Chọn lại câu 1' }).click();
    expect(await option(phone.page, 'hai').isChecked()).toBe(true);
    await saved(phone.page);

    await option(desk.page, 'bốn').check();
    await desk.page.getByText('Bài đang mở trên thiết bị khác. Làm tiếp trên máy này?').waitFor();
    await phone.leave();
    await desk.leave();
  });

  it('outlives the session: signing in again leads back, and nothing answered meanwhile is lost', async () => {
    const contest = await insertContest(hall.owner);
    const { page, start, sitDown, signIn, leave } = await hall.seat(contest);
    const attemptId = await start();
    await sitDown(attemptId);
    await option(page, 'một').check();
    await saved(page);
    await page.evaluate(`fetch('/api/sessions/current', { method: 'DELETE' })`);
    await button(page, 'Câu sau').click();
    await option(page, 'hai').check();
    await page.getByText('Phiên đăng nhập đã hết. Đăng nhập lại để làm tiếp, bài của bạn vẫn còn.').waitFor();
    const link = page.getByRole('link', { name: 'Đăng nhập lại' });
    expect(await link.getAttribute('href')).toBe(`/dang-nhap?tiep=/lam-bai/${attemptId}`);
    await signIn();
    await page.goto(`${hall.url}/lam-bai/${attemptId}`);
    await question(page, 2);
    expect(await option(page, 'hai').isChecked()).toBe(true);
    await saved(page);
    expect(await attemptsOf(hall.owner, contest)).toMatchObject([{ answered: 2 }]);
    await leave();
  });

  it('follows a deadline that was moved, and says so when it is not recognised', async () => {
    const contest = await insertContest(hall.owner);
    const { page, start, sitDown, leave } = await hall.seat(contest);
    await sitDown(await start());
    const look = () => page.evaluate(`document.dispatchEvent(new Event('visibilitychange'))`);
    await hall.owner.query(`UPDATE attempt SET deadline_at = deadline_at + interval '1 hour' WHERE contest_id = $1`, [
      contest.contestId,
    ]);
    await look();
    await page.getByText(/^Hạn nộp bài đã đổi thành /).waitFor();
    expect(await page.getByRole('timer').innerText()).toMatch(/^1:1\d:\d\d$/);
    await hall.owner.query(
      `UPDATE attempt SET deadline_at = contest_clock() + interval '63 seconds' WHERE contest_id = $1`,
      [contest.contestId],
    );
    await look();
    await page.getByText('Còn 1 phút.', { exact: true }).waitFor({ state: 'attached' });
    await hall.owner.query(
      `UPDATE attempt SET voided_at = contest_clock(), void_reason = 'Thử' WHERE contest_id = $1`,
      [contest.contestId],
    );
    await look();
    await page.getByRole('heading', { name: 'Lượt thi không được công nhận' }).waitFor();
    await button(page, 'Xem kết quả').click();
    await page.waitForURL('**/ket-qua/*');
    expect(await keptOf(page)).toBe('[]');
    await leave();
  });

  it('reads well in every state: for ear, eye and thumb', async () => {
    const contest = await insertContest(hall.owner, { round: { prediction: PREDICTION } });
    const { page, context, start, leave } = await hall.seat(contest);
    await page.goto(`${hall.url}/lam-bai/${await start()}`);
    await button(page, 'Làm tiếp trên máy này').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await button(page, 'Làm tiếp trên máy này').click();
    await question(page, 1);
    await option(page, 'hai').check();
    await button(page, 'Đánh dấu').click();
    await saved(page);
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('button', { name: /^Các câu hỏi/ }).click();
    await button(page, 'Số dự đoán').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await button(page, 'Số dự đoán').click();
    await page.getByLabel('Số bạn dự đoán').fill('không biết');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.getByLabel('Số bạn dự đoán').fill('12');
    await page.keyboard.press('Enter');
    await button(page, 'Nộp bài').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await context.setOffline(true);
    await button(page, 'Nộp bài').click();
    await page.getByRole('heading', { name: 'Bài CHƯA được nộp' }).waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await leave();
  });

  it('shows pictures, plays recordings, speaks another language where it can, and tells of extra time', async () => {
    const contest = await insertContest(hall.owner, { items: 5 });
    const { page, accountId, start, sitDown, leave } = await hall.seat(contest);
    const [version] = contest.keys.keys();
    const keep = async (mime: string, bytes: Buffer): Promise<string> => {
      const rows: { sha256: string }[] = await hall.owner.query(
        `INSERT INTO media (sha256, mime, bytes, size) VALUES (encode(sha256($1::bytea), 'hex'), $2, $1, octet_length($1))
         ON CONFLICT (sha256) DO UPDATE SET mime = $2 RETURNING sha256`,
        [bytes, mime],
      );
      return rows[0]!.sha256;
    };
    await hall.owner.query(`INSERT INTO item_media VALUES ($1, 1, 'picture', $2, 'Sơ đồ một cửa')`, [
      version,
      await keep('image/png', PNG),
    ]);
    await hall.owner.query(
      `INSERT INTO item_wording (item_version_id, language, stem, options, audio, signed_by, signed_at)
       VALUES ($1, 'tai', 'Khoam tham', ARRAY['nưng','xong','xam','xi'], $2, gen_random_uuid(), '2020-01-01')`,
      [version, await keep('audio/mpeg', Buffer.from('ID3'))],
    );
    await hall.owner.query(`UPDATE participant SET extra_time_percent = 50 WHERE account_id = $1`, [accountId]);
    await sitDown(await start());
    await page.getByText('Bạn được cộng thêm 50% thời gian làm bài.').waitFor();
    expect(await page.getByRole('timer').innerText()).toMatch(/^22:/);
    for (let i = 1; (await page.getByRole('img', { name: 'Sơ đồ một cửa' }).count()) === 0; i++) {
      await button(page, 'Câu sau').click();
      await question(page, i + 1);
    }
    await page.waitForFunction(`document.querySelector('.attempt-picture').naturalWidth > 0`);
    const languages = page.getByRole('group', { name: 'Ngôn ngữ của câu hỏi' }).getByRole('button');
    expect(await languages.count()).toBe(2);
    await languages.nth(1).click();
    await page.getByText('Khoam tham').waitFor();
    await option(page, 'xong').check();
    await saved(page);
    expect(await page.locator('audio').getAttribute('src')).toMatch(/^\/api\/media\/[0-9a-f]{64}$/);
    expect(await faultsOf(page)).toEqual([]);
    await languages.nth(0).click();
    expect(await option(page, 'hai').isChecked()).toBe(true);
    const heading = await page.getByRole('heading', { level: 1 }).innerText();
    await languages.nth(1).click();
    await button(page, heading === 'Câu 5/5' ? 'Câu trước' : 'Câu sau').click();
    await page.getByText('Câu này chỉ có tiếng Việt.').waitFor();
    await leave();
  });

  it('is not shown to whom it does not belong', async () => {
    const contest = await insertContest(hall.owner);
    const one = await hall.seat(contest);
    const attemptId = await one.start();
    const other = await hall.seat(contest);
    await other.page.goto(`${hall.url}/lam-bai/${attemptId}`);
    await other.page.getByText('Lượt thi này của người khác.').waitFor();
    await one.leave();
    await other.leave();
  });
});
