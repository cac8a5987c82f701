import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Locator, Page } from 'playwright-core';
import type { DataSource } from 'typeorm';
import { createDataSource } from '#database';
import { startStack, type Stack } from '../../scripts/stack.mjs';
import { DESKTOP, openBrowser, PHONE, visit } from '../support/browser.js';
import { faultsOf } from './support/looks.js';
import { takeOffice } from './support/office.js';

/** A contest is set up from a template and opened; two people at the same plan find each other out. */
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
}, 240_000);

afterAll(async () => {
  await browser?.close();
  await owner?.destroy();
  await stack?.stop();
}, 30_000);

const SCREENS_MAX = 12;
const INPUTS_MAX = 40;
const REQUIRED_MAX = 15;
const TITLE = 'Tìm hiểu chính quyền số tỉnh Nghệ An năm 2027';

/** Counts what an organizer has to go through: each screen that opens, each field that is given something. */
class Effort {
  readonly screens: string[] = [];
  readonly inputs: string[] = [];
  readonly required: string[] = [];

  constructor(private readonly page: Page) {}

  async screen(name: string, level = 2): Promise<void> {
    await this.page.getByRole('heading', { level, name, exact: true }).waitFor({ timeout: 30_000 });
    this.screens.push(name);
    expect(await faultsOf(this.page)).toEqual([]);
  }

  async fill(field: Locator, text: string): Promise<void> {
    await field.fill(text);
    await this.count(field);
  }

  async choose(field: Locator): Promise<void> {
    await field.check();
    await this.count(field);
  }

  /** What nobody can go without: fields that say so, and decisions that are open. */
  private async count(field: Locator): Promise<void> {
    const [name, isRequired] = await field.evaluate((element: { name: string; required: boolean; id: string }) => [
      element.id || element.name,
      element.required,
    ]);
    this.inputs.push(String(name));
    if (isRequired) this.required.push(String(name));
  }
}

