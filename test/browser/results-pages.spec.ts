import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { DataSource } from 'typeorm';
import { createDataSource } from '#database';
import { startStack, type Stack } from '../../scripts/stack.mjs';
import { DESKTOP, openBrowser, PHONE, visit, type Visit } from '../support/browser.js';
import { insertContest, type ContestFixture } from '../support/contest.js';
import { faultsOf } from './support/looks.js';

/** What people see after the submit: result, boards, units, and the look-up of a receipt, on a real installation. */
let stack: Stack;
let owner: DataSource;
let browser: Browser;
let url = '';
let people = 0;
let open: Visit[] = [];

beforeAll(async () => {
  browser = await openBrowser();
  stack = await startStack({ apis: 1, workers: 1, prepare: 'empty' });
  url = stack.urls[0]!;
  owner = createDataSource({ url: stack.env['DATABASE_OWNER_URL']!, poolMax: 2, applicationName: 'story' });
  await owner.initialize();
}, 90_000);

afterEach(async () => {
  const seen = open;
  open = [];
  await Promise.all(seen.map(({ close }) => close()));
  // Whatever happened, no script failed, no style was refused and no other server was asked.
  expect(seen.flatMap(({ faults }) => faults)).toEqual([]);
});

afterAll(async () => {
  await browser?.close();
  await owner?.destroy();
  await stack?.stop();
}, 30_000);

async function enter(path: string, options = PHONE): Promise<Visit> {
  const made = await visit(browser, url, options);
  open.push(made);
  if (path !== '/') await made.page.goto(url + path);
  return made;
}

interface Taken {
  attemptId: string;
  receipt: { number: string; receivedAt: string; answered: number };
}

/** Signs up, joins for the first unit and takes the round through the api, in the browser's own session. */
async function take(
  context: BrowserContext,
  contest: ContestFixture,
  wish: { right: number; wrong?: number; name?: string },
) {
  const call = async <T>(method: string, path: string, data?: object, headers = {}): Promise<T> => {
    const answer = await context.request.fetch(`${url}/api${path}`, { method, data, headers });
    if (!answer.ok()) throw new Error(`${method} ${path}: ${await answer.text()}`);
    return (await answer.json()) as T;
  };
  const account = { phone: `0912${String(200_000 + people++)}`, password: 'song-Lam-xanh-92' };
  await call('POST', '/accounts', { ...account, fullName: wish.name ?? 'H’Hen Niê' });
  const { texts } = await call<{ texts: { purpose: string; version: number; required: boolean }[] }>(
    'GET',
    '/consents/current',
  );
  await call('POST', `/contests/${contest.slug}/participants`, {
    contestUnitId: contest.units[0],
    consents: texts.filter(({ required }) => required).map(({ purpose, version }) => ({ purpose, version })),
  });
  return takeAgain(context, contest, wish);
}

async function takeAgain(
  context: BrowserContext,
  contest: ContestFixture,
  { right, wrong = 0 }: { right: number; wrong?: number },
): Promise<Taken> {
  const started = await context.request.post(`${url}/api/rounds/${contest.contestId}-${contest.roundId}/attempts`, {
    headers: { 'idempotency-key': randomUUID() },
  });
  const attempt = (await started.json()) as {
    attemptId: string;
    writer: string;
    token: string;
    questions: { position: number; stem: string; options: string[] }[];
  };
  const changes = attempt.questions.slice(0, right + wrong).map(({ position, stem, options }, i) => {
    const key = ['một', 'hai', 'ba', 'bốn'][Number(/\d+$/.exec(stem)![0]) % 4]!;
    const at = options.indexOf(key);
    return { position, options: [i < right ? at + 1 : ((at + 1) % 4) + 1] };
  });
  const submitted = await context.request.post(`${url}/api/attempts/${attempt.attemptId}/submit`, {
    headers: { 'x-attempt-token': attempt.token },
    data: { writer: attempt.writer, seq: 1, changes },
  });
  return { attemptId: attempt.attemptId, receipt: (await submitted.json()) as Taken['receipt'] };
}

/** Leaves the receipt where the page of the attempt leaves it. */
const keepReceipt = (page: Page, { attemptId, receipt }: Taken) => {
  const { number, receivedAt, answered } = receipt;
  const kept = JSON.stringify({ number, receivedAt, answered });
  return page.evaluate(`sessionStorage.setItem('thi-cchc:bien-nhan:${attemptId}', ${JSON.stringify(kept)})`);
};

