import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { DataSource } from 'typeorm';
import { createDataSource } from '#database';
import { startStack, type Stack } from '../../scripts/stack.mjs';
import { DESKTOP, openBrowser, PHONE, visit, type Visit } from '../support/browser.js';
import { insertContest, type ContestFixture } from '../support/contest.js';
import { faultsOf } from './support/looks.js';
import { join } from './support/people.js';

/** What a person may do about the own data, as it is done: taking back, giving later, giving a number, going altogether. */
let stack: Stack;
let owner: DataSource;
let browser: Browser;
let url = '';
let open: Visit[] = [];

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

/** Somebody who has joined the contest, on the page of the own data. */
async function enter(contest: ContestFixture, options: BrowserContextOptions = PHONE): Promise<Visit> {
  const made = await visit(browser, `${url}/robots.txt`, options);
  open.push(made);
  await join(made.page.context(), url, contest);
  await made.page.goto(`${url}/cua-toi/du-lieu`);
  await heading(made.page, 'Bạn đã đồng ý những gì').waitFor();
  return made;
}

/** Whatever happened, no script failed, no style was refused and no other server was asked. */
async function leave(visit: Visit): Promise<void> {
  expect(visit.faults).toEqual([]);
  await visit.close();
  open = open.filter((one) => one !== visit);
}

const PASSWORD = 'nguoi-xu-Nghe-2019';
const field = (page: Page, name: string) => page.getByLabel(name, { exact: true });
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
const heading = (page: Page, name: string) => page.getByRole('heading', { name, exact: true });
const says = (page: Page, words: string) => page.getByText(words).first().waitFor();

async function personIn({ contestId }: ContestFixture): Promise<Record<string, unknown>> {
  const [row] = await owner.query(
    `SELECT a.phone, a.full_name AS account_name, p.full_name, p.publish_name, p.birth_date, p.id AS participant_id,
            (SELECT jsonb_object_agg(purpose, withdrawn_at IS NULL) FROM consent WHERE account_id = a.id) AS consents
       FROM participant p JOIN account a ON a.id = p.account_id WHERE p.contest_id = $1`,
    [contestId],
  );
  return row;
}

describe('a consent', () => {
  it('is given later and taken back, purpose by purpose', async () => {
    const contest = await insertContest(owner);
    const phone = await enter(contest);
    const { page } = phone;
    const given = button(page, /^Đồng ý ?: Ghi đủ họ tên tôi/);
    await given.click();
    await says(page, 'Đã ghi nhận sự đồng ý của bạn.');
    await page.locator(':focus', { hasText: 'Bạn đã đồng ý những gì' }).waitFor();
    expect(await personIn(contest)).toMatchObject({ publish_name: true });
    expect(await faultsOf(page)).toEqual([]);

    await button(page, /^Rút lại ?: Ghi đủ họ tên tôi/).click();
    await says(page, 'Từ nay họ tên bạn được viết tắt');
    await given.waitFor();
    expect(await personIn(contest)).toMatchObject({
      publish_name: false,
      consents: { contest: true, publish_name: false },
    });
    await leave(phone);
  });

  it('to take part is taken back after it was said what that means: the person has left', async () => {
    const contest = await insertContest(owner);
    const desk = await enter(contest, DESKTOP);
    const { page } = desk;
    await button(page, /^Rút khỏi cuộc thi ?: /).click();
    await says(page, 'không đăng ký lại cuộc thi này được');
    await page.locator(':focus', { hasText: 'Rút khỏi cuộc thi Cuộc thi thử?' }).waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await button(page, 'Không, tôi vẫn dự thi').click();
    expect(await personIn(contest)).toMatchObject({ full_name: 'H’Hen Niê', consents: { contest: true } });

    await button(page, /^Rút khỏi cuộc thi ?: /).click();
    await button(page, 'Rút khỏi cuộc thi này').click();
    await says(page, 'Bạn đã rút khỏi cuộc thi này lúc');
    expect(await button(page, /^Rút/).count()).toBe(0);
    expect(await personIn(contest)).toMatchObject({
      full_name: 'Người đã rút khỏi cuộc thi',
      birth_date: null,
      account_name: 'H’Hen Niê',
      consents: { contest: false },
    });
    await page.goto(`${url}/cuoc-thi/${contest.slug}/vao-thi`);
    await says(page, 'Bạn đã rút lại sự đồng ý dự thi cuộc thi này');
    await leave(desk);
  });
});

