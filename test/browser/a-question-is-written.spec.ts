import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import type { DataSource } from 'typeorm';
import { BANK_FORMATS, type FileQuestion } from '#bank';
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

  it('that is much like another says so while it is written, and can be saved all the same', async () => {
    const [like]: { code: string; stem: string; options: string[] }[] = await owner.query(
      `SELECT i.code, v.stem, v.options FROM item i JOIN item_version v ON v.item_id = i.id
        WHERE i.status = 'published' AND v.kind = 'single' AND cardinality(v.options) = 4 AND i.code LIKE 'the-che-%'
        ORDER BY i.code DESC LIMIT 1`,
    );
    const { page, faults, close } = await open('author', 'Lò Văn Ín', 'cau-hoi/soan');
    await heading(page, 'Soạn câu mới');
    await page.getByLabel('Phần dẫn').fill(like!.stem);
    for (const [i, text] of like!.options.entries())
      await page.getByRole('textbox', { name: `Phương án ${'ABCDEF'[i]}` }).fill(text);
    await page.getByText('Gần giống câu (100%)').waitFor(WAIT);
    const link = page.getByRole('link', { name: like!.code });
    expect(await link.getAttribute('href')).toContain(`cau=${like!.code}`);
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Lưu câu mới' }).click();
    await page.getByRole('button', { name: 'Lưu thành bản mới' }).waitFor(WAIT);
    expect(faults).toEqual([]);
    await close();
  }, 120_000);

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

/** A question of a file of fifty, no two of which are alike. */
const questionOf = (n: number): FileQuestion => ({
  ...{ row: n, label: null, code: null, topic: 'Cải cách thể chế', level: 1, subBank: null, kind: 'single' },
  stem: `Câu thứ ${n} hỏi về ${[...`${n * 7919}`].map((digit) => 'abcdefghij'[Number(digit)]!.repeat(9)).join(' ')}?`,
  options: [`Bộ Nội vụ ${n}`, `Bộ Tư pháp ${n}`].map((text, place) => ({ text, right: place === n % 2 })),
  ...{ explanation: 'Theo phân công.', document: '63/2010/NĐ-CP', date: '2010-06-08', article: 'khoản 1 Điều 3' },
  ...{ validFrom: null, validTo: null, mark: null },
});

describe('a Word file of fifty questions with three faults', () => {
  it('is looked at, mended in place, imported, sent, and approved by a second person', async () => {
    const questions = Array.from({ length: 50 }, (_, i) => questionOf(i + 1));
    // No key; no level; one option.
    questions[4] = { ...questions[4]!, options: questions[4]!.options.map(({ text }) => ({ text, right: false })) };
    questions[20] = { ...questions[20]!, level: null };
    questions[33] = { ...questions[33]!, options: questions[33]!.options.slice(0, 1) };
    const buffer = await BANK_FORMATS.docx.write(questions);
    const author = await open('author', 'Lò Văn Ín', 'cau-hoi/nhap');
    const { page } = author;
    await heading(page, 'Nhập câu hỏi từ tệp');
    const mimeType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
    await page.getByLabel('Tệp câu hỏi').setInputFiles({ name: 'Bộ đề 2026.docx', mimeType, buffer });
    await page.getByRole('button', { name: 'Chạy thử' }).click();
    await page.getByRole('heading', { name: 'Tệp có 50 câu hỏi' }).waitFor(WAIT);
    await page.getByText('47 câu nhập được. 3 câu có lỗi, phải sửa trước khi nhập.').waitFor();
    expect(await page.getByText('Có lỗi', { exact: true }).count()).toBe(3);

    const dialog = page.getByRole('alertdialog');
    const mend = async (name: string, work: () => Promise<void>) => {
      await page.getByRole('button', { name: `Sửa: ${name}`, exact: true }).click();
      await dialog.getByRole('heading', { name: `Sửa ${name}` }).waitFor();
      expect(await faultsOf(page)).toEqual([]);
      await work();
      await dialog.getByRole('button', { name: 'Lưu và kiểm tra lại' }).click();
      await dialog.waitFor({ state: 'detached', ...WAIT });
    };
    await mend('Câu 5', () => dialog.getByLabel('B đúng').check());
    await page.getByText('48 câu nhập được. 2 câu có lỗi, phải sửa trước khi nhập.').waitFor(WAIT);
    await mend('Câu 21', async () => void (await dialog.getByLabel('Mức độ').selectOption('1')));
    await mend('Câu 34', async () => {
      await dialog.getByRole('button', { name: 'Thêm phương án' }).click();
      await dialog.getByRole('textbox', { name: 'Phương án B' }).fill('Bộ Tư pháp 34');
    });
    await page.getByRole('button', { name: 'Nhập 50 câu' }).click(WAIT);
    await page.getByText('Đã nhập: 50 câu mới, 0 câu thành bản mới, 0 câu không đổi.').waitFor(WAIT);

    const all = (what: Page) => what.getByRole('checkbox', { name: 'Chọn tất cả trên trang này' });
    await page.goto(`${url}/quan-tri/cau-hoi?xep=-changedAt`);
    await page.getByText('Câu thứ 50 hỏi về').waitFor(WAIT);
    await all(page).check();
    await page.getByRole('button', { name: 'Gửi thẩm định' }).click();
    await page.getByRole('heading', { name: 'Gửi 50 câu cho người khác thẩm định?' }).waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Gửi thẩm định' }).click();
    await page.getByText('Đã gửi 50 câu.').waitFor(WAIT);

    const reviewer = await open('reviewer', 'Giàng A Páo', 'cau-hoi?trang-thai=review&xep=-changedAt');
    await reviewer.page.getByText('Câu thứ 50 hỏi về').waitFor(WAIT);
    await all(reviewer.page).check();
    await reviewer.page.getByRole('button', { name: 'Duyệt', exact: true }).click();
    await reviewer.page.getByRole('heading', { name: 'Duyệt 50 câu?' }).waitFor();
    await reviewer.page.getByRole('alertdialog').getByRole('button', { name: 'Duyệt' }).click();
    await reviewer.page.getByText('Đã duyệt 50 câu.').waitFor(WAIT);
    const [row] = await owner.query(
      `SELECT count(*)::int AS published FROM item i JOIN item_note n ON n.item_id = i.id AND n.act = 'imported'
        WHERE i.status = 'published' AND n.words = 'Bộ đề 2026.docx'`,
    );
    expect(row).toEqual({ published: 50 });
    expect([author.faults, reviewer.faults]).toEqual([[], []]);
    await author.close();
    await reviewer.close();
  }, 240_000);
});