const main = (page: Page) => page.locator('main');

describe('the result', () => {
  it('shows the receipt at once, then score, rank and what opens later', async () => {
    const contest = await insertContest(owner);
    const { page } = await enter('/');
    const taken = await take(page.context(), contest, { right: 3, wrong: 1 });
    await keepReceipt(page, taken);
    let goOn = () => {};
    const held = new Promise<void>((resolve) => (goOn = resolve));
    await page.route('**/api/attempts/*/result*', async (route) => {
      await held;
      await route.continue();
    });
    await page.goto(`${url}/ket-qua/${taken.attemptId}`);
    await main(page).getByText('Đã nhận bài.').waitFor();
    await main(page).getByText(taken.receipt.number).waitFor();
    expect(taken.receipt.number).toMatch(/^(\w{4}-){2}\w{4}$/);
    expect(await main(page).innerText()).toContain('Đã trả lời 4 câu.');
    goOn();

    await main(page)
      .getByText(/^Bạn đúng 3\/5 câu trong .+\.$/)
      .waitFor();
    await main(page).getByText('Bạn tạm xếp hạng 1 trong 1 người.').waitFor();
    expect(await main(page).innerText()).toMatch(/Đáp án và giải thích mở lúc \d\d:\d\d (thứ|Chủ) .+\./);
    await page.getByText('Xem lại bài làm').click();
    const first = page.getByRole('article').first();
    expect(await first.innerText()).not.toMatch(/Đúng|Sai/);
    expect(await first.innerText()).toContain('Bạn chọn');
    expect(await main(page).innerText()).not.toContain('Đáp án đúng');
    expect(await page.getByRole('article').last().innerText()).toContain('Bạn chưa trả lời câu này.');
    expect(await page.getByRole('link', { name: 'Thi lượt nữa' }).getAttribute('href')).toBe(
      `/cuoc-thi/${contest.slug}/vao-thi`,
    );
    expect(await faultsOf(page)).toEqual([]);

    await page.getByRole('link', { name: 'Xem bảng xếp hạng' }).click();
    await page.getByRole('heading', { name: 'Bảng xếp hạng' }).waitFor();
    expect(await page.locator('tr.own').innerText()).toContain('H’Hen N.');
  });

  it('explains each question once the rules release the key', async () => {
    const contest = await insertContest(owner, {
      round: { release: { score: 'at_submit', ownAnswers: 'at_submit', key: 'at_submit' } },
    });
    const { page } = await enter('/', DESKTOP);
    const { attemptId } = await take(page.context(), contest, { right: 4, wrong: 1 });
    await page.goto(`${url}/ket-qua/${attemptId}`);
    await page.getByText('Xem lại bài làm').click();
    const last = page.getByRole('article').last();
    expect(await last.innerText()).toMatch(/Sai[^]*Đáp án đúng[^]*Giải thích: bí mật/);
    expect(await page.getByRole('article').first().innerText()).toContain('Bạn chọn · Đáp án đúng');
    expect(await main(page).innerText()).not.toContain('Đáp án và giải thích mở lúc');
  });

  it('says when the score is shown, that an attempt is not recognized, and that one is still open', async () => {
    const contest = await insertContest(owner, {
      round: { release: { score: 'round_end', ownAnswers: 'round_end', key: 'never' } },
    });
    const { page } = await enter('/');
    const { attemptId } = await take(page.context(), contest, { right: 1 });
    await page.goto(`${url}/ket-qua/${attemptId}`);
    await main(page)
      .getByText(/Bài đã chấm xong\. Điểm xem được từ \d\d:\d\d/)
      .waitFor();
    await main(page).getByText('Theo thể lệ, đáp án không công bố trên trang này.').waitFor();
    await page.getByRole('link', { name: 'Xem bảng xếp hạng' }).click();
    await main(page)
      .getByText(/^Bảng xếp hạng mở lúc \d\d:\d\d/)
      .waitFor();

    await owner.query(`UPDATE attempt SET voided_at = contest_clock(), void_reason = 'Thi hộ' WHERE contest_id = $1`, [
      contest.contestId,
    ]);
    await page.goto(`${url}/ket-qua/${attemptId}`);
    await main(page).getByText('Lượt thi này không được công nhận. Lý do: Thi hộ').waitFor();

    const started = await page.context().request.post(`${url}/api/rounds/${contest.contestId}-1/attempts`, {
      headers: { 'idempotency-key': randomUUID() },
    });
    const { attemptId: another } = (await started.json()) as { attemptId: string };
    await page.goto(`${url}/ket-qua/${another}`);
    await main(page)
      .getByText(/^Bài này chưa nộp, còn 1\d phút/)
      .waitFor();
    expect(await page.getByRole('link', { name: 'Làm tiếp' }).getAttribute('href')).toBe(`/lam-bai/${another}`);
  });

  it('hands the phone over only when the server has let go of the person', async () => {
    const contest = await insertContest(owner);
    const { page } = await enter('/');
    const taken = await take(page.context(), contest, { right: 5 });
    await keepReceipt(page, taken);
    await page.goto(`${url}/ket-qua/${taken.attemptId}`);
    await main(page).getByText('Đạt điểm tối đa').waitFor();
    const done = page.getByRole('button', { name: 'Xong, nhường máy cho người khác' });
    await page.context().setOffline(true);
    await done.click();
    await page.getByText('Mất mạng nên chưa đăng xuất được.').waitFor();
    await page.context().setOffline(false);
    await done.click();
    await page.getByRole('heading', { name: 'Máy đã sẵn sàng cho người khác' }).waitFor();
    expect(await page.evaluate('localStorage.length + sessionStorage.length')).toBe(0);
    expect(await main(page).innerText()).not.toContain(taken.receipt.number);
    await page.reload();
    await page.getByText('Hãy đăng nhập để xem kết quả của bạn.').waitFor();
    expect(await page.getByRole('link', { name: 'Đăng nhập' }).last().getAttribute('href')).toContain(
      encodeURIComponent(`/ket-qua/${taken.attemptId}`),
    );
  });

  it('does not show the result of somebody else', async () => {
    const contest = await insertContest(owner);
    const first = await enter('/');
    const { attemptId } = await take(first.page.context(), contest, { right: 2 });
    const second = await enter('/');
    await take(second.page.context(), contest, { right: 1, name: 'Vàng A Sử' });
    await second.page.goto(`${url}/ket-qua/${attemptId}`);
    await second.page.getByText('Bài này của người khác.').waitFor();
    expect(await main(second.page).innerText()).not.toContain('Mã biên nhận');
  });

  it('sends feedback once, without a name unless the person says so', async () => {
    const contest = await insertContest(owner);
    const { page } = await enter('/');
    const { attemptId } = await take(page.context(), contest, { right: 2 });
    await page.goto(`${url}/ket-qua/${attemptId}`);
    const send = page.getByRole('button', { name: 'Gửi góp ý' });
    await send.click();
    await page.getByText('Hãy chọn mức hài lòng hoặc viết vài chữ.').waitFor();
    await page.getByRole('radio', { name: 'Rất hài lòng' }).check();
    await page.getByText('Viết thêm vài lời').click();
    await page.getByLabel('Lĩnh vực').selectOption('Đất đai');
    await page.getByLabel('Đơn vị bạn muốn góp ý').fill('vinh phu');
    await page.getByRole('option', { name: 'Phường Vinh Phú' }).click();
    await page.getByLabel('Nội dung').fill('x'.repeat(1001));
    await page.getByText('Dài quá 1 ký tự.').waitFor();
    await page.getByLabel('Nội dung').fill('Một cửa phục vụ nhanh.');
    await page.getByText('Còn 978 ký tự.').waitFor();
    expect(await page.getByRole('checkbox', { name: 'Gửi kèm tên của tôi' }).isChecked()).toBe(false);

    // The answer to the first sending is lost on its way; what was typed is still there and is sent again.
    await page.route('**/feedback', async (route) => {
      await route.fetch();
      await route.abort();
    });
    await send.click();
    await page.getByText('Không kết nối được với máy chủ.').waitFor();
    await page.unroute('**/feedback');
    await page.reload();
    await page.getByText('Viết thêm vài lời').click();
    expect(await page.getByLabel('Nội dung').inputValue()).toBe('Một cửa phục vụ nhanh.');
    await send.click();
    await page.getByRole('heading', { name: 'Cảm ơn bạn đã góp ý.' }).waitFor();
    const rows: object[] = await owner.query(
      `SELECT topic, contest_unit_id, text, satisfaction, account_id, participant_id, attempt_id FROM feedback WHERE contest_id = $1`,
      [contest.contestId],
    );
    expect(rows).toEqual([
      {
        ...{ topic: 'dat-dai', contest_unit_id: contest.units[1], text: 'Một cửa phục vụ nhanh.', satisfaction: 5 },
        ...{ account_id: null, participant_id: null, attempt_id: null },
      },
    ]);
    await page.reload();
    await page.getByRole('heading', { name: 'Cảm ơn bạn đã góp ý.' }).waitFor();
  });
});

