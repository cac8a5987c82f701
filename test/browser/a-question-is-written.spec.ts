import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import type { DataSource } from 'typeorm';
import { createDataSource } from '#database';
import { startStack, type Stack } from '../../scripts/stack.mjs';
import { DESKTOP, openBrowser, visit } from '../support/browser.js';
import { faultsOf } from './support/looks.js';
import { takeOffice } from './support/office.js';

/** A question on its way from its author to the rounds. */
let stack: Stack;
let owner: DataSource;
let browser: Browser;
let url: string;

beforeAll(async () => {
  browser = await openBrowser();
  stack = await startStack({ apis: 1, workers: 1, prepare: 'sample' });
  url = stack.urls[0]!;
  owner = createDataSource({ url: stack.env['DATABASE_OWNER_URL']!, poolMax: 2, applicationName: 'story' });
  await owner.initialize();
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await owner?.destroy();
  await stack?.stop();
}, 30_000);

const WAIT = { timeout: 30_000 };
const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name }).waitFor(WAIT);

async function open(role: 'author' | 'reviewer' | 'organizer', fullName: string, path: string) {
  const visitor = await visit(browser, `${url}/robots.txt`, DESKTOP);
  await takeOffice(visitor.page.context(), url, owner, { role, fullName });
  await visitor.page.goto(`${url}/quan-tri/${path}`);
  return visitor;
}

const STEM = 'Người dân được nộp hồ sơ trực tuyến vào lúc nào trong ngày?';
const OPTIONS = ['Bất cứ lúc nào', 'Trong giờ làm việc', 'Chỉ buổi sáng', 'Chỉ ngày thứ Hai'];

async function write(page: Page): Promise<string> {
  await page.getByRole('link', { name: 'Soạn câu mới' }).click(WAIT);
  await heading(page, 'Soạn câu mới');
  await page.getByLabel('Phần dẫn').fill(STEM);
  for (const [i, text] of OPTIONS.entries())
    await page.getByRole('textbox', { name: `Phương án ${'ABCD'[i]}` }).fill(text);
  await page.getByLabel('Lời giải thích').fill('Cổng dịch vụ công mở suốt ngày đêm.');
  // What people will see stands beside what is typed, and so does what the checks say.
  await page.getByRole('region', { name: 'Người thi sẽ thấy' }).getByText(STEM).waitFor();
  await page.getByText('Câu hỏi chưa ghi văn bản làm căn cứ.').waitFor();
  await page.getByLabel('Số hiệu văn bản').fill('118/2025/NĐ-CP');
  await page.getByText('Câu hỏi chưa ghi văn bản làm căn cứ.').waitFor({ state: 'detached' });
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole('button', { name: 'Lưu câu mới' }).click();
  await page.getByRole('button', { name: 'Lưu thành bản mới' }).waitFor(WAIT);
  return (await page.getByRole('heading', { level: 1 }).textContent())!;
}

async function send(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Gửi thẩm định' }).click(WAIT);
  await page.getByRole('alertdialog').getByRole('button', { name: 'Gửi thẩm định' }).click();
  await page.getByText('chờ thẩm định', { exact: true }).first().waitFor(WAIT);
}

