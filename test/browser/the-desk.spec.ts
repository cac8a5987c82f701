import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { DataSource } from 'typeorm';
import { createDataSource } from '#database';
import type { Role } from '#identity';
import { startStack, type Stack } from '../../scripts/stack.mjs';
import { DESKTOP, openBrowser, PHONE, visit, type Visit } from '../support/browser.js';
import { insertContest, type ContestFixture } from '../support/contest.js';
import { faultsOf } from './support/looks.js';
import { takeOffice } from './support/office.js';
import { join } from './support/people.js';

/** Help on the telephone, and what an organizer does about people and units: through the pages of the console. */
let stack: Stack;
let owner: DataSource;
let browser: Browser;
let url = '';
let contest: ContestFixture;
let open: Visit[] = [];

/** Between a phone and a desk: a tablet, or half of a screen. */
const TABLET: BrowserContextOptions = { viewport: { width: 768, height: 1024 }, locale: 'vi-VN' };

beforeAll(async () => {
  browser = await openBrowser();
  stack = await startStack({ apis: 1, workers: 1, prepare: 'empty' });
  url = stack.urls[0]!;
  owner = createDataSource({ url: stack.env['DATABASE_OWNER_URL']!, poolMax: 2, applicationName: 'story' });
  await owner.initialize();
}, 120_000);

afterAll(async () => {
  await Promise.all(open.map((visit) => visit.close()));
  await browser?.close();
  await owner?.destroy();
  await stack?.stop();
}, 30_000);

beforeEach(async () => {
  contest = await insertContest(owner);
});

async function enter(path: string, options: BrowserContextOptions = PHONE): Promise<Visit> {
  const made = await visit(browser, `${url}${path}`, options);
  open.push(made);
  return made;
}

/** Somebody with an office of this contest, at a page of the console. */
async function atDesk(path: string, role: Role, options = DESKTOP): Promise<Page> {
  const { page } = await enter('/robots.txt', options);
  await takeOffice(page.context(), url, owner, { role, contestId: contest.contestId });
  await page.goto(`${url}/quan-tri/${path}?cuoc-thi=${contest.slug}`);
  return page;
}

/** Whatever happened, no script failed, no style was refused and no other server was asked. */
async function leave(): Promise<void> {
  expect(open.flatMap(({ faults }) => faults)).toEqual([]);
  await Promise.all(open.map((visit) => visit.close()));
  open = [];
}

const field = (page: Page, name: string | RegExp) => page.getByLabel(name, { exact: true });
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const heading = (page: Page, name: string) => page.getByRole('heading', { name, exact: true });
const dialog = (page: Page) => page.getByRole('alertdialog');
const PASSWORD = 'mua-xuan-tren-que-ta';

async function chooseUnit(page: Page, label: string, text: string, name: string): Promise<void> {
  await page.getByRole('combobox', { name: label }).fill(text);
  await page.getByRole('option', { name: new RegExp(name) }).click();
  // The list closes once the choice is taken.
  await page.getByRole('listbox').waitFor({ state: 'detached' });
}