describe('the boards', () => {
  it('keep the own line in view, page by page, and take another part of the contest', async () => {
    const contest = await insertContest(owner);
    const { page } = await enter('/');
    const own = await take(page.context(), contest, { right: 1 });
    for (let i = 0; i < 21; i += 1) {
      const other = await browser.newContext();
      await take(other, contest, { right: 5, name: 'Vàng A Sử' });
      await other.close();
    }
    await page.goto(`${url}/ket-qua/${own.attemptId}`);
    await main(page).getByText('Bạn tạm xếp hạng 22 trong 22 người.').waitFor();

    await page.goto(`${url}/cuoc-thi/${contest.slug}/bang-xep-hang`);
    const bar = page.getByRole('region', { name: 'Kết quả của bạn' });
    await bar.getByText('Bạn: hạng 22 trong 22 người').waitFor();
    expect(await page.locator('tbody tr').count()).toBe(20);
    expect(await bar.getByRole('button').count()).toBe(0);
    await page.getByRole('button', { name: 'Xem thêm' }).click();
    await page.locator('tr.own').waitFor();
    await bar.waitFor({ state: 'hidden' });
    expect(await page.locator('tbody tr').count()).toBe(22);
    await page.evaluate('scrollTo(0, 0)');
    await bar.getByRole('button', { name: 'Đến hàng của tôi' }).click();
    await bar.waitFor({ state: 'hidden' });
    expect(await page.locator('tr.own').innerText()).toContain('H’Hen N.');
    expect(await faultsOf(page)).toEqual([]);

    await page.getByLabel('Xem theo').selectOption('Toàn cuộc thi');
    await page.waitForURL(/xem=tat-ca/);
    await bar.getByText('Bạn: hạng 22 trong 22 người').waitFor();
    await page.getByRole('link', { name: 'Đơn vị', exact: true }).click();
    await page.getByRole('heading', { name: 'Kết quả các đơn vị' }).waitFor();
    expect(page.url()).toContain('xem=tat-ca');
  }, 120_000);

  it('say when there is nothing yet, and whose line is missing why', async () => {
    const contest = await insertContest(owner);
    const passerBy = await enter(`/cuoc-thi/${contest.slug}/bang-xep-hang`);
    await passerBy.page.getByText('Chưa có ai trên bảng này.').waitFor();
    await passerBy.page.getByText('Đăng nhập để thấy hạng của bạn.').waitFor();
    const coming = await insertContest(owner, { opensInMs: 86_400_000 });
    await passerBy.page.goto(`${url}/cuoc-thi/${coming.slug}/bang-xep-hang`);
    await passerBy.page.getByText(/^Cuộc thi mở lúc \d\d:\d\d/).waitFor();
    await passerBy.page.goto(`${url}/cuoc-thi/khong-co/bang-xep-hang`);
    expect(await passerBy.page.getByRole('alert').innerText()).toContain('Không có cuộc thi này.');
  });
});