describe('a question', () => {
  it('is written by one, returned and approved by another, and then in use', async () => {
    const author = await open('author', 'Lò Văn Ín', 'cau-hoi');
    await heading(author.page, 'Câu hỏi');
    const code = await write(author.page);
    await send(author.page);

    const reviewer = await open('reviewer', 'Giàng A Páo', 'cau-hoi/duyet');
    await heading(reviewer.page, 'Thẩm định câu hỏi');
    await reviewer.page.getByRole('link', { name: code }).click(WAIT);
    await heading(reviewer.page, code);
    await reviewer.page.getByRole('button', { name: 'Trả lại' }).click(WAIT);
    const dialog = reviewer.page.getByRole('alertdialog');
    await dialog.getByRole('button', { name: 'Trả lại' }).click();
    await dialog.getByText('Hãy viết vài chữ để người soạn biết.').waitFor();
    await dialog.getByLabel('Ý kiến').fill('Phương án D không giống thật.');
    await dialog.getByRole('button', { name: 'Trả lại' }).click();
    await dialog.waitFor({ state: 'detached', ...WAIT });

    await author.page.reload();
    await author.page.getByText('Giàng A Páo đã trả lại bản này:').waitFor(WAIT);
    await author.page.getByRole('textbox', { name: 'Phương án D' }).fill('Chỉ ngày tiếp công dân');
    await author.page.getByRole('button', { name: 'Lưu thành bản mới' }).click();
    await author.page.getByText('bản 2', { exact: true }).first().waitFor(WAIT);
    await send(author.page);

    await reviewer.page.reload();
    await heading(reviewer.page, code);
    await reviewer.page.locator('ins', { hasText: 'tiếp' }).first().waitFor(WAIT);
    expect(await faultsOf(reviewer.page)).toEqual([]);
    await reviewer.page.getByRole('button', { name: 'Duyệt' }).click();
    await reviewer.page.getByRole('alertdialog').getByRole('button', { name: 'Duyệt' }).click();
    await reviewer.page.getByText('đang dùng', { exact: true }).waitFor(WAIT);
    const [row] = await owner.query(`SELECT status FROM item WHERE code = $1`, [code]);
    expect(row).toEqual({ status: 'published' });
    expect([author.faults, reviewer.faults]).toEqual([[], []]);
    await author.close();
    await reviewer.close();
  }, 180_000);

  it('is put into another language with sound by one, and signed by another who knows it', async () => {
    const author = await open('author', 'Lò Văn Ín', 'cau-hoi/tieng-khac');
    await author.page.getByLabel('Tiếng', { exact: true }).selectOption('tai', WAIT);
    await author.page.getByLabel('Tìm trong câu hỏi').fill('the-che-02');
    await author.page.getByRole('link', { name: 'the-che-02' }).click(WAIT);
    await heading(author.page, 'the-che-02');
    const boxes = author.page.getByRole('textbox', { name: /\(tiếng Thái\)$/ });
    await boxes.first().waitFor(WAIT);
    for (const [i, box] of (await boxes.all()).entries()) await box.fill(`Khoam tham ${i}`);
    const file = {
      name: 'doc.mp3',
      mimeType: 'audio/mpeg',
      buffer: Buffer.concat([Buffer.from('ID3'), Buffer.alloc(90)]),
    };
    await author.page.getByLabel('Thêm tiếng đọc').setInputFiles(file);
    await author.page.getByLabel('Tiếng đọc (tiếng Thái)').locator('visible=true').first().waitFor(WAIT);
    await author.page.getByRole('button', { name: 'Lưu, chờ ký' }).click();
    await author.page.getByText('Bạn viết lời này, nên người khác phải ký.').waitFor(WAIT);

    const reviewer = await open('reviewer', 'Cầm Thị Ín', 'cau-hoi/tieng-khac?tieng=tai&buoc=written');
    await reviewer.page.getByRole('link', { name: 'the-che-02' }).click(WAIT);
    await reviewer.page.getByRole('button', { name: 'Ký là đúng' }).click(WAIT);
    const dialog = reviewer.page.getByRole('alertdialog');
    await dialog.getByRole('button', { name: 'Ký là đúng' }).click();
    await dialog.getByText('Chỉ người hiểu tiếng này mới ký được.').waitFor();
    await dialog.getByLabel('Tôi đọc và hiểu tiếng Thái').check();
    expect(await faultsOf(reviewer.page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Ký là đúng' }).click();
    await reviewer.page.getByText('đã ký', { exact: true }).waitFor(WAIT);
    await reviewer.page.getByRole('link', { name: 'Về danh sách' }).click();
    await reviewer.page.getByText(/^1 câu đã ký, còn thiếu \d+ câu\.$/).waitFor(WAIT);
    expect([author.faults, reviewer.faults]).toEqual([[], []]);
    await author.close();
    await reviewer.close();
  }, 180_000);

  it('is approved by nobody who wrote it: whoever may do both is told so, and has no button', async () => {
    const { page, faults, close } = await open('organizer', 'Vừ Thị Mỉ', 'cau-hoi');
    await heading(page, 'Câu hỏi');
    const code = await write(page);
    await send(page);
    await page.goto(`${url}/quan-tri/cau-hoi/duyet?cau=${code}`);
    await page.getByText('Bạn soạn bản này, nên người khác phải thẩm định.').waitFor(WAIT);
    expect(await page.getByRole('button', { name: 'Duyệt' }).count()).toBe(0);
    expect(faults).toEqual([]);
    await close();
  }, 120_000);

  it('that somebody else has saved meanwhile shows both, and loses neither', async () => {
    const one = await open('author', 'Lò Văn Ín', 'cau-hoi/soan?cau=the-che-01');
    await heading(one.page, 'the-che-01');
    await one.page.getByLabel('Lời giải thích').fill('Bản của người thứ nhất.');
    const other = await open('author', 'Quàng Thị Ín', 'cau-hoi/soan?cau=the-che-01');
    await heading(other.page, 'the-che-01');
    await other.page.getByLabel('Lời giải thích').fill('Bản của người thứ hai.');
    await other.page.getByRole('button', { name: 'Lưu thành bản mới' }).click();
    await other.page.getByText('bản 2', { exact: true }).first().waitFor(WAIT);

    await one.page.getByRole('button', { name: 'Lưu thành bản mới' }).click();
    await one.page.getByText(/Quàng Thị Ín đã lưu một bản mới hơn \(bản 2\)/).waitFor(WAIT);
    expect(await one.page.getByLabel('Lời giải thích').inputValue()).toBe('Bản của người thứ nhất.');
    await one.page.getByRole('button', { name: 'Giữ bản của tôi để lưu tiếp' }).click(WAIT);
    await one.page.getByRole('button', { name: 'Lưu thành bản mới' }).click();
    await one.page.getByText('bản 3', { exact: true }).first().waitFor(WAIT);
    await one.close();
    await other.close();
  }, 120_000);
});
