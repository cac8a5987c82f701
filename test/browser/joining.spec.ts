import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import type { DataSource } from 'typeorm';
import { createDataSource } from '#database';
import { issueSignInLink } from '#identity';
import { startStack, type Stack } from '../../scripts/stack.mjs';
import { DESKTOP, openBrowser, PHONE, visit, type Visit } from '../support/browser.js';
import { insertContest, insertPeople, type ContestFixture } from '../support/contest.js';
import { faultsOf } from './support/looks.js';

/** From a contest to the first question, and the door, as a person meets them. */
let stack: Stack;
let owner: DataSource;
let browser: Browser;
let open: Visit[] = [];
let url = '';
let people = 0;

beforeAll(async () => {
  browser = await openBrowser();
  stack = await startStack({ apis: 1, workers: 1, prepare: 'empty' });
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

async function enter(path: string, options: BrowserContextOptions = PHONE): Promise<Visit> {
  const made = await visit(browser, `${url}${path}`, options);
  open.push(made);
  return made;
}

/** Whatever happened, no script failed, no style was refused and no other server was asked. */
async function leave(...visits: Visit[]): Promise<void> {
  expect(visits.flatMap(({ faults }) => faults)).toEqual([]);
  await Promise.all(visits.map((visit) => visit.close()));
  open = open.filter((visit) => !visits.includes(visit));
}

const PASSWORD = 'song-Lam-xanh-92';
const newPhone = () => `0913 ${String(200_000 + people++).replace(/(\d{3})$/, ' $1')}`;
const field = (page: Page, name: string) => page.getByLabel(name, { exact: true });
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
/** The consent without which nobody takes part; the others are optional. */
const consent = (page: Page) => page.getByRole('checkbox', { name: /^Tôi đã đọc và đồng ý/ });
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name });
const focusedId = (page: Page) => page.evaluate<string>('document.activeElement.id');
const entrance = ({ slug }: ContestFixture, more = '') => `/cuoc-thi/${slug}/vao-thi${more}`;

/** A hand that counts what it is asked to do. */
function countingHand() {
  const done = { inputs: 0, taps: 0 };
  return {
    done,
    async tap(where: Locator): Promise<void> {
      done.taps += 1;
      await where.tap();
    },
    async fill(where: Locator, text: string): Promise<void> {
      done.inputs += 1;
      done.taps += 1;
      await where.tap();
      await where.pressSequentially(text);
    },
  };
}

async function signUp(page: Page, phone = newPhone()): Promise<string> {
  await field(page, 'Số điện thoại').fill(phone);
  await field(page, 'Mật khẩu').fill(PASSWORD);
  await field(page, 'Họ và tên').fill('H’Hen Niê');
  await button(page, 'Tiếp tục').click();
  await button(page, 'Tôi đã ghi lại').click();
  await heading(page, 'Bạn dự thi cho đơn vị nào?').waitFor();
  return phone;
}

async function chooseUnit(page: Page, letters: string, name: string): Promise<void> {
  await field(page, 'Đơn vị của bạn').fill(letters);
  await page.getByRole('option', { name }).click();
}

async function join(page: Page): Promise<void> {
  await chooseUnit(page, 'noi vu', 'Sở Nội vụ');
  await consent(page).check();
  await button(page, 'Đăng ký dự thi').click();
  await button(page, 'Bắt đầu làm bài').waitFor();
}

const attemptsOf = (slug: string): Promise<{ count: number }[]> =>
  owner.query(`SELECT count(*)::int FROM attempt t JOIN contest c ON c.id = t.contest_id WHERE c.slug = $1`, [slug]);