describe('the units', () => {
  it('are found without accents, with every rate beside its counts, and lead to a page of their own', async () => {
    const contest = await insertContest(owner);
    const desk = await enter('/', DESKTOP);
    await take(desk.page.context(), contest, { right: 5 });
    const phone = await enter(`/cuoc-thi/${contest.slug}/don-vi`);
    const { page } = phone;
    await page.reload();
    const row = page.getByRole('row', { name: /Sở Nội vụ/ });
    await row.waitFor();
    expect((await row.innerText()).replace(/\s+/g, ' ')).toContain('2,50% 1/40');
    expect(await main(page).innerText()).toContain('1/2 đơn vị được mời đã tham gia');
    expect(await main(page).innerText()).toContain('Có 1/2 đơn vị, địa phương tham gia (chiếm tỷ lệ 50,00%)');
    await page.getByLabel('Tìm đơn vị').fill('vinh phu');
    await page.getByText('Không có đơn vị nào như vậy.').waitFor();
    await page.getByLabel('Tìm đơn vị').fill('noi vu');
    await row.waitFor();
    expect(page.url()).toContain('tim=noi+vu');
    await page.getByRole('combobox', { name: 'Tham gia' }).selectOption('Chưa tham gia');
    await page.getByText('1 trong 2 đơn vị được mời chưa tham gia.').waitFor();
    await page.getByText('chỉ ban tổ chức và đầu mối của đơn vị đó xem được').waitFor();
    expect(await main(page).innerText()).not.toContain('Phường Vinh Phú');
    await page.getByRole('combobox', { name: 'Tham gia' }).selectOption('Đã tham gia');
    expect(await faultsOf(page)).toEqual([]);

    await page.getByRole('link', { name: 'Sở Nội vụ' }).click();
    await page.getByRole('heading', { name: 'Sở Nội vụ' }).waitFor();
    expect(await main(page).innerText()).toMatch(/tỷ lệ người tham gia \(1\/40 người\)\s+2,50%/);
    const code = page.url().split('/').pop()!;
    const address = `${url}/cuoc-thi/${contest.slug}?don-vi=${code}`;
    expect(await main(page).innerText()).toContain(address);
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByRole('button', { name: 'Sao chép lời mời' }).click();
    await page.getByText('Đã sao chép.').waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toContain(address);
    expect(await faultsOf(page)).toEqual([]);

    await page.goto(`${url}/don-vi/${code}`);
    await page.getByRole('heading', { name: 'Cuộc thi thử' }).waitFor();
    expect(await page.getByRole('link', { name: 'Vào thi' }).getAttribute('href')).toBe(
      `/cuoc-thi/${contest.slug}?don-vi=${code}`,
    );
    expect(await faultsOf(page)).toEqual([]);

    await page.goto(`${url}/cuoc-thi/${contest.slug}/don-vi/khong-co`);
    await page.getByText('Không tìm thấy đơn vị này trong cuộc thi.').waitFor();
    await page.getByRole('link', { name: 'Xem tất cả đơn vị' }).click();
    await row.waitFor();
  });
});