describe('from an empty list to an open contest', () => {
  it('takes twelve screens and forty inputs at most, and a citizen sees it', async () => {
    const { page, faults, close } = await visit(browser, `${url}/robots.txt`, DESKTOP);
    page.setDefaultTimeout(30_000);
    await takeOffice(page.context(), url, owner, { role: 'administrator', fullName: 'Vừ Bá Ký' });
    const effort = new Effort(page);
    await page.goto(`${url}/quan-tri/cuoc-thi`);
    await effort.screen('Các cuộc thi', 1);
    await page.getByText('Chưa có cuộc thi nào.').waitFor();
    await page.getByRole('link', { name: 'Tạo cuộc thi' }).click();
    await effort.screen('Tạo cuộc thi', 1);
    await effort.choose(page.getByLabel('Bốn tuần, mỗi tuần một đợt'));
    await effort.fill(page.getByLabel('Tên cuộc thi'), TITLE);
    await effort.fill(page.getByLabel('Cơ quan tổ chức'), 'Sở Nội vụ tỉnh Nghệ An');
    await page.getByRole('button', { name: 'Tạo và soạn thể lệ' }).click();

    await effort.screen('Giới thiệu');
    const preview = page.getByRole('region', { name: 'Xem thể lệ' });
    await effort.fill(page.getByLabel('Điện thoại hỗ trợ'), '0238 3844 888');
    await preview.getByText('Hỗ trợ: 0238 3844 888.').waitFor();
    const next = page.getByRole('link', { name: 'Bước tiếp theo' });
    await next.click();
    await effort.screen('Lịch thi');
    await effort.fill(page.getByLabel('Ngày bắt đầu'), '2099-03-02');
    await preview.getByText('Tuần 4: từ 08 giờ 00 ngày 23/3/2099 đến 24 giờ 00 ngày 29/3/2099.').waitFor();

    // Only the decisions that the template leaves open have to be taken.
    await page
      .getByRole('navigation', { name: 'Các bước' })
      .getByRole('link', { name: /Đề và lượt thi/ })
      .click();
    await effort.screen('Đề và lượt thi');
    await effort.choose(page.getByLabel(/^Khi đợt thi đóng, bài đang làm dở được nộp tự động/));
    effort.required.push('time.atRoundEnd');
    await next.click();
    await effort.screen('Chấm và xếp hạng');
    await effort.choose(page.getByLabel('Người thi nhiều lượt: tính dự đoán của lượt thi được tính.'));
    effort.required.push('prediction.whichCounts');
    await effort.choose(page.getByLabel(/thời gian làm bài .* ngắn hơn xếp trước/));
    effort.required.push('ranking.criteria');
    await preview.getByText(/Tiêu chí 3: .* ngắn hơn xếp trước\./).waitFor();
    await page.getByText(/^Đã lưu lúc \d\d:\d\d\.$/).waitFor();

    await page.getByRole('navigation', { name: 'Các bước' }).getByRole('link', { name: 'Kiểm tra và mở' }).click();
    await effort.screen('Kiểm tra và mở');
    await page.getByText('Thể lệ đã đủ và không mâu thuẫn.').waitFor();
    await effort.fill(page.getByRole('combobox', { name: 'Bên dưới đơn vị' }), 'nghe an');
    await page
      .getByRole('option', { name: /Nghệ An/ })
      .first()
      .click();
    effort.required.push('invited');
    await page.getByRole('button', { name: 'Xem trước danh sách' }).click();
    await page.getByRole('button', { name: /^Mời \d+ đơn vị$/ }).click();
    await page
      .getByText(/\d+ đơn vị được mời\./)
      .first()
      .waitFor();
    // What this template promises is kept by the server: there is nothing to take note of.
    expect(await page.getByLabel('Ban tổ chức đã đọc và sẽ tự làm những điều này').count()).toBe(0);
    await page.getByRole('button', { name: 'Mở cuộc thi' }).click();
    await page
      .getByRole('alertdialog')
      .getByText(/4 đợt thi, đợt đầu mở lúc/)
      .waitFor();
    effort.screens.push('Mở cho mọi người?');
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('alertdialog').getByRole('button', { name: 'Mở cuộc thi' }).click();
    await page.getByRole('heading', { name: 'Cuộc thi đã mở' }).waitFor();

    expect(effort.screens.length).toBeLessThanOrEqual(SCREENS_MAX);
    expect(effort.inputs.length).toBeLessThanOrEqual(INPUTS_MAX);
    expect(effort.required.length).toBeLessThanOrEqual(REQUIRED_MAX);

    const citizen = await visit(browser, `${url}/cuoc-thi/tim-hieu-chinh-quyen-so-tinh-nghe-an-nam-2027`, PHONE);
    await citizen.page.getByRole('heading', { level: 1, name: TITLE }).waitFor({ timeout: 30_000 });
    await page.goto(`${url}/quan-tri/cuoc-thi`);
    await page
      .getByRole('row', { name: /chính quyền số/ })
      .getByText('Đã công bố')
      .waitFor();

    // Its plan stays open: what is typed into it now is the next revision's, also when the page is left at once.
    await page.goto(`${url}/quan-tri/cuoc-thi/thay-doi?cuoc-thi=tim-hieu-chinh-quyen-so-tinh-nghe-an-nam-2027`);
    await page.getByRole('heading', { name: 'Thay đổi thể lệ' }).waitFor();
    await page.getByRole('link', { name: 'Mở bản soạn để sửa' }).click();
    await page.getByLabel('Điện thoại hỗ trợ').fill('0238 3844 999');
    await page.getByRole('link', { name: 'Xem và công bố thay đổi' }).click();
    await page.getByRole('cell', { name: '0238 3844 999' }).waitFor();
    expect([...faults, ...citizen.faults]).toEqual([]);
    await citizen.close();
    await close();
  }, 300_000);
});

