import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import type { DataSource } from 'typeorm';
import { createDataSource } from '#database';
import { startStack, type Stack } from '../../scripts/stack.mjs';
import { DESKTOP, openBrowser, PHONE, visit } from '../support/browser.js';
import { faultsOf } from './support/looks.js';
import { takeOffice } from './support/office.js';

/** The province offers a plan, a commune opens a contest of its own from it, and the province stops it. */
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

it('a commune takes what is offered, finds locked what is locked, opens its contest, and the province stops it', async () => {
  const [unit]: { code: string; full_name: string }[] = await owner.query(
    `SELECT code, full_name FROM unit WHERE level = 'commune' AND valid_to IS NULL ORDER BY code LIMIT 1`,
  );
  const { code: unitCode, full_name: unitName } = unit!;

  // The province: a plan in which what the templates leave open is decided, offered with its time locked.
  const province = await visit(browser, `${url}/robots.txt`, DESKTOP);
  const { page: desk } = province;
  desk.setDefaultTimeout(30_000);
  await takeOffice(desk.context(), url, owner, { role: 'administrator', fullName: 'Vừ Bá Ký' });
  const headers = { origin: url };
  const begun = await desk.request.post(`${url}/api/contest-plans`, {
    data: { from: { template: 'mot-dot' }, title: 'Mẫu thi cho các xã' },
    headers,
  });
  const { id } = (await begun.json()) as { id: string };
  const plan = (await (await desk.request.get(`${url}/api/contest-plans/${id}`)).json()) as {
    regulations: Record<string, object>;
  };
  const regulations = {
    ...plan.regulations,
    prediction: null,
    time: { ...plan.regulations['time'], atRoundEnd: 'cut' },
    ranking: { ...plan.regulations['ranking'], criteria: ['score', 'duration', 'lot'] },
  };
  const saved = await desk.request.put(`${url}/api/contest-plans/${id}`, {
    data: { version: 1, regulations },
    headers,
  });
  expect(saved.status()).toBe(200);

  await desk.goto(`${url}/quan-tri/cuoc-thi`);
  await desk.getByRole('button', { name: /Mẫu thi cho các xã/ }).click();
  await desk.getByRole('menuitem', { name: 'Giao cho đơn vị tự tổ chức' }).click();
  await desk.getByRole('heading', { level: 1, name: 'Giao cho đơn vị tự tổ chức' }).waitFor();
  await desk.getByText('Thời gian làm bài', { exact: true }).click();
  await desk.getByLabel('Khóa cả phần “Thời gian làm bài”').check();
  expect(await faultsOf(desk)).toEqual([]);
  await desk.getByRole('button', { name: 'Giao mẫu này' }).click();
  await desk
    .getByRole('row', { name: /Mẫu thi cho các xã/ })
    .getByText('Đang giao')
    .waitFor();

  // The commune: its own contest, but for what is locked.
  const commune = await visit(browser, `${url}/robots.txt`, DESKTOP);
  const { page } = commune;
  page.setDefaultTimeout(30_000);
  await takeOffice(page.context(), url, owner, { role: 'unit_organizer', unitCode, fullName: 'Lò Thị Ính' });
  await page.goto(`${url}/quan-tri/cuoc-thi`);
  await page.getByText('Đơn vị chưa có cuộc thi nào.').waitFor();
  await page.getByRole('link', { name: 'Tạo cuộc thi' }).click();
  await page.getByRole('radio', { name: /Mẫu thi cho các xã/ }).check();
  await page.getByText('Tỉnh đã khóa: Thời gian làm bài.').waitFor();
  await page.getByLabel('Tên cuộc thi').fill('Xã ta tìm hiểu cải cách hành chính');
  await page.getByLabel('Cơ quan tổ chức').fill(unitName);
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole('button', { name: 'Tạo và soạn thể lệ' }).click();
  await page.getByText(`Cuộc thi riêng của ${unitName}`).waitFor();
  const steps = page.getByRole('navigation', { name: 'Các bước' });
  await steps.getByRole('link', { name: /Đề và lượt thi/ }).click();
  await page.getByRole('heading', { level: 2, name: 'Đề và lượt thi' }).waitFor();
  expect(await page.getByLabel('Thời gian', { exact: true }).isDisabled()).toBe(true);
  await page.getByText('Tỉnh đã khóa', { exact: true }).first().waitFor();
  expect(await page.getByLabel('Số lượt cả cuộc thi').isDisabled()).toBe(false);
  expect(await faultsOf(page)).toEqual([]);

  await steps.getByRole('link', { name: 'Kiểm tra và mở' }).click();
  await page.getByText('Thể lệ đã đủ và không mâu thuẫn.').waitFor();
  await page.getByText(/Đề được rút từ ngân hàng .* của tỉnh/).waitFor();
  expect(await page.getByLabel(`Mọi đơn vị trực thuộc ${unitName}`).isChecked()).toBe(true);
  await page.getByRole('button', { name: 'Xem trước danh sách' }).click();
  await page.getByRole('button', { name: /^Mời \d+ đơn vị$/ }).click();
  const read = page.getByLabel('Ban tổ chức đã đọc và sẽ tự làm những điều này');
  if ((await read.count()) > 0) await read.check();
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole('button', { name: 'Mở cuộc thi' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Mở cuộc thi' }).click();
  await page.getByRole('heading', { name: 'Cuộc thi đã mở' }).waitFor();

  // The province has the last word, and everybody reads it.
  const slug = 'xa-ta-tim-hieu-cai-cach-hanh-chinh';
  await desk.goto(`${url}/quan-tri/cuoc-thi`);
  const line = desk.getByRole('row', { name: /Xã ta tìm hiểu/ });
  await line.getByText(unitName).waitFor();
  await line.getByRole('button', { name: /Xã ta tìm hiểu/ }).click();
  await desk.getByRole('menuitem', { name: 'Dừng cuộc thi' }).click();
  await desk.getByText(`Cuộc thi do ${unitName} tổ chức.`).waitFor();
  await desk.getByRole('button', { name: 'Dừng cuộc thi', exact: true }).click();
  const dialog = desk.getByRole('alertdialog');
  await dialog.getByText(/^0 lượt đang làm/).waitFor();
  await dialog.getByLabel('Lý do').fill('Chưa có kế hoạch được duyệt');
  await dialog.getByLabel('Lời báo cho mọi người').fill('Cuộc thi tạm dừng để rà soát kế hoạch.');
  expect(await faultsOf(desk)).toEqual([]);
  await dialog.getByRole('button', { name: 'Dừng cuộc thi', exact: true }).click();
  await desk.getByText(/^Tỉnh đã dừng cuộc thi từ/).waitFor();
  expect(await faultsOf(desk)).toEqual([]);

  const citizen = await visit(browser, `${url}/cuoc-thi/${slug}`, PHONE);
  await citizen.page.getByText(/Cuộc thi đã bị dừng: .* Cuộc thi tạm dừng để rà soát kế hoạch\./).waitFor();
  expect(await faultsOf(citizen.page)).toEqual([]);

  // The unit is told, and cannot lift it.
  await page.goto(`${url}/quan-tri/dieu-hanh?cuoc-thi=${slug}`);
  await page.getByText('Chỉ ban tổ chức của tỉnh cho thi tiếp được.').waitFor();
  expect(await page.getByRole('button', { name: 'Cho thi tiếp' }).count()).toBe(0);
  await page.goto(`${url}/quan-tri/cuoc-thi`);
  await page
    .getByRole('row', { name: /Xã ta tìm hiểu/ })
    .getByText('Tỉnh đã dừng')
    .waitFor();

  await desk.getByRole('button', { name: 'Cho thi tiếp' }).click();
  await dialog.getByRole('button', { name: 'Cho thi tiếp' }).click();
  await desk.getByRole('button', { name: 'Dừng cuộc thi', exact: true }).waitFor();
  expect([...province.faults, ...commune.faults, ...citizen.faults]).toEqual([]);
  await citizen.close();
  await commune.close();
  await province.close();
}, 300_000);
