import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import type { DataSource } from 'typeorm';
import { createDataSource } from '#database';
import { startStack, type Stack } from '../../scripts/stack.mjs';
import { DESKTOP, openBrowser, PHONE, visit } from '../support/browser.js';
import { CONSENTS, insertContest, type ContestFixture } from '../support/contest.js';
import { passSecondFactor } from '../support/staff.js';
import { faultsOf } from './support/looks.js';

/** Who stands for a unit, from the letter to deciding, reminding and helping, on the phone. */
let stack: Stack;
let owner: DataSource;
let browser: Browser;
let url = '';
let contest: ContestFixture;
let phones = 961_000_000;

beforeAll(async () => {
  browser = await openBrowser();
  stack = await startStack({ apis: 1, workers: 1, prepare: 'empty' });
  url = stack.urls[0]!;
  owner = createDataSource({ url: stack.env['DATABASE_OWNER_URL']!, poolMax: 2, applicationName: 'story' });
  await owner.initialize();
}, 90_000);

afterAll(async () => {
  await browser?.close();
  await owner?.destroy();
  await stack?.stop();
}, 30_000);

beforeEach(async () => {
  contest = await insertContest(owner);
});

const PASSWORD = 'song-Lam-xanh-92';
const newPhone = () => `0${phones++}`;
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true });
const field = (page: Page, name: string) => page.getByLabel(name, { exact: true });
const title = (page: Page, name: string) => page.getByRole('heading', { level: 1, name, exact: true });
const codeOf = async (unit: number): Promise<string> =>
  (await owner.query('SELECT code FROM contest_unit WHERE id = $1', [unit]))[0].code;

/** What somebody did that this story is not about. @returns the answer */
async function send(path: string, body?: unknown, token?: string, headers: Record<string, string> = {}) {
  const answer = await fetch(`${url}/api${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }), ...headers },
    body: JSON.stringify(body ?? {}),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text}`);
  return text;
}

async function signUp(fullName: string, phone = newPhone()): Promise<string> {
  return JSON.parse(await send('/accounts', { phone, password: PASSWORD, fullName, birthDate: '1990-02-28' })).token;
}

/** Somebody who joined for a unit of the contest, and took the round so many times. */
async function person(fullName: string, unit: number, attempts = 0, phone = newPhone()): Promise<string> {
  const token = await signUp(fullName, phone);
  await send(`/contests/${contest.slug}/participants`, { contestUnitId: unit, consents: CONSENTS }, token);
  for (let i = 0; i < attempts; i++) {
    const headers = { 'idempotency-key': randomUUID() };
    const begun = JSON.parse(await send(`/rounds/${contest.contestId}-1/attempts`, {}, token, headers));
    const paper = { writer: begun.writer, seq: 1, changes: [{ position: 1, options: [1] }] };
    await send(`/attempts/${begun.attemptId}/submit`, paper, undefined, { 'x-attempt-token': begun.token });
  }
  return token;
}

/** Until the worker has graded what was handed in. */
async function graded(persons: number): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    const [{ n }] = await owner.query(
      `SELECT count(*)::int AS n FROM standing WHERE contest_id = $1 AND scope_kind = 'contest'`,
      [contest.contestId],
    );
    if (n === persons) return;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error('not graded');
}

/** The secret of a letter to the manager of a unit. */
async function letterFor(unit: number): Promise<string> {
  const phone = newPhone();
  const token = await signUp('Ban tổ chức', phone);
  const [{ account_id: accountId }] = await owner.query(
    `INSERT INTO staff_role (account_id, role, contest_id) SELECT id, 'organizer', $2 FROM account WHERE phone = $1 RETURNING account_id`,
    [`+84${phone.slice(1)}`, contest.contestId],
  );
  await passSecondFactor(owner, accountId);
  const rows = [{ unitCode: await codeOf(unit), fullName: 'Quàng Thị Ín', phone: null }];
  const text = await send(`/contests/${contest.slug}/unit-invitations?format=txt`, { rows }, token);
  return /dau-moi#([\w-]{43})/.exec(text)![1]!;
}