describe('entering a contest for the first time', () => {
  it('asks a parent or guardian of a child, and only of a child, to agree', async () => {
    const contest = await insertContest(owner, { contest: { minimumAge: { years: 10, on: '2026-01-01' } } });
    const phone = await enter(entrance(contest));
    const { page } = phone;
    await field(page, 'Ngày sinh').fill('1/9/2013');
    await signUp(page);
    await expect(field(page, 'Họ và tên cha, mẹ hoặc người giám hộ').count()).resolves.toBe(0);
    await chooseUnit(page, 'noi vu', 'Sở Nội vụ');
    await consent(page).check();
    await button(page, 'Đăng ký dự thi').click();
    const name = field(page, 'Họ và tên cha, mẹ hoặc người giám hộ');
    await name.waitFor();
    await name.fill('Vừ Thị Mỷ');
    // A name alone is no agreement.
    await button(page, 'Đăng ký dự thi').click();
    await page.getByText('Cha, mẹ hoặc người giám hộ cần đánh dấu đồng ý.').first().waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await field(page, 'Tôi là cha, mẹ hoặc người giám hộ và đồng ý cho em dự thi.').check();
    await button(page, 'Đăng ký dự thi').click();
    await button(page, 'Bắt đầu làm bài').waitFor();
    const [kept] = await owner.query<{ guardian_name: string }[]>(
      `SELECT guardian_name FROM participant WHERE contest_id = $1`,
      [contest.contestId],
    );
    expect(kept).toEqual({ guardian_name: 'Vừ Thị Mỷ' });
    await leave(phone);
  });

  it('takes at most 7 inputs and 15 taps from the contest to the first question, at its longest', async () => {
    const contest = await insertContest(owner, { contest: { minimumAge: { years: 14, on: '2026-01-01' } } });
    await owner.query(`INSERT INTO audience (contest_id, id, code, title) VALUES ($1, 2, 'hoc-sinh', 'Học sinh')`, [
      contest.contestId,
    ]);
    const phone = await enter(`/cuoc-thi/${contest.slug}`);
    const { page } = phone;
    const hand = countingHand();
    await hand.tap(
      page
        .getByRole('main')
        .getByRole('link', { name: /vào thi/i })
        .first(),
    );

    await heading(page, 'Đăng ký dự thi').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await hand.fill(field(page, 'Số điện thoại'), newPhone());
    await hand.fill(field(page, 'Mật khẩu'), PASSWORD);
    await hand.fill(field(page, 'Họ và tên'), 'Zơrâm');
    await hand.fill(field(page, 'Ngày sinh'), '02091990');
    await hand.tap(button(page, 'Tiếp tục'));

    await heading(page, 'Ghi lại mã khôi phục').waitFor();
    await button(page, 'Tôi đã ghi lại').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await hand.tap(button(page, 'Tôi đã ghi lại'));

    await heading(page, 'Bạn dự thi cho đơn vị nào?').waitFor();
    await hand.fill(field(page, 'Đơn vị của bạn'), 'vinh phu');
    await page.getByRole('option', { name: 'Phường Vinh Phú' }).waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await hand.tap(page.getByRole('option', { name: 'Phường Vinh Phú' }));
    hand.done.inputs += 2;
    expect(await page.locator('input:checked').count()).toBe(0);
    await hand.tap(page.getByRole('radio', { name: 'Học sinh' }));
    await hand.tap(consent(page));
    await hand.tap(button(page, 'Đăng ký dự thi'));

    await button(page, 'Bắt đầu làm bài').waitFor();
    expect(await page.locator('main').innerText()).toContain('Đồng hồ chạy từ lúc bạn bấm nút.');
    expect(await faultsOf(page)).toEqual([]);
    await hand.tap(button(page, 'Bắt đầu làm bài'));
    await page.waitForURL(/\/lam-bai\//);
    await page.getByRole('heading', { name: /Câu 1/ }).waitFor();
    expect(hand.done.inputs).toBeLessThanOrEqual(7);
    expect(hand.done.taps).toBeLessThanOrEqual(15);

    const [person] = await owner.query(
      `SELECT a.birth_date::text, p.audience_id, u.name, (SELECT count(*)::int FROM consent WHERE account_id = a.id) AS consents
         FROM participant p JOIN account a ON a.id = p.account_id JOIN contest_unit u ON u.id = p.contest_unit_id
        WHERE p.contest_id = $1`,
      [contest.contestId],
    );
    expect(person).toEqual({ birth_date: '1990-09-02', audience_id: 2, name: 'Phường Vinh Phú', consents: 1 });
    await leave(phone);
  }, 90_000);

  it('says what is wrong beside each field and in a summary that leads there', async () => {
    const contest = await insertContest(owner);
    const phone = await enter(entrance(contest));
    const { page } = phone;
    await field(page, 'Số điện thoại').fill('12');
    await field(page, 'Mật khẩu').fill('12345678');
    await field(page, 'Họ và tên').fill('H’Hen Niê');
    await button(page, 'Tiếp tục').click();
    const summary = page.getByRole('alert');
    await summary.getByText('Còn 1 chỗ cần xem lại').waitFor();
    expect(await page.evaluate('document.activeElement.getAttribute("role")')).toBe('alert');
    expect(await faultsOf(page)).toEqual([]);
    await summary.getByRole('link', { name: 'Số điện thoại chưa đúng. Ví dụ: 0912 345 678.' }).click();
    expect(await focusedId(page)).toBe('phone');
    expect(await field(page, 'Số điện thoại').getAttribute('aria-invalid')).toBe('true');
    await field(page, 'Số điện thoại').fill(newPhone());
    expect(await field(page, 'Số điện thoại').getAttribute('aria-invalid')).toBeNull();

    // What only the server knows comes to stand beside the field just the same.
    await button(page, 'Tiếp tục').click();
    await summary.getByText('Mật khẩu này quá dễ đoán.').waitFor();
    await field(page, 'Mật khẩu').fill(PASSWORD);
    await field(page, 'Họ và tên').fill('???');
    await button(page, 'Tiếp tục').click();
    await summary.getByRole('link', { name: 'Hãy viết đúng họ tên.' }).click();
    expect(await focusedId(page)).toBe('fullName');
    await leave(phone);
  });

  it('keeps what was typed through a refresh and through going back, but never the password', async () => {
    const contest = await insertContest(owner);
    const phone = await enter(`/cuoc-thi/${contest.slug}`);
    const { page } = phone;
    await page.goto(url + entrance(contest));
    await field(page, 'Số điện thoại').fill('0913 777 888');
    await field(page, 'Mật khẩu').fill(PASSWORD);
    await field(page, 'Họ và tên').fill('H’Hen Niê');
    await page.reload();
    expect(await field(page, 'Số điện thoại').inputValue()).toBe('0913 777 888');
    expect(await field(page, 'Họ và tên').inputValue()).toBe('H’Hen Niê');
    expect(await field(page, 'Mật khẩu').inputValue()).toBe('');
    expect(await page.evaluate('JSON.stringify({ ...sessionStorage, ...localStorage })')).not.toContain(PASSWORD);
    await button(page, 'Tôi đã có tài khoản').click();
    await heading(page, 'Đăng nhập').waitFor();
    await page.goBack();
    await heading(page, 'Đăng ký dự thi').waitFor();
    expect(await field(page, 'Họ và tên').inputValue()).toBe('H’Hen Niê');
    await page.goBack();
    await page.goForward();
    expect(await field(page, 'Họ và tên').inputValue()).toBe('H’Hen Niê');

    await signUp(page);
    await chooseUnit(page, 'vinh', 'Phường Vinh Phú');
    await page.reload();
    await page.getByText('Phường Vinh Phú').waitFor();
    await button(page, 'Đổi đơn vị').waitFor();
    await leave(phone);
  });

  it('follows the link of a unit, says so, and lets the person choose another', async () => {
    const contest = await insertContest(owner);
    const [{ code }] = await owner.query(`SELECT code FROM contest_unit WHERE contest_id = $1 AND name = 'Sở Nội vụ'`, [
      contest.contestId,
    ]);
    const phone = await enter(entrance(contest, `?don-vi=${code}`));
    const { page } = phone;
    await page.getByText('Bạn đang đăng ký cho Sở Nội vụ.').waitFor();
    await signUp(page);
    await page.locator('.picked').getByText('Sở Nội vụ').waitFor();
    await button(page, 'Đổi đơn vị').click();
    await chooseUnit(page, 'vinh', 'Phường Vinh Phú');
    await page.reload();
    // The link is still in the address; what was chosen after it stays.
    await page.locator('.picked').getByText('Phường Vinh Phú').waitFor();
    await leave(phone);

    const lost = await enter(entrance(contest, '?don-vi=khong-co'));
    await lost.page.getByText('Đơn vị trong đường dẫn này không có trong cuộc thi.').waitFor();
    await leave(lost);
  });

  it('lets who has begun for the wrong unit ask for the right one, and says what became of it', async () => {
    const contest = await insertContest(owner);
    const phone = await enter(entrance(contest));
    const { page } = phone;
    await signUp(page);
    await join(page);
    await button(page, 'Bắt đầu làm bài').click();
    await page.waitForURL(/\/lam-bai\//);
    await owner.query(
      `UPDATE attempt SET started_at = started_at - interval '1 hour', deadline_at = deadline_at - interval '1 hour'
        WHERE contest_id = $1`,
      [contest.contestId],
    );
    await page.goto(url + entrance(contest));
    await button(page, 'Đơn vị chưa đúng?').click();
    await chooseUnit(page, 'vinh', 'Phường Vinh Phú');
    await page.getByLabel('Vì sao cần chuyển (không bắt buộc)').fill('Tôi chuyển công tác từ tháng 9');
    expect(await faultsOf(page)).toEqual([]);
    await button(page, 'Gửi yêu cầu chuyển').click();
    await page.getByText(/Bạn đã gửi yêu cầu chuyển sang Phường Vinh Phú/).waitFor();
    const [asked] = await owner.query<{ reason: string; state: string }[]>(
      `SELECT reason, state FROM unit_correction WHERE contest_id = $1`,
      [contest.contestId],
    );
    expect(asked).toEqual({ reason: 'Tôi chuyển công tác từ tháng 9', state: 'open' });
    await owner.query(
      `UPDATE unit_correction SET state = 'refused', decided_at = contest_clock() WHERE contest_id = $1`,
      [contest.contestId],
    );
    await page.reload();
    await page.locator('.own-unit').waitFor();
    await page.getByText(/Phường Vinh Phú/).waitFor();
    await leave(phone);
  });

  it('can be done by keyboard alone', async () => {
    const contest = await insertContest(owner);
    const desk = await enter(entrance(contest), DESKTOP);
    const { page } = desk;
    const { keyboard } = page;
    const tabTo = async (id: string) => {
      for (let i = 0; i < 30 && (await focusedId(page)) !== id; i++) await keyboard.press('Tab');
      expect(await focusedId(page)).toBe(id);
    };
    await heading(page, 'Đăng ký dự thi').waitFor();
    await tabTo('phone');
    await keyboard.type(newPhone());
    await tabTo('password');
    await keyboard.type(PASSWORD);
    await tabTo('fullName');
    await keyboard.type('Y Bhiŏ Mlô');
    await keyboard.press('Enter');
    await heading(page, 'Ghi lại mã khôi phục').waitFor();
    await button(page, 'Tôi đã ghi lại').waitFor();
    for (let i = 0; i < 9 && !(await page.evaluate(`document.activeElement.innerText === 'Tôi đã ghi lại'`)); i++)
      await keyboard.press('Tab');
    await keyboard.press('Enter');
    await heading(page, 'Bạn dự thi cho đơn vị nào?').waitFor();
    await tabTo('contestUnitId');
    await keyboard.type('phu');
    await page.getByText('Thấy 1 đơn vị.').waitFor();
    await keyboard.press('ArrowDown');
    const active = await page.evaluate<string>(
      `document.getElementById(document.activeElement.getAttribute('aria-activedescendant')).innerText`,
    );
    expect(active).toContain('Phường Vinh Phú');
    await keyboard.press('Enter');
    await page.locator('.picked').getByText('Phường Vinh Phú').waitFor();
    await tabTo('consents');
    await keyboard.press('Space');
    await keyboard.press('Enter');
    await button(page, 'Bắt đầu làm bài').waitFor();
    await page.waitForFunction(`document.activeElement.tagName === 'H1'`);
    for (let i = 0; i < 9 && !(await page.evaluate(`document.activeElement.innerText === 'Bắt đầu làm bài'`)); i++)
      await keyboard.press('Tab');
    await keyboard.press('Enter');
    await page.waitForURL(/\/lam-bai\//);
    await leave(desk);
  });
});

describe('who may not enter, or not yet', () => {
  it('is told to be too young before an account is made', async () => {
    const contest = await insertContest(owner, { contest: { minimumAge: { years: 14, on: '2026-01-01' } } });
    const phone = await enter(entrance(contest));
    const { page } = phone;
    const number = newPhone();
    await field(page, 'Số điện thoại').fill(number);
    await field(page, 'Mật khẩu').fill(PASSWORD);
    await field(page, 'Họ và tên').fill('Zơrâm');
    for (const [typed, words] of [
      ['', 'Hãy điền ngày sinh.'],
      ['31/4/1990', 'Không có ngày này trong lịch.'],
      ['2/1/2012', 'Cuộc thi dành cho người từ đủ 14 tuổi.'],
    ] as const) {
      await field(page, 'Ngày sinh').fill(typed);
      await button(page, 'Tiếp tục').click();
      await page.getByRole('alert').getByText(words).waitFor();
    }
    expect(
      await owner.query(`SELECT id FROM account WHERE phone = $1`, [`+84${number.slice(1).replace(/ /g, '')}`]),
    ).toEqual([]);
    await field(page, 'Ngày sinh').fill('1/1/2012');
    await button(page, 'Tiếp tục').click();
    await button(page, 'Tôi đã ghi lại').click();
    await heading(page, 'Bạn dự thi cho đơn vị nào?').waitFor();
    await leave(phone);
  });

  it('is told to be too young with an account from another contest', async () => {
    const [first, second] = [
      await insertContest(owner),
      await insertContest(owner, { contest: { minimumAge: { years: 14, on: '2026-01-01' } } }),
    ];
    const phone = await enter(entrance(first));
    const { page } = phone;
    await signUp(page);
    await page.goto(url + entrance(second));
    await field(page, 'Ngày sinh').fill('02-01-2012');
    await chooseUnit(page, 'noi vu', 'Sở Nội vụ');
    await consent(page).check();
    await button(page, 'Đăng ký dự thi').click();
    await page.getByRole('alert').getByText('Cuộc thi dành cho người từ đủ 14 tuổi.').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await leave(phone);
  });

  it('may stand for a unit outside the list, and is told what that means', async () => {
    const contest = await insertContest(owner);
    await owner.query(
      `UPDATE contest_unit SET kind = 'virtual', code = 'NGOAI' WHERE contest_id = $1 AND NOT invited`,
      [contest.contestId],
    );
    const phone = await enter(entrance(contest));
    const { page } = phone;
    await signUp(page);
    await chooseUnit(page, 'khong thay', 'Đơn vị của tôi không có trong danh sách');
    await page.getByText('Bạn vẫn dự thi được, kết quả ghi vào nhóm ngoài danh sách mời.').waitFor();
    await consent(page).check();
    await button(page, 'Đăng ký dự thi').click();
    await button(page, 'Bắt đầu làm bài').waitFor();
    await leave(phone);
  });

  it('registers before the round opens, and starts when it does without touching the page', async () => {
    const contest = await insertContest(owner, { opensInMs: 12_000 });
    const phone = await enter(entrance(contest));
    const { page } = phone;
    await page.getByText('Đợt thi mở lúc').waitFor();
    await signUp(page);
    await chooseUnit(page, 'noi vu', 'Sở Nội vụ');
    await consent(page).check();
    await button(page, 'Đăng ký dự thi').click();
    await button(page, 'Bắt đầu làm bài').waitFor({ timeout: 30_000 });
    await leave(phone);
  });

  it('finds the way on when the contest is over', async () => {
    const contest = await insertContest(owner, { opensInMs: -7_200_000, closesInMs: -3_600_000 });
    const phone = await enter(entrance(contest));
    await heading(phone.page, 'Cuộc thi đã kết thúc').waitFor();
    await phone.page.getByRole('link', { name: 'Xem bảng xếp hạng' }).waitFor();
    expect(await faultsOf(phone.page)).toEqual([]);
    await leave(phone);
  });

  it('is told when all attempts are used, and where to see them', async () => {
    const limits = { perDay: null, perWeek: 1, perRound: null, perPhase: null, perContest: null, minGapMs: null };
    const contest = await insertContest(owner, { round: { limits } });
    const phone = await enter(entrance(contest));
    const { page } = phone;
    await signUp(page);
    await join(page);
    expect(await page.locator('.facts').innerText()).toMatch(/1\s+lượt còn lại của tuần này/);
    await button(page, 'Bắt đầu làm bài').click();
    await page.waitForURL(/\/lam-bai\//);
    const id = page.url().split('/').pop()!;
    // Handed in through the api, as the attempt page does.
    const attempt = await page.evaluate<{ token: string; writer: string; seq: number }>(
      `fetch('/api/attempts/${id}/resume', { method: 'POST' }).then((answer) => answer.json())`,
    );
    await page.evaluate(
      `fetch('/api/attempts/${id}/submit', { method: 'POST',
         headers: { 'content-type': 'application/json', 'x-attempt-token': ${JSON.stringify(attempt.token)} },
         body: JSON.stringify({ writer: '${attempt.writer}', seq: ${attempt.seq + 1}, changes: [] }) }).then((answer) => answer.json())`,
    );
    await page.goto(url + entrance(contest));
    await page.getByText('Bạn đã dùng hết lượt thi của tuần này.').waitFor();
    expect(await button(page, 'Bắt đầu làm bài').count()).toBe(0);
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('link', { name: 'Xem các lượt thi của tôi' }).click();
    await page.getByRole('heading', { name: 'Tuần 1, lượt thi thứ 1' }).waitFor();
    await page.getByText(/Mã biên nhận: \w{4}-\w{4}-\w{4}/).waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await leave(phone);
  });
});

describe('coming back', () => {
  it('signs in with a phone that has an account, in the same flow, and finds the running attempt', async () => {
    const contest = await insertContest(owner);
    const phone = await enter(entrance(contest));
    const number = await signUp(phone.page);
    await join(phone.page);
    await button(phone.page, 'Bắt đầu làm bài').click();
    await phone.page.waitForURL(/\/lam-bai\//);

    const desk = await enter(entrance(contest), DESKTOP);
    const { page } = desk;
    await field(page, 'Số điện thoại').fill(number);
    await field(page, 'Mật khẩu').fill(PASSWORD);
    await field(page, 'Họ và tên').fill('H’Hen Niê');
    await button(page, 'Tiếp tục').click();
    await page.getByText('Số điện thoại này đã có tài khoản.').waitFor();
    expect(await field(page, 'Số điện thoại').inputValue()).toBe(number);
    await field(page, 'Mật khẩu').fill('sai-mat-khau-roi');
    await button(page, 'Đăng nhập').click();
    await page.getByRole('alert').getByText('Số điện thoại hoặc mật khẩu chưa đúng.').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await field(page, 'Mật khẩu').fill(PASSWORD);
    await button(page, 'Đăng nhập').click();
    await heading(page, 'Bạn có một lượt thi đang làm dở').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('link', { name: 'Làm tiếp' }).click();
    await page.waitForURL(/\/lam-bai\//);
    await leave(phone, desk);
  });

  it('asks to sign in again when the session has ended meanwhile, and goes on where it was', async () => {
    const contest = await insertContest(owner);
    const phone = await enter(entrance(contest));
    const { page } = phone;
    const number = await signUp(page);
    await chooseUnit(page, 'noi vu', 'Sở Nội vụ');
    await consent(page).check();
    await page.context().clearCookies();
    await button(page, 'Đăng ký dự thi').click();
    await page.getByText('Phiên đăng nhập đã hết.').waitFor();
    await field(page, 'Số điện thoại').fill(number);
    await field(page, 'Mật khẩu').fill(PASSWORD);
    await button(page, 'Đăng nhập').click();
    await page.locator('.picked').getByText('Sở Nội vụ').waitFor();
    await leave(phone);
  });

  it('comes back through the door to a page of this site, and to no other', async () => {
    const contest = await insertContest(owner);
    const phone = await enter(entrance(contest));
    const number = await signUp(phone.page);
    await leave(phone);
    for (const [wish, arrival] of [
      ['/cua-toi', '/cua-toi'],
      ['/cua-toi/du-lieu', '/cua-toi/du-lieu'],
      ['//evil.example/', '/'],
      ['https://evil.example/', '/'],
    ] as const) {
      const desk = await enter(`/dang-nhap?tiep=${encodeURIComponent(wish)}`, DESKTOP);
      expect(await faultsOf(desk.page)).toEqual([]);
      await field(desk.page, 'Số điện thoại').fill(number);
      await field(desk.page, 'Mật khẩu').fill(PASSWORD);
      await button(desk.page, 'Đăng nhập').click();
      await desk.page.waitForURL(url + arrival);
      await leave(desk);
    }
  });

  it.each(['/dang-nhap', '/'])(
    'lets a sample person in by a one-time link at %s, once, and takes the token out of the address',
    async (path) => {
      const contest = await insertContest(owner);
      const [sample] = await insertPeople(owner, contest, 1);
      await owner.query(`UPDATE account SET sample = true, full_name = 'Vàng A Sử' WHERE id = $1`, [sample!.accountId]);
      const token = await issueSignInLink(owner.manager, { PUBLIC_URL: url, CCHC_IMAGE: '0' }, sample!.accountId);
      const first = await enter(`${path}#vao=${token}`, DESKTOP);
      await first.page.waitForURL(`${url}/`);
      await first.page.getByText('Trình đơn').click();
      await first.page.getByText('Vàng A Sử').waitFor();
      const second = await enter(`${path}#vao=${token}`);
      expect(await second.page.getByRole('alert').innerText()).toContain('đã dùng rồi hoặc đã hết hạn');
      expect(second.page.url()).toBe(`${url}/dang-nhap`);
      expect(await faultsOf(second.page)).toEqual([]);
      await leave(first, second);
    },
    60_000,
  );
});

describe('starting', () => {
  it('waits for a busy server in words and starts one attempt with one key', async () => {
    const contest = await insertContest(owner);
    const phone = await enter(entrance(contest));
    const { page } = phone;
    await signUp(page);
    await join(page);
    const keys: (string | undefined)[] = [];
    await page.route('**/api/rounds/*/attempts', async (route) => {
      keys.push(route.request().headers()['idempotency-key']);
      const problem = { status: 503, code: 'SERVER_BUSY', title: 'Máy chủ đang rất đông.', details: {} };
      const contentType = 'application/problem+json';
      if (keys.length === 1) await route.fulfill({ status: 503, contentType, body: JSON.stringify(problem) });
      // Started, but the answer is lost on the way.
      else if (keys.length === 2) await route.fetch().then(() => route.abort());
      else await route.continue();
    });
    await button(page, 'Bắt đầu làm bài').click();
    await page.getByText('Đang chờ vào thi vì máy chủ rất đông.').waitFor();
    await page.getByText('Mất mạng. Đề sẽ tự mở').waitFor();
    await page.waitForURL(/\/lam-bai\//);
    expect(new Set(keys).size).toBe(1);
    expect(keys.length).toBeGreaterThanOrEqual(3);
    expect(await attemptsOf(contest.slug)).toEqual([{ count: 1 }]);
    await leave(phone);
  });
});

describe('my page', () => {
  it('shows and corrects what is known of me until the first attempt, and tells why not afterwards', async () => {
    const contest = await insertContest(owner);
    const phone = await enter(entrance(contest));
    const { page } = phone;
    await signUp(page);
    await join(page);
    await page.goto(`${url}/cua-toi`);
    await page.getByText('Bạn chưa có lượt thi nào.').waitFor();
    await button(page, 'Sửa họ tên, ngày sinh').click();
    await field(page, 'Họ và tên').fill('H’Hen Niê Kdăm');
    await field(page, 'Ngày sinh').fill('2.9.1990');
    expect(await faultsOf(page)).toEqual([]);
    await button(page, 'Lưu').click();
    await page.getByText('Đã lưu thông tin mới.').waitFor();
    await page.getByText('Chào H’Hen Niê Kdăm.').waitFor();
    expect(await page.locator('.pairs').first().innerText()).toContain('2/9/1990');

    await page.goto(url + entrance(contest));
    await button(page, 'Bắt đầu làm bài').click();
    await page.waitForURL(/\/lam-bai\//);
    await page.goto(`${url}/cua-toi`);
    await page.getByText('Đang làm dở').waitFor();
    await button(page, 'Sửa họ tên, ngày sinh').click();
    await field(page, 'Họ và tên').fill('Người Khác');
    await button(page, 'Lưu').click();
    await page.getByRole('alert').getByText('Bạn đã có lượt thi.').waitFor();
    await page.getByText('Sau lượt thi đầu tiên, họ tên và ngày sinh được giữ nguyên').waitFor();
    await leave(phone);
  });

  it('shows all that is kept of me on the screen, and leaves nothing when I go', async () => {
    const contest = await insertContest(owner);
    const phone = await enter('/cua-toi');
    const { page } = phone;
    await page.getByText('Đăng nhập để xem lượt thi').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.goto(url + entrance(contest));
    const number = await signUp(page);
    await join(page);
    await page.goto(`${url}/cua-toi`);
    await page.getByRole('link', { name: 'Mở Dữ liệu của tôi' }).click();
    await page.waitForURL(`${url}/cua-toi/du-lieu`);
    expect(await page.getByRole('link', { name: 'Tải về' }).getAttribute('href')).toBe('/api/me/data');
    await button(page, 'Xem trên màn hình').click();
    await page.getByRole('heading', { name: 'Sự đồng ý đã cho' }).waitFor();
    const text = await page.locator('main').innerText();
    for (const kept of ['H’Hen Niê', 'Sở Nội vụ', `+84${number.slice(1).replace(/ /g, '')}`, 'Các lần đăng nhập'])
      expect(text).toContain(kept);
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('link', { name: 'Về Trang của tôi' }).click();
    await button(page, 'Đăng xuất').filter({ visible: true }).click();
    await page.waitForURL(`${url}/`);
    expect(await page.evaluate('localStorage.length + sessionStorage.length')).toBe(0);
    await leave(phone);
  });
});