describe('two people at one plan', () => {
  it('see both versions, choose, and nothing typed is lost', async () => {
    const one = await visit(browser, `${url}/robots.txt`, DESKTOP);
    await takeOffice(one.page.context(), url, owner, { role: 'administrator', fullName: 'Lò Văn Ước' });
    const other = await visit(browser, `${url}/robots.txt`, DESKTOP);
    await takeOffice(other.page.context(), url, owner, { role: 'administrator', fullName: 'Quàng Thị Ín' });
    for (const { page } of [one, other]) page.setDefaultTimeout(30_000);
    const begun = await one.page.request.post(`${url}/api/contest-plans`, {
      data: { from: { template: 'mot-dot' }, title: 'Một bản hai người soạn' },
      headers: { origin: url },
    });
    const { id } = (await begun.json()) as { id: string };
    for (const { page } of [one, other]) {
      await page.goto(`${url}/quan-tri/cuoc-thi/soan?ban=${id}`);
      await page.getByLabel('Cơ quan tổ chức').waitFor();
    }
    await other.page.getByLabel('Cơ quan tổ chức').fill('Sở Nội vụ');
    await other.page.getByLabel('Điện thoại hỗ trợ').fill('0238 1111 111');
    await other.page.getByText(/^Đã lưu lúc/).waitFor();

    await one.page.getByLabel('Điện thoại hỗ trợ').fill('0238 2222 222');
    const dialog = one.page.getByRole('alertdialog', { name: /^Quàng Thị Ín đã sửa bản này lúc/ });
    await dialog.waitFor();
    expect(await faultsOf(one.page)).toEqual([]);
    // The agency only the other one has changed, the telephone both.
    const agency = dialog.getByRole('group', { name: 'Cơ quan tổ chức › Cơ quan tổ chức' });
    expect(await agency.getByRole('radio', { name: /^Bản của Quàng Thị Ín: Sở Nội vụ/ }).isChecked()).toBe(true);
    const phone = dialog.getByRole('group', { name: 'Cơ quan tổ chức › Điện thoại hỗ trợ' });
    expect(await phone.getByRole('radio', { name: /^Bản của bạn: 0238 2222 222/ }).isChecked()).toBe(true);
    await dialog.getByRole('button', { name: 'Lưu như đã chọn' }).click();
    await dialog.waitFor({ state: 'detached' });
    await one.page.getByText(/^Đã lưu lúc/).waitFor();
    const saved = await one.page.request.get(`${url}/api/contest-plans/${id}`);
    expect(((await saved.json()) as { regulations: unknown }).regulations).toMatchObject({
      host: { agency: 'Sở Nội vụ', hotline: '0238 2222 222' },
    });

    // Taken back, and found again after the page was closed without a network.
    await one.page.getByRole('button', { name: 'Hoàn tác' }).click();
    await one.page.getByText(/^Đã lưu lúc/).waitFor();
    await one.page.context().setOffline(true);
    await one.page.getByLabel('Giờ hỗ trợ').fill('7:30-17:00');
    await one.page.getByText(/^Chưa lưu được lên máy chủ\./).waitFor();
    await one.page.context().setOffline(false);
    await one.page.reload();
    await one.page.getByLabel('Giờ hỗ trợ').waitFor();
    expect(await one.page.getByLabel('Giờ hỗ trợ').inputValue()).toBe('7:30-17:00');
    // Sent in the moment before the page was loaded again, or after: it arrives.
    const hours = async () => {
      const answer = await one.page.request.get(`${url}/api/contest-plans/${id}`);
      return ((await answer.json()) as { regulations: { host: { hours?: string } } }).regulations.host.hours;
    };
    while ((await hours()) !== '7:30-17:00') await one.page.waitForTimeout(200);
    expect([...one.faults, ...other.faults]).toEqual([]);
    await one.close();
    await other.close();
  }, 240_000);
});