describe('the look-up of a receipt', () => {
  it('forgives how a number is typed, finds slips before it asks, and reads the address of a QR code', async () => {
    const contest = await insertContest(owner);
    const person = await enter('/', DESKTOP);
    const { receipt } = await take(person.page.context(), contest, { right: 2, wrong: 1 });
    const { page } = await enter('/tra-cuu');
    const number = page.getByLabel('Mã biên nhận');
    const check = page.getByRole('button', { name: 'Tra cứu', exact: true });
    await page.getByLabel('Cuộc thi').selectOption({ value: contest.slug });
    await check.click();
    await page.getByText('Hãy gõ mã biên nhận.').waitFor();
    await number.fill(receipt.number.slice(0, 9));
    await check.click();
    await page.getByText('Mã có 12 chữ và số, bạn mới gõ 8.').waitFor();
    const slip = receipt.number.slice(0, -1) + (receipt.number.endsWith('7') ? '8' : '7');
    await number.fill(slip);
    await check.click();
    await page.getByText('Mã này có chỗ gõ nhầm.').waitFor();

    const loose = receipt.number.toLowerCase().replace(/-/g, ' ').replace(/0/g, 'o').replace(/1/g, 'l');
    await number.fill(`  ${loose} `);
    await number.press('Enter');
    await page.getByRole('heading', { name: 'Mã biên nhận hợp lệ.' }).waitFor();
    expect(await main(page).innerText()).toMatch(/Bài được nhận lúc \d\d:\d\d .+ Đã trả lời 3 câu\./);
    expect(await number.inputValue()).toBe(receipt.number);

    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.goto('about:blank');
    await page.goto(`${url}/tra-cuu#${contest.slug}/${receipt.number}`);
    await page.getByRole('heading', { name: 'Mã biên nhận hợp lệ.' }).waitFor();
    expect(asked.filter((address) => address.replace(/#.*/, '').includes(receipt.number))).toEqual([]);

    const other = await insertContest(owner);
    await page.goto('about:blank');
    await page.goto(`${url}/tra-cuu#${other.slug}/${receipt.number}`);
    await page.getByRole('heading', { name: 'Không tìm thấy mã này trong cuộc thi đã chọn.' }).waitFor();
    expect(await faultsOf(page)).toEqual([]);
  });
});
