import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { DataSource } from 'typeorm';
import { createDataSource } from '#database';
import { startStack, type Stack } from '../../scripts/stack.mjs';
import { DESKTOP, openBrowser, visit, type Visit } from '../support/browser.js';
import { pdf, png } from '../support/files.js';
import { CONTEST } from './support/console-states.js';
import { faultsOf } from './support/looks.js';
import { takeOffice } from './support/office.js';
import { settled } from './support/pictures.js';

/** A contest gets its own face: chosen in the console, seen by everybody. */

let stack: Stack;
let owner: DataSource;
let browser: Browser;
let url: string;
let office: Awaited<ReturnType<BrowserContext['storageState']>>;

beforeAll(async () => {
  browser = await openBrowser();
  stack = await startStack({ apis: 1, workers: 1, prepare: 'sample' });
  owner = createDataSource({ url: stack.env['DATABASE_OWNER_URL']!, poolMax: 2, applicationName: 'branding' });
  await owner.initialize();
  url = stack.urls[0]!;
  const context = await browser.newContext(DESKTOP);
  await takeOffice(context, url, owner, { role: 'administrator' });
  office = await context.storageState();
  await context.close();
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await owner?.destroy();
  await stack?.stop();
}, 30_000);

const WIDTHS = [360, 768, 1280];
const fileOf = (name: string, mimeType: string, buffer: Buffer) => ({ name, mimeType, buffer });

/** What is wrong with a page of the contest on each width, and how much of it moved while it came. */
async function lookAt(path: string, look: (page: Page, width: number) => Promise<void>): Promise<string[]> {
  const found: string[] = [];
  for (const width of WIDTHS) {
    const made: Visit = await visit(browser, `${url}${path}`, { ...DESKTOP, viewport: { width, height: 800 } });
    await made.page.getByRole('heading', { level: 1 }).waitFor({ timeout: 30_000 });
    await settled(made.page);
    await look(made.page, width);
    found.push(...(await faultsOf(made.page)).map((fault) => `${width}: ${fault}`), ...made.faults);
    await made.close();
  }
  return found;
}

/** By how much the page jumped while it came. */
const moved = (page: Page): Promise<number> =>
  page.evaluate<number>(`new Promise((resolve) => {
    new PerformanceObserver((list) => resolve(list.getEntries().reduce((sum, { value }) => sum + value, 0)))
      .observe({ type: 'layout-shift', buffered: true });
    setTimeout(() => resolve(0), 500);
  })`);

describe('a contest', () => {
  it('has a band in its colour as long as it has no picture of its own', async () => {
    const found = await lookAt(`/cuoc-thi/${CONTEST}`, async (page) => {
      expect(await page.locator('.banner-drawn').isVisible()).toBe(true);
    });
    expect(found).toEqual([]);
  }, 90_000);

  it('gets logo, banner, a signed paper and a footer from who runs it, and everybody sees them', async () => {
    const { page, faults, close } = await visit(browser, `${url}/robots.txt`, { ...DESKTOP, storageState: office });
    page.setDefaultTimeout(30_000);
    await page.goto(`${url}/quan-tri/cuoc-thi/nhan-dien?cuoc-thi=${CONTEST}`);

    await page.getByLabel('Chọn logo').setInputFiles(fileOf('logo.png', 'image/png', png(640, 480)));
    await page.getByRole('img', { name: 'Logo', exact: true }).waitFor();

    await page.getByLabel('Chọn ảnh banner').setInputFiles(fileOf('nho.png', 'image/png', png(300, 300)));
    await page.getByText('Ảnh nhỏ quá.').waitFor();
    await page.getByLabel('Chọn ảnh banner').setInputFiles(fileOf('anh.png', 'image/png', png(1600, 900)));
    const dialog = page.getByRole('alertdialog', { name: 'Chọn phần ảnh làm banner' });
    await dialog.getByRole('slider', { name: 'Lấy phần trên hay phần dưới' }).press('End');
    await dialog.getByLabel('Mô tả ảnh cho người không nhìn thấy').fill('Chung tay cải cách hành chính');
    await dialog.getByRole('button', { name: 'Dùng phần này' }).click();
    await page.getByText('Mô tả: Chung tay cải cách hành chính').waitFor();

    await page.getByLabel('Tên văn bản').fill('Quyết định ban hành thể lệ');
    await page.getByLabel('Số, ký hiệu').fill('15/QĐ-UBND');
    await page.getByLabel('Ngày ký').fill('2026-05-04');
    await page.getByLabel('Tệp PDF').setInputFiles(fileOf('gia.pdf', 'application/pdf', png(64, 64)));
    await page.getByRole('button', { name: 'Thêm văn bản' }).click();
    await page.getByText('Văn bản phải là một tệp PDF trọn vẹn').waitFor();
    await page.getByLabel('Tệp PDF').setInputFiles(fileOf('qd.pdf', 'application/pdf', pdf()));
    await page.getByRole('button', { name: 'Thêm văn bản' }).click();
    await page.getByRole('link', { name: 'Quyết định ban hành thể lệ' }).waitFor();

    await page.getByLabel('Chịu trách nhiệm nội dung').fill('Ông Lò Văn Ín, Phó Giám đốc Sở Nội vụ');
    await page.getByLabel('Thư điện tử').fill('không phải thư');
    await page.getByRole('button', { name: 'Lưu chân trang' }).click();
    await page.getByText('Thư điện tử viết như ten@tinh.gov.vn.').first().waitFor();
    await page.getByLabel('Thư điện tử').fill('snv@example.gov.vn');
    await page.getByRole('button', { name: 'Lưu chân trang' }).click();
    await page.getByText('Đã lưu. Mọi trang của cuộc thi hiện theo ngay.').first().waitFor();

    // The real page stands beside, once what it is told first is young enough.
    for (const frame of [page.frameLocator('iframe').first(), page.frameLocator('iframe').last()])
      await frame.locator('img.banner').waitFor({ state: 'attached' });

    await page.getByRole('button', { name: 'Gỡ logo' }).click();
    await page.getByText('Đã gỡ logo.').waitFor();
    await page.getByRole('button', { name: 'Hoàn tác' }).click();
    await page.getByRole('img', { name: 'Logo', exact: true }).waitFor();
    expect(faults).toEqual([]);
    for (const width of [768, 1280]) {
      await page.setViewportSize({ width, height: 1000 });
      await settled(page);
      expect(await faultsOf(page)).toEqual([]);
    }
    await close();

    const found = await lookAt(`/cuoc-thi/${CONTEST}`, async (page) => {
      const banner = page.getByRole('img', { name: 'Chung tay cải cách hành chính' });
      // The width that a browser computes from `sizes` for the picture that it chose: nothing is torn or missing.
      expect(
        await banner.evaluate((img: { complete: boolean; naturalWidth: number }) => img.complete && img.naturalWidth),
      ).toBeGreaterThan(300);
      await page.getByText('Thư điện tử: snv@example.gov.vn').waitFor();
      expect(await moved(page)).toBeLessThanOrEqual(0.02);
    });
    expect(found).toEqual([]);
    const rules = await lookAt(`/cuoc-thi/${CONTEST}/the-le`, async (page) => {
      await page.getByText('Số 15/QĐ-UBND · ngày 04/5/2026 · PDF, 0,1 MB').waitFor();
    });
    expect(rules).toEqual([]);
  }, 240_000);
});