describe('the personal number', () => {
  it('is asked for on my page, given on this one, and not shown again but for its end', async () => {
    const contest = await insertContest(owner);
    const phone = await enter(contest);
    const { page } = phone;
    expect(await heading(page, 'Số định danh để nhận giải').count()).toBe(0);
    const { participant_id: participantId } = await personIn(contest);
    await owner.query(
      `INSERT INTO identity_paper (contest_id, participant_id, asked_by, reason, delete_after)
       VALUES ($1, $2, gen_random_uuid(), 'Trao giải Nhì tuần 1', contest_clock() + interval '90 days')`,
      [contest.contestId, participantId],
    );
    await page.goto(`${url}/cua-toi`);
    await says(page, 'Ban tổ chức Cuộc thi thử cần số định danh của bạn');
    await page.getByRole('link', { name: 'Xem đề nghị và cung cấp' }).click();
    await says(page, 'Để làm gì: Trao giải Nhì tuần 1');
    await button(page, /^Cung cấp số định danh/).click();
    await button(page, 'Gửi số định danh').click();
    await says(page, 'Hãy điền số định danh.');
    await field(page, 'Số định danh cá nhân').fill('040192001234');
    await button(page, 'Gửi số định danh').click();
    await says(page, 'Số định danh này không khớp năm sinh của bạn.');
    expect(await faultsOf(page)).toEqual([]);

    await field(page, 'Số định danh cá nhân').fill('003 090 005 678');
    await button(page, 'Gửi số định danh').click();
    await says(page, 'Ban tổ chức đã nhận được số định danh của bạn.');
    await says(page, 'Ba số đầu không phải mã tỉnh nào');
    await says(page, 'bốn chữ số cuối 5678');
    const kept = await page.evaluate<string>(
      'JSON.stringify({ ...sessionStorage, ...localStorage }) + document.body.innerText',
    );
    expect(kept).not.toMatch(/003 ?090 ?005/);
    await leave(phone);
  });
});

describe('the account', () => {
  it('is deleted with the password, once it is understood what goes and what stays', async () => {
    const contest = await insertContest(owner);
    const phone = await enter(contest);
    const { page } = phone;
    for (const words of ['Bị xóa', 'Còn lại, không gắn với tên bạn']) await heading(page, words).waitFor();
    await button(page, 'Tôi muốn xóa tài khoản').click();
    await button(page, 'Xóa vĩnh viễn tài khoản').click();
    await says(page, 'Còn 2 chỗ cần xem lại');
    expect(await faultsOf(page)).toEqual([]);
    await field(page, 'Mật khẩu, để chắc chắn là bạn').fill('khong-phai-mat-khau');
    await field(page, 'Tôi hiểu rằng không lấy lại được tài khoản và kết quả.').check();
    await button(page, 'Xóa vĩnh viễn tài khoản').click();
    await says(page, 'Mật khẩu chưa đúng.');
    expect(await personIn(contest)).toMatchObject({ account_name: 'H’Hen Niê' });

    await field(page, 'Mật khẩu, để chắc chắn là bạn').fill(PASSWORD);
    await button(page, 'Xóa vĩnh viễn tài khoản').click();
    await heading(page, 'Đã xóa tài khoản').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    expect(await personIn(contest)).toMatchObject({
      phone: null,
      account_name: 'Người đã xóa tài khoản',
      full_name: 'Người đã xóa tài khoản',
      consents: { contest: false },
    });
    expect(await page.evaluate('localStorage.length + sessionStorage.length')).toBe(0);
    await page.goto(`${url}/cua-toi/du-lieu`);
    await says(page, 'Đăng nhập để xem, sửa, tải về hoặc xóa dữ liệu của bạn.');
    await leave(phone);
  });

  it('waits while an attempt is in progress, and says so', async () => {
    const contest = await insertContest(owner);
    const made = await visit(browser, `${url}/robots.txt`, PHONE);
    open.push(made);
    const { page } = made;
    const person = await join(page.context(), url, contest);
    await person.start();
    await page.goto(`${url}/cua-toi/du-lieu`);
    await button(page, 'Tôi muốn xóa tài khoản').click();
    await field(page, 'Mật khẩu, để chắc chắn là bạn').fill(PASSWORD);
    await field(page, 'Tôi hiểu rằng không lấy lại được tài khoản và kết quả.').check();
    await button(page, 'Xóa vĩnh viễn tài khoản').click();
    await says(page, 'Bạn đang có lượt thi làm dở.');
    await leave(made);
  });
});