describe('the manager of a unit', () => {
  it('comes with the letter, sees whom to remind, decides who belongs to the unit, and helps who forgot the password', async () => {
    const [own, other] = contest.units as [number, number];
    const forgetful = newPhone();
    await person('Vàng A Sử', own, 0, forgetful);
    await person('Nguyễn Thị Ánh', own);
    await person('Lò Văn Định', own, 1);
    await person('Người đơn vị khác', other);
    for (const [name, reason] of [
      ['H’Hen Niê', 'Tôi chuyển công tác từ tháng 3.'],
      ['Y Bhiŏ Mlô', null],
      ['Bàn Thị Mùi', null],
    ] as const) {
      const token = await person(name, other, 1);
      await send(`/contests/${contest.slug}/participants/me/unit-correction`, { contestUnitId: own, reason }, token);
    }
    await graded(4);

    const { page, faults, close } = await visit(browser, `${url}/dau-moi#${await letterFor(own)}`, PHONE);
    await page.getByText('Đầu mối của Sở Nội vụ trong Cuộc thi thử.').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await field(page, 'Số điện thoại').fill(newPhone());
    await field(page, 'Mật khẩu').fill(PASSWORD);
    await button(page, 'Nhận làm đầu mối').tap();
    await page.getByText('Bạn đã là đầu mối của đơn vị.').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await button(page, 'Tới trang đầu mối').tap();

    await title(page, 'Sở Nội vụ').waitFor();
    await button(page, 'Chưa thi (2)').waitFor();
    const names = () => page.locator('[aria-labelledby="nguoi"] .manager-person h3').allTextContents();
    expect(await names()).toEqual(['Nguyễn Thị Ánh', 'Vàng A Sử']);
    const text = await page.locator('main').innerText();
    expect(text).not.toContain('Người đơn vị khác');
    expect(text).not.toContain(forgetful.slice(1));
    expect(text).toContain(`${forgetful.slice(0, 2)}xx xxx ${forgetful.slice(-3)}`);
    expect(text).toContain(`/cuoc-thi/${contest.slug}?don-vi=${await codeOf(own)}`);
    expect(await faultsOf(page)).toEqual([]);

    await button(page, 'Đã dự thi (1)').tap();
    await page.getByRole('heading', { name: 'Lò Văn Định' }).waitFor();
    expect(await names()).toEqual(['Lò Văn Định']);
    await button(page, 'Chưa thi (2)').tap();
    await field(page, 'Tìm theo họ tên').fill('anh');
    await page.getByText('Đang hiện 1 người.').waitFor();
    expect(await names()).toEqual(['Nguyễn Thị Ánh']);
    expect(page.url()).not.toContain('anh');
    await field(page, 'Tìm theo họ tên').fill('');
    await page.getByText('Đang hiện 2 người.').waitFor();

    // One alone, then the rest together.
    await button(page, 'Từ chối yêu cầu của Bàn Thị Mùi').tap();
    await page.getByText('Từ chối Bàn Thị Mùi?').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await field(page, 'Lời nhắn cho người gửi (không bắt buộc)').fill('Bạn không có trong danh sách của Sở.');
    await button(page, 'Từ chối').last().tap();
    await page.getByText('Đã từ chối 1 yêu cầu.').waitFor();
    await field(page, 'Chọn cả 2 yêu cầu trên trang này').check();
    await button(page, 'Duyệt 2 yêu cầu').tap();
    await page.getByText('Duyệt cho 2 người?').waitFor();
    await button(page, 'Duyệt').last().tap();
    await page.getByText('Đã duyệt 2 yêu cầu.').waitFor();
    await button(page, 'Đã dự thi (3)').waitFor();
    const moved = await owner.query(
      `SELECT count(*)::int AS n FROM participant WHERE contest_id = $1 AND contest_unit_id = $2`,
      [contest.contestId, own],
    );
    expect(moved).toEqual([{ n: 5 }]);

    await button(page, 'Cấp mã đặt lại mật khẩu cho Vàng A Sử').tap();
    await page.getByText(/^Chỉ cấp khi bạn biết chắc/).waitFor();
    await button(page, 'Đúng người, cấp mã').tap();
    const code = (await page.locator('.manager-code').textContent())!;
    expect(code).toMatch(/^\w{4}-\w{4}-\w{4}$/);
    expect(await page.locator('.manager-spelled li').count()).toBe(3);
    expect(await faultsOf(page)).toEqual([]);
    await button(page, 'Đã đọc xong, ẩn mã').tap();
    expect(await page.content()).not.toContain(code);
    await send('/password-resets', { phone: forgetful, code: code.toLowerCase(), password: 'suoi-Nam-Hoa-81' });

    // The next time there is no letter.
    await page.locator('.menu summary').tap();
    await button(page, 'Đăng xuất').tap();
    await page.goto(`${url}/dau-moi`);
    await title(page, 'Nhận làm đầu mối đơn vị').waitFor();
    expect(await page.getByRole('link', { name: 'Đăng nhập để vào trang đơn vị' }).getAttribute('href')).toBe(
      '/dang-nhap?tiep=/dau-moi',
    );
    expect(faults).toEqual([]);
    await close();
  }, 240_000);

  it('of several units chooses one, reads on page by page, and may look on a desk', async () => {
    const [own, other] = contest.units as [number, number];
    for (let i = 0; i < 32; i++) await person(`Lê Văn ${'ABCDEGHIKLMNOPQRSTUVXY'[i % 22]}${i < 22 ? 'a' : 'o'}`, other);
    const phone = newPhone();
    await signUp('Quàng Thị Ín', phone);
    await owner.query(
      `INSERT INTO staff_role (account_id, role, contest_id, contest_unit_id)
       SELECT id, 'unit_manager', $2, unnest($3::int[]) FROM account WHERE phone = $1`,
      [`+84${phone.slice(1)}`, contest.contestId, [own, other]],
    );
    const { page, faults, close } = await visit(browser, `${url}/dang-nhap?tiep=/dau-moi`, DESKTOP);
    await field(page, 'Số điện thoại').fill(phone);
    await field(page, 'Mật khẩu').fill(PASSWORD);
    await button(page, 'Đăng nhập').click();
    await title(page, 'Sở Nội vụ').waitFor();
    await page.getByText('Chưa có ai đăng ký cho đơn vị.').waitFor();
    await page.getByLabel('Đơn vị và cuộc thi').selectOption({ label: 'Phường Vinh Phú · Cuộc thi thử' });
    await title(page, 'Phường Vinh Phú').waitFor();
    await page.getByText('Đang hiện 30 người.').waitFor();
    await button(page, 'Xem thêm').click();
    await page.getByText('Đang hiện 32 người.').waitFor();
    expect(await page.locator('.manager-person').count()).toBe(32);
    await page.reload();
    await title(page, 'Phường Vinh Phú').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    expect(faults).toEqual([]);
    await close();
  }, 120_000);
});