/** What stands at a narrow, a middle and a wide screen. */
async function lookAtAll(page: Page): Promise<void> {
  const before = page.viewportSize()!;
  for (const width of [360, 768, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    expect([width, await faultsOf(page)]).toEqual([width, []]);
  }
  await page.setViewportSize(before);
}

describe('a number that somebody else has signed up with', () => {
  it('is claimed on a phone, handed over at the desk, and opens with the code that is read out', async () => {
    const elder = await enter('/robots.txt');
    const { phone } = await join(elder.page.context(), url, contest);

    const { page } = await enter(`/cuoc-thi/${contest.slug}/vao-thi`);
    await field(page, 'Số điện thoại').fill(phone);
    await field(page, 'Mật khẩu').fill(PASSWORD);
    await field(page, 'Họ và tên').fill('Lò Thị Ính');
    await button(page, 'Tiếp tục').click();
    await page.getByRole('link', { name: /Người khác đã dùng số của bạn/ }).click();
    await heading(page, 'Người khác đã dùng số điện thoại của bạn?').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    expect(await field(page, 'Số điện thoại').inputValue()).toBe(phone);
    await button(page, 'Gửi cho ban tổ chức').click();
    await page.getByRole('alert').getByText('Hãy điền họ và tên.').waitFor();
    await field(page, 'Họ và tên của bạn').fill('Lò Thị Ính');
    await field(page, 'Ngày sinh').fill('29/2/1988');
    await chooseUnit(page, 'Đơn vị của bạn', 'vinh phu', 'Phường Vinh Phú');
    await button(page, 'Gửi cho ban tổ chức').click();
    await heading(page, 'Đã nhận').waitFor();
    expect(await faultsOf(page)).toEqual([]);

    const desk = await atDesk('so-dien-thoai', 'support');
    await heading(desk, 'Số điện thoại hai người nhận').waitFor();
    await desk.getByText('Lò Thị Ính').waitFor();
    await lookAtAll(desk);
    await button(desk, 'Giải quyết yêu cầu của Lò Thị Ính').click();
    await button(desk, 'Thực hiện').click();
    await dialog(desk).getByText('Hãy chọn một cách giải quyết.').waitFor();
    await dialog(desk).getByText('Giao số cho người báo').click();
    await lookAtAll(desk);
    await button(desk, 'Thực hiện').click();
    const code = await desk.getByTestId('told-code').innerText();
    await dialog(desk).getByText('Nhóm 1:').waitFor();
    await lookAtAll(desk);
    await button(desk, 'Đã đọc xong').click();
    await desk.getByText('Không có yêu cầu nào đang chờ.').waitFor();
    expect(await desk.content()).not.toContain(code);
    await field(desk, 'Xem').selectOption('decided');
    await desk.getByText('đã giao số').waitFor();
    await desk.getByText('chưa đặt mật khẩu').waitFor();

    await page.goto(`${url}/quen-mat-khau?tiep=/cuoc-thi/${contest.slug}/vao-thi`);
    await field(page, 'Số điện thoại').fill(phone);
    await field(page, 'Mã khôi phục hoặc mã dùng một lần').fill(code);
    await field(page, 'Mật khẩu mới').fill(PASSWORD);
    await button(page, 'Đặt mật khẩu mới').click();
    await button(page, 'Tôi đã ghi lại').click();
    await page.getByText('Bạn đăng ký với tên Lò Thị Ính.').waitFor();
    await leave();
  }, 120_000);
});

describe('the desk', () => {
  it('finds who is calling, gives no code before every fact fits, then shows it once', async () => {
    const citizen = await enter('/robots.txt');
    const person = await join(citizen.page.context(), url, contest);
    const { receiptNumber: receipt } = await person.takeRound();
    const desk = await atDesk('ho-tro', 'support', TABLET);
    await heading(desk, 'Hỗ trợ người dự thi').waitFor();
    await lookAtAll(desk);
    await field(desk, 'Số điện thoại').fill('0912345678');
    await button(desk, 'Tìm').click();
    await heading(desk, 'Không tìm thấy ai trong cuộc thi này.').waitFor();
    await field(desk, 'Tìm theo').selectOption('receipt');
    await field(desk, 'Mã biên nhận').fill(receipt.toLowerCase());
    await field(desk, 'Mã biên nhận').press('Enter');
    await heading(desk, 'Các lượt thi').waitFor();
    await lookAtAll(desk);
    expect(await desk.getByText(person.phone.slice(1)).count()).toBe(0);
    expect(await button(desk, 'Không cho dự thi').count()).toBe(0);

    await desk.getByRole('button', { name: /^Cấp mã một lần/ }).click();
    expect(await field(desk, 'Mã biên nhận').last().inputValue()).toBe(receipt.toLowerCase());
    await dialog(desk).getByLabel('Số điện thoại', { exact: true }).fill(person.phone);
    await dialog(desk).getByLabel('Ngày sinh người gọi nói').fill('1/1/1980');
    await dialog(desk).getByRole('button', { name: 'Cấp mã một lần' }).click();
    await dialog(desk)
      .getByRole('alert')
      .getByText(/Không có người dự thi nào khớp/)
      .waitFor();
    await dialog(desk).getByLabel('Ngày sinh người gọi nói').fill('28/2/1990');
    await dialog(desk).getByRole('button', { name: 'Cấp mã một lần' }).click();
    expect(await desk.getByTestId('told-code').innerText()).toMatch(/^\w{4}-\w{4}-\w{4}$/);
    await lookAtAll(desk);
    await button(desk, 'Đã đọc xong').click();
    expect(desk.url()).not.toContain(receipt);
    await leave();
  }, 120_000);

  it('answers a call: what happened to the attempt, how to go on, another unit, and a note for the next call', async () => {
    const { page } = await enter('/robots.txt');
    const context = page.context();
    const person = await join(context, url, contest);
    const { attemptId } = await person.start();
    await page.goto(`${url}/lam-bai/${attemptId}`);
    await button(page, 'Làm tiếp trên máy này').click();
    const answer = page.getByRole('radio').first();
    await answer.waitFor();
    await context.setOffline(true);
    await answer.check();
    await page
      .getByText(/^Mất mạng\./)
      .first()
      .waitFor({ timeout: 20_000 });
    await context.setOffline(false);
    await page
      .getByText(/^Đã lưu lúc/)
      .first()
      .waitFor({ timeout: 60_000 });

    const desk = await atDesk('ho-tro', 'support', TABLET);
    await field(desk, 'Số điện thoại').fill(person.phone);
    await button(desk, 'Tìm').click();
    const course = desk.getByRole('list', { name: /^Diễn biến: Lượt 1/ });
    await course.waitFor();
    const told = (await course.getByRole('listitem').allInnerTexts()).map((line) => line.replace(/^[\d:]+\s*/, ''));
    expect(told).toEqual([
      expect.stringMatching(/^Bắt đầu\. Hạn nộp \d\d:\d\d:\d\d\.$/),
      expect.stringMatching(/^Mở lại bài/),
      expect.stringMatching(/^Mất kết nối .+, có mạng lại lúc \d\d:\d\d:\d\d\.$/),
      expect.stringMatching(/^Câu cuối lưu lúc này; máy chủ đang có 1 trên \d+ câu\.$/),
    ]);
    await desk.getByText(/^Nói với người gọi: Bài còn làm được đến \d\d:\d\d\./).waitFor();
    await lookAtAll(desk);

    await button(desk, 'Xin chuyển đơn vị').click();
    await button(desk, 'Gửi yêu cầu').click();
    await dialog(desk).getByText('Hãy tìm và chọn đơn vị trong danh sách hiện ra.').waitFor();
    await chooseUnit(desk, 'Đơn vị người gọi muốn chuyển đến', 'vinh phu', 'Phường Vinh Phú');
    await lookAtAll(desk);
    await button(desk, 'Gửi yêu cầu').click();
    await desk.getByText('đang chờ đầu mối đơn vị đó quyết định').waitFor();
    await field(desk, 'Ghi chú cuộc gọi này').fill('Mất mạng giữa chừng, đã chỉ cách làm tiếp.');
    await button(desk, 'Lưu ghi chú').click();
    await desk.getByRole('listitem').filter({ hasText: 'đã chỉ cách làm tiếp' }).waitFor();
    await desk.reload();
    await course.waitFor();
    await lookAtAll(desk);

    await page.getByRole('button', { name: /^Các câu hỏi/ }).click();
    await button(page, 'Xem lại và nộp bài').click();
    await button(page, 'Nộp bài').click();
    await page.waitForURL('**/ket-qua/*');
    await button(desk, 'Xem lại lúc này').click();
    await course.getByText(/^Nộp bài với 1 trên \d+ câu/).waitFor();
    await button(desk, 'Tìm người khác').click();
    await field(desk, 'Số điện thoại').waitFor();
    await leave();
  }, 180_000);
});

describe('an organizer at the desk', () => {
  it('gives more time and takes it back, takes recognition from an attempt and gives it back; support is told who may', async () => {
    const { page } = await enter('/robots.txt');
    const person = await join(page.context(), url, contest);
    await person.takeRound();
    await person.start();
    const find = async (desk: Page): Promise<void> => {
      await field(desk, 'Số điện thoại').fill(person.phone);
      await button(desk, 'Tìm').click();
      await heading(desk, 'Các lượt thi').waitFor({ timeout: 30_000 });
    };
    const support = await atDesk('ho-tro', 'support');
    await find(support);
    await support.getByText('Thêm giờ và không công nhận lượt thi do ban tổ chức quyết định').waitFor();
    expect(await button(support, 'Cấp thêm giờ').count()).toBe(0);
    expect(await support.getByRole('button', { name: /^Không công nhận/ }).count()).toBe(0);

    const desk = await atDesk('ho-tro', 'organizer', TABLET);
    await find(desk);
    await lookAtAll(desk);
    await button(desk, 'Cấp thêm giờ').click();
    await dialog(desk).getByLabel('Thêm bao nhiêu').fill('20');
    await dialog(desk).getByLabel('Căn cứ').fill('Đơn số 12');
    await dialog(desk).getByRole('button', { name: 'Xem trước' }).click();
    await dialog(desk).getByText('1 lượt đang làm được thêm giờ ngay').waitFor();
    await lookAtAll(desk);
    await dialog(desk).getByRole('button', { name: 'Cấp thêm giờ' }).click();
    await desk.getByText('20% thời gian làm bài').waitFor();
    await button(desk, 'Thu hồi thêm giờ').click();
    await dialog(desk).getByRole('button', { name: 'Thu hồi' }).click();
    await button(desk, 'Thu hồi thêm giờ').waitFor({ state: 'detached' });

    await desk.getByRole('button', { name: /^Không công nhận: Lượt 1/ }).click();
    await dialog(desk).getByLabel('Lý do theo thể lệ').selectOption('proxy');
    await dialog(desk).getByRole('button', { name: 'Xem trước' }).click();
    await dialog(desk).getByText('Hãy ghi vài chữ.').waitFor();
    await dialog(desk).getByLabel('Ghi chú').fill('Người thân nhận đã thi hộ');
    await dialog(desk).getByRole('button', { name: 'Xem trước' }).click();
    await dialog(desk).getByText('1 lượt thi của 1 người sẽ không được công nhận.').waitFor();
    await lookAtAll(desk);
    await dialog(desk).getByRole('button', { name: 'Không công nhận' }).click();
    await desk.getByText('không được công nhận', { exact: true }).waitFor();
    await lookAtAll(desk);
    await button(desk, 'Công nhận lại mọi lượt thi').click();
    await dialog(desk).getByLabel('Ghi chú').fill('Đã kiểm tra lại');
    await dialog(desk).getByRole('button', { name: 'Xem trước' }).click();
    await dialog(desk).getByText('1 lượt thi của 1 người sẽ được tính lại.').waitFor();
    await dialog(desk).getByRole('button', { name: 'Công nhận lại' }).click();
    await desk.getByText('không được công nhận', { exact: true }).waitFor({ state: 'detached' });
    const actions: { action: string }[] = await owner.query(
      `SELECT action FROM audit WHERE subject LIKE $1 AND action LIKE 'attempt.%' ORDER BY id`,
      [`attempt/${contest.contestId}-%`],
    );
    expect(actions.map(({ action }) => action)).toEqual(['attempt.voided', 'attempt.restored']);
    await leave();
  }, 180_000);
});

describe('an organizer', () => {
  it('keeps the list of who may not take part: by phones, and by somebody who was found', async () => {
    const citizen = await enter('/robots.txt');
    await join(citizen.page.context(), url, contest);
    const page = await atDesk('loai-tru', 'organizer');
    await page.getByText('Chưa có ai trong danh sách.').waitFor();
    await button(page, 'Thêm người').click();
    await dialog(page).getByLabel('Số điện thoại').fill('0912 345 678\nabc');
    await button(page, 'Thêm vào danh sách').click();
    await dialog(page).getByText('Chưa đúng số điện thoại: abc.').waitFor();
    await dialog(page).getByLabel('Số điện thoại').fill('0912 345 678\n0912 345 679');
    await lookAtAll(page);
    await button(page, 'Thêm vào danh sách').click();
    await page.getByText('Đã thêm 2 người, 0 người có sẵn từ trước.').waitFor();

    await page.getByRole('link', { name: /Tìm người dự thi/ }).click();
    await field(page, 'Tìm theo').selectOption('name');
    await field(page, 'Họ tên, hoặc vài chữ trong họ tên').fill('nie');
    await chooseUnit(page, 'Đơn vị người đó dự thi', 'noi vu', 'Sở Nội vụ');
    await button(page, 'Tìm').click();
    await page.getByRole('button', { name: /^Xem tài khoản và lượt thi của/ }).click();
    await button(page, 'Không cho dự thi').click();
    await dialog(page).getByLabel('Vì sao').selectOption('jury');
    await button(page, 'Thêm vào danh sách').click();
    await page.getByText('Đã thêm 1 người').waitFor();

    await page.getByRole('link', { name: 'Danh sách không được dự thi' }).click();
    await page.getByText('H’Hen Niê').waitFor();
    await lookAtAll(page);
    await button(page, 'Bỏ khỏi danh sách: H’Hen Niê').click();
    await dialog(page).getByRole('button', { name: 'Bỏ khỏi danh sách' }).click();
    await page.getByText('Đã bỏ khỏi danh sách.').waitFor();
    await page.getByText('H’Hen Niê').waitFor({ state: 'detached' });
    await leave();
  }, 120_000);

  it('decides requests for another unit, many at once, and sees which are disputed', async () => {
    const citizens = [await enter('/robots.txt'), await enter('/robots.txt')];
    for (const citizen of citizens) {
      const person = await join(citizen.page.context(), url, contest);
      await person.takeRound();
      await askForUnit(citizen.page, 1);
    }
    const page = await atDesk('don-vi/sua', 'organizer');
    await page.getByLabel('Chọn tất cả trên trang này').check();
    await lookAtAll(page);
    await button(page, 'Từ chối').click();
    await dialog(page).getByText('Từ chối 2 yêu cầu?').waitFor();
    await dialog(page)
      .getByLabel(/^Lời nhắn/)
      .fill('Hãy hỏi cơ quan bạn.');
    await lookAtAll(page);
    await dialog(page).getByRole('button', { name: 'Từ chối' }).click();
    await page.getByText('Đã từ chối 2 yêu cầu.').waitFor();
    await page.getByText('Không có yêu cầu nào đang chờ duyệt.').waitFor();

    await askForUnit(citizens[0]!.page, 1);
    await page.reload();
    await field(page, 'Xem').selectOption({ label: 'Đang tranh chấp (1)' });
    await page.getByText('tranh chấp', { exact: true }).waitFor();
    await page.getByRole('checkbox').last().check();
    await button(page, 'Duyệt').click();
    await dialog(page).getByRole('button', { name: 'Duyệt' }).click();
    await page.getByText('Đã duyệt 1 yêu cầu.').waitFor();
    await leave();
  }, 120_000);

  it('makes letters for managers after a look at the list, and mends single ones', async () => {
    const codes: { code: string }[] = await owner.query(
      `SELECT code FROM contest_unit WHERE contest_id = $1 AND invited AND kind <> 'virtual' ORDER BY id`,
      [contest.contestId],
    );
    const page = await atDesk('dau-moi', 'organizer');
    await page.getByText('chưa có thư').first().waitFor();
    await lookAtAll(page);
    await button(page, 'Làm thư mời').click();
    await dialog(page).getByText('Theo danh sách trong tệp').click();
    await button(page, 'Xem thử').click();
    await dialog(page).getByText('Hãy chọn tệp danh sách.').waitFor();
    const list = (rows: string[]) => ({
      name: 'danh-sach.csv',
      mimeType: 'application/octet-stream',
      buffer: Buffer.from(['Mã đơn vị,Họ tên,Số điện thoại', ...rows].join('\n')),
    });
    const file = dialog(page).getByLabel('Tệp danh sách');
    await file.setInputFiles(list([`${codes[0]!.code},Giàng A Tủa,0912333444`, 'KHONG-CO,Lò Văn Pó,0912333445']));
    await dialog(page).getByLabel('Nhận thư dưới dạng').selectOption('txt');
    await button(page, 'Xem thử').click();
    await dialog(page).getByText('Có 1 lỗi.').waitFor();
    await lookAtAll(page);
    // What was chosen stays.
    expect(await dialog(page).getByLabel('Nhận thư dưới dạng').inputValue()).toBe('txt');
    await file.setInputFiles(list([`${codes[0]!.code},Giàng A Tủa,0912333444`]));
    await button(page, 'Xem thử').click();
    const letters = await downloaded(page, () => button(page, 'Làm 1 thư và tải về').click());
    expect([letters.name, letters.text]).toEqual([
      expect.stringMatching(/\.txt$/),
      expect.stringContaining('/dau-moi#'),
    ]);
    await page.getByText('Đã làm thư và tải về.').waitFor();

    await button(page, 'Làm thư mời').click();
    await button(page, 'Xem thử').click();
    const rest = codes.length - 1;
    const pdf = await downloaded(page, () => button(page, `Làm ${rest} thư và tải về`).click());
    expect(pdf.text.startsWith('%PDF')).toBe(true);
    await button(page, 'Làm thư mời').click();
    await button(page, 'Xem thử').click();
    await dialog(page).getByText('Không có thư nào để làm').waitFor();
    await dialog(page).getByRole('button', { name: 'Thôi' }).click();

    await field(page, 'Tìm đơn vị theo tên hoặc mã').fill(codes[0]!.code);
    await page.getByText('Giàng A Tủa').waitFor();
    const acts = page.getByRole('row').filter({ hasText: 'Giàng A Tủa' }).getByRole('button');
    await acts.filter({ hasText: 'Cấp lại' }).click();
    const again = await downloaded(page, () => button(page, 'Làm thư và tải về').click());
    expect(again.text.startsWith('%PDF')).toBe(true);
    await acts.filter({ hasText: 'Thay người' }).click();
    await button(page, 'Làm thư và tải về').click();
    await dialog(page).getByText('Hãy điền họ và tên.').waitFor();
    await dialog(page).getByLabel('Họ và tên').fill('Cụt Văn Bình');
    await dialog(page).getByLabel('Số điện thoại').fill('0912 333 446');
    await lookAtAll(page);
    await downloaded(page, () => button(page, 'Làm thư và tải về').click());
    await page.getByText('Cụt Văn Bình').waitFor();
    await page.getByRole('button', { name: /^Thêm phó/ }).click();
    await dialog(page).getByLabel('Họ và tên').fill('Y Bhăm');
    await dialog(page).getByLabel('Số điện thoại').fill('0912 333 447');
    await downloaded(page, () => button(page, 'Làm thư và tải về').click());
    await page.getByText('Y Bhăm').waitFor();
    await lookAtAll(page);
    await leave();
  }, 180_000);
});

async function askForUnit(page: Page, unit: number): Promise<void> {
  const data = { contestUnitId: contest.units[unit], reason: 'Chọn nhầm đơn vị' };
  const path = `${url}/api/contests/${contest.slug}/participants/me/unit-correction`;
  const answer = await page.request.post(path, { data, headers: { origin: url } });
  if (!answer.ok()) throw new Error(await answer.text());
}

async function downloaded(page: Page, act: () => Promise<void>): Promise<{ name: string; text: string }> {
  const [file] = await Promise.all([page.waitForEvent('download'), act()]);
  return { name: file.suggestedFilename(), text: readFileSync(await file.path(), 'utf8') };
}
