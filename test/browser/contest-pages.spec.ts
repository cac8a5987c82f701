import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { DataSource } from 'typeorm';
import { createDataSource } from '#database';
import { startStack, type Stack } from '../../scripts/stack.mjs';
import { DESKTOP, openBrowser, PHONE, visit, type Visit } from '../support/browser.js';
import { insertContest, type ContestFixture } from '../support/contest.js';
import { faultsOf } from './support/looks.js';
import { join } from './support/people.js';

/** What everybody may see of contests: home, the page of one, how to take part, the big screen. */
let stack: Stack;
let owner: DataSource;
let browser: Browser;
let url = '';
let open: Visit[] = [];

const PROJECTOR: BrowserContextOptions = { viewport: { width: 1920, height: 1080 }, locale: 'vi-VN' };
const NO_LIMITS = { perDay: null, perWeek: null, perRound: null, perPhase: null, perContest: null, minGapMs: null };
const HOUR_MS = 3_600_000;

beforeAll(async () => {
  browser = await openBrowser();
  const extraEnv = { GRADING_SWEEP_SECONDS: '1', GRADING_FORGOTTEN_SECONDS: '3' };
  stack = await startStack({ apis: 1, workers: 1, prepare: 'empty', extraEnv });
  url = stack.urls[0]!;
  owner = createDataSource({ url: stack.env['DATABASE_OWNER_URL']!, poolMax: 2, applicationName: 'story' });
  await owner.initialize();
}, 90_000);

afterAll(async () => {
  await browser?.close();
  await owner?.destroy();
  await stack?.stop();
}, 30_000);

// Whatever happened, no script failed, no style was refused and no other server was asked.
afterEach(async () => {
  const faults = open.flatMap((one) => one.faults);
  await Promise.all(open.map((one) => one.close()));
  open = [];
  expect(faults).toEqual([]);
});

async function enter(path: string, options = PHONE): Promise<Page> {
  const made = await visit(browser, url + path, options);
  open.push(made);
  return made.page;
}

/** A contest under a name of its own. */
async function contestNamed(title: string, options: Parameters<typeof insertContest>[1] = {}): Promise<ContestFixture> {
  const contest = await insertContest(owner, options);
  await owner.query('UPDATE contest SET title = $2 WHERE id = $1', [contest.contestId, title]);
  // What stands in the first HTML of home is some seconds old.
  while (!(await (await fetch(url)).text()).includes(contest.slug)) await new Promise((done) => setTimeout(done, 500));
  return contest;
}

/** Waits until something is true of the page. Its policy forbids what Playwright's own waiting does with a text. */
async function until(page: Page, expression: string): Promise<void> {
  while (!(await page.evaluate(expression))) await page.waitForTimeout(100);
}

const pathOf = (contest: ContestFixture) => `/cuoc-thi/${contest.slug}`;
const heading = (page: Page, name: string) => page.getByRole('heading', { name, exact: true });
/** The number that stands over a name in the figures. */
const figure = (page: Page, name: string) =>
  page.locator('dl > div', { has: page.locator('dt', { hasText: name }) }).locator('dd');
const reads = (page: Page, name: string, number: string) =>
  figure(page, name).getByText(number, { exact: true }).waitFor();
const unitCode = async (contest: ContestFixture, at: number): Promise<string> => {
  const rows: { code: string }[] = await owner.query(
    'SELECT code FROM contest_unit WHERE contest_id = $1 AND id = $2',
    [contest.contestId, contest.units[at]],
  );
  return rows[0]!.code;
};

describe('home', () => {
  it('says what to do while there is no contest', async () => {
    const page = await enter('/');
    await heading(page, 'Chưa có cuộc thi nào').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('link', { name: 'Xem hướng dẫn' }).click();
    await heading(page, 'Hướng dẫn dự thi').waitFor();
  });

  it('shows what runs, comes and is over, each with one thing to do', async () => {
    const running = await contestNamed('Đang thi');
    const coming = await contestNamed('Sắp thi', { opensInMs: 50 * HOUR_MS });
    const over = await contestNamed('Thi xong', { opensInMs: -2 * HOUR_MS, closesInMs: -HOUR_MS });
    for (const device of [PHONE, DESKTOP]) {
      const page = await enter('/', device);
      const link = (name: string) => page.getByRole('link', { name, exact: true });
      expect(await link('Vào thi: Đang thi').getAttribute('href')).toBe(`${pathOf(running)}/vao-thi`);
      expect(await link('Xem thể lệ: Sắp thi').getAttribute('href')).toBe(pathOf(coming));
      expect(await link('Xem kết quả: Thi xong').getAttribute('href')).toBe(`${pathOf(over)}/bang-xep-hang`);
      const card = page.locator('article', { has: link('Xem thể lệ: Sắp thi') });
      await card.getByRole('timer').getByText('2 ngày 1 giờ').waitFor();
      expect(await faultsOf(page)).toEqual([]);
    }
  }, 90_000);

  it('leads back into the attempt that is open', async () => {
    const contest = await contestNamed('Đang làm dở');
    const page = await enter('/huong-dan');
    const person = await join(page.context(), url, contest);
    const { attemptId } = await person.start();
    await page.goto(url);
    const card = page.locator('article', { has: page.getByRole('link', { name: 'Đang làm dở', exact: true }) });
    const resume = card.getByRole('link', { name: /^Làm tiếp, còn 1[45]:\d\d$/ });
    await resume.waitFor();
    expect(await resume.getAttribute('href')).toBe(`/lam-bai/${attemptId}`);
  });
});

describe('the page of a contest', () => {
  it('tells rules, figures and ways on, and keeps the unit whose link was followed', async () => {
    const limits = { ...NO_LIMITS, perWeek: 7 };
    const contest = await contestNamed('Có đường dẫn', { round: { limits } });
    const code = await unitCode(contest, 1);
    for (const device of [PHONE, DESKTOP]) {
      const page = await enter(`${pathOf(contest)}?don-vi=${code}`, device);
      await heading(page, 'Có đường dẫn').waitFor();
      await page.getByText('Bạn vào từ đường dẫn của Phường Vinh Phú.').waitFor();
      const enterLink = page.getByRole('link', { name: 'Vào thi', exact: true });
      expect(await enterLink.getAttribute('href')).toBe(`${pathOf(contest)}/vao-thi?don-vi=${code}`);
      await page.getByText('Mỗi lượt thi có 5 câu hỏi, làm trong 15 phút.').waitFor();
      await page.getByText('Mỗi người thi nhiều nhất 7 lượt mỗi tuần.').waitFor();
      expect(await page.getByRole('link', { name: 'Kết quả của đơn vị này' }).getAttribute('href')).toBe(
        `${pathOf(contest)}/don-vi/${code}`,
      );
      const qr = page.getByRole('img', { name: 'Mã QR mở trang cuộc thi Có đường dẫn' });
      await qr.scrollIntoViewIfNeeded();
      await until(page, `document.querySelector('img.qr').naturalWidth > 0`);
      expect(await page.getByLabel('Địa chỉ trang này').inputValue()).toBe(url + pathOf(contest));
      expect(await faultsOf(page)).toEqual([]);
    }
  }, 90_000);

  it('copies its address, and says so', async () => {
    const contest = await contestNamed('Để gửi đi');
    const page = await enter(pathOf(contest), { ...PHONE, permissions: ['clipboard-read', 'clipboard-write'] });
    await page.getByRole('button', { name: 'Sao chép địa chỉ' }).click();
    await page.getByRole('status').getByText('Đã sao chép địa chỉ.').waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(url + pathOf(contest));
  });

  it('opens and closes by the server’s clock, whatever the phone’s clock says', async () => {
    const contest = await contestNamed('Sắp mở', { opensInMs: 12_000, closesInMs: 24_000 });
    const page = await enter('/huong-dan');
    await page.addInitScript(`{ const now = Date.now; Date.now = () => now() - 5 * 3600e3; }`);
    await page.goto(url + pathOf(contest));
    await page.getByText(/^Tuần 1 mở lúc /).waitFor();
    await page.getByRole('link', { name: 'Đăng ký dự thi trước' }).waitFor();
    expect(await page.getByRole('timer').innerText()).toMatch(/00:\d\d/);
    await page.getByRole('link', { name: 'Vào thi', exact: true }).waitFor({ timeout: 30_000 });
    await page.getByText(/^Cuộc thi đã kết thúc lúc /).waitFor({ timeout: 30_000 });
    expect(await page.getByRole('link', { name: 'Xem kết quả' }).getAttribute('href')).toBe(
      `${pathOf(contest)}/bang-xep-hang`,
    );
    expect(await faultsOf(page)).toEqual([]);
  }, 90_000);

  it('tells a person the truth: go on, attempts left, all used up', async () => {
    const contest = await contestNamed('Hai lượt', { round: { limits: { ...NO_LIMITS, perRound: 2 } } });
    const page = await enter('/huong-dan');
    const person = await join(page.context(), url, contest);
    await page.goto(url + pathOf(contest));
    await page.getByText('Bạn còn 2 lượt trong đợt này.').waitFor();
    await page.getByText('Bạn dự thi cho Sở Nội vụ.').waitFor();
    await person.takeRound();
    await page.reload();
    await page.getByText('Bạn còn 1 lượt trong đợt này.').waitFor();
    const { attemptId } = await person.start();
    await page.reload();
    const resume = page.getByRole('link', { name: /^Làm tiếp, còn \d\d:\d\d$/ });
    await resume.waitFor();
    expect(await resume.getAttribute('href')).toBe(`/lam-bai/${attemptId}`);
    expect(await faultsOf(page)).toEqual([]);

    await person.handIn();
    await page.reload();
    await page.getByText('Bạn đã dùng hết lượt thi của đợt này.').waitFor();
    expect(await page.getByRole('link', { name: 'Các lượt thi của tôi' }).getAttribute('href')).toBe('/cua-toi');
    expect(await page.getByRole('link', { name: 'Vào thi', exact: true }).count()).toBe(0);
    expect(await faultsOf(page)).toEqual([]);
  }, 90_000);

  it('tells who has not joined yet from which age on they may', async () => {
    const contest = await contestNamed('Từ 14 tuổi', { contest: { minimumAge: { years: 14, on: '2026-01-01' } } });
    const page = await enter(pathOf(contest));
    await page.getByText('Cuộc thi dành cho người từ đủ 14 tuổi.', { exact: true }).waitFor();
    await page.getByText('Cuộc thi dành cho người từ đủ 14 tuổi, tính đến ngày 01/01/2026.').waitFor();
  });

  it('says in words when there is no such contest', async () => {
    const page = await enter('/cuoc-thi/khong-co');
    await page.getByRole('alert').getByText('Không có cuộc thi này.').waitFor();
    expect(await faultsOf(page)).toEqual([]);
  });
});

describe('live figures', () => {
  it('change by the socket, without a request', async () => {
    const contest = await contestNamed('Qua ổ cắm');
    const page = await enter('/huong-dan');
    const watched = new Promise<void>((resolve) => {
      page.on('websocket', (socket) =>
        socket.on('framesent', ({ payload }) => String(payload).includes('"watch"') && resolve()),
      );
    });
    await page.goto(url + pathOf(contest));
    await reads(page, 'người dự thi', '0');
    const first = page.waitForResponse(/\/figures$/);
    await watched;
    await first;
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    const other = await enter('/huong-dan');
    const person = await join(other.context(), url, contest);
    await person.takeRound();
    await reads(page, 'người dự thi', '1');
    await reads(page, 'đơn vị tham gia', '1');
    expect(asked).toEqual([]);
    await person.takeRound();
    await reads(page, 'lượt thi', '2');
    await reads(page, 'người dự thi', '1');
  });

  it('change by asking now and then where sockets are blocked, and by the socket again when it comes', async () => {
    const contest = await contestNamed('Không ổ cắm');
    const page = await enter('/huong-dan');
    let isBlocked = true;
    let isConnected = false;
    await page.routeWebSocket(/\/socket\.io\//, (socket) => {
      if (isBlocked) return void socket.close();
      socket.connectToServer().onMessage((message) => {
        isConnected ||= String(message).includes('board-changed');
        socket.send(message);
      });
    });
    await page.goto(url + pathOf(contest));
    await reads(page, 'người dự thi', '0');
    const other = await enter('/huong-dan');
    const person = await join(other.context(), url, contest);
    await person.takeRound();
    page.setDefaultTimeout(40_000);
    await reads(page, 'người dự thi', '1');
    expect(isConnected).toBe(false);

    isBlocked = false;
    // Each round is told once; who was away at that moment hears the next.
    for (let told = 2; !isConnected && told < 40; told += 1) {
      await person.takeRound();
      await page.waitForTimeout(2_000);
    }
    expect(isConnected).toBe(true);
  }, 180_000);
});

describe('how to take part', () => {
  it('is five pictures and the answers to what people ask, and one A4 on paper', async () => {
    for (const device of [PHONE, DESKTOP]) {
      const page = await enter('/huong-dan', device);
      await heading(page, 'Hướng dẫn dự thi').waitFor();
      expect(await page.locator('.steps svg').count()).toBe(5);
      const question = page.locator('summary', { hasText: 'Đang thi thì mất mạng?' });
      await question.focus();
      await page.keyboard.press('Enter');
      await page.getByText(/Câu trả lời được giữ trên máy/).waitFor();
      expect(await faultsOf(page)).toEqual([]);
      const paper = (await page.pdf({ format: 'A4' })).toString('latin1');
      expect(paper.match(/\/Type\s*\/Page\b(?!s)/g)).toHaveLength(1);
    }
  });

  it('names the hotlines of the contests that run', async () => {
    const contest = await contestNamed('Có số gọi');
    await owner.query(`UPDATE contest SET hotline = '0238 000 0000' WHERE id = $1`, [contest.contestId]);
    await owner.query(`UPDATE contest SET status = 'closed' WHERE id <> $1`, [contest.contestId]);
    const page = await enter('/huong-dan');
    await page.getByText('Có số gọi: 0238 000 0000').waitFor();
  });
});

describe('the big screen', () => {
  it('fills a projector without scrolling, with countdown, figures and the way to join', async () => {
    const contest = await contestNamed('Tìm hiểu cải cách hành chính tỉnh Nghệ An năm 2026');
    for (const device of [PROJECTOR, DESKTOP]) {
      const page = await enter(`${pathOf(contest)}/man-hinh`, device);
      await page.getByText('Tuần 1 đóng sau').waitFor();
      await until(page, `/^\\d/.test(document.querySelector('[role=timer]').innerText)`);
      await until(page, `document.querySelector('.screen-invitation img').naturalWidth > 0`);
      expect(await page.locator('.screen-address').innerText()).toBe(new URL(url).host + pathOf(contest));
      expect(
        await page.evaluate(`(one => one.scrollHeight - one.clientHeight)(document.querySelector('.screen'))`),
      ).toBe(0);
      expect(await faultsOf(page)).toEqual([]);
      const fill = page.getByRole('button', { name: 'Toàn màn hình' });
      await fill.click();
      await until(page, 'document.fullscreenElement !== null');
      await fill.waitFor({ state: 'detached' });
    }
  }, 90_000);

  it('stays readable with figures of a whole province, and shows them as they grow', async () => {
    const contest = await contestNamed('Số lớn');
    const page = await enter(`${pathOf(contest)}/man-hinh`, DESKTOP);
    await reads(page, 'lượt thi', '0');
    const other = await enter('/huong-dan');
    await (await join(other.context(), url, contest)).takeRound();
    await reads(page, 'lượt thi', '1');
    await page.route(/\/api\/contests\/[^/]+$/, async (route) => {
      const answer = await route.fetch();
      const body = (await answer.json()) as { figures: object };
      const figures = { ...body.figures, persons: 1_101_907, attempts: 2_240_659, version: 9_999 };
      await route.fulfill({ response: answer, json: { ...body, figures } });
    });
    await page.goto(`${url}/huong-dan`);
    await page.evaluate(
      `history.pushState({}, '', '${pathOf(contest)}/man-hinh'); dispatchEvent(new PopStateEvent('popstate'))`,
    );
    await reads(page, 'lượt thi', '2.240.659');
    const cut = await page.evaluate(
      `[...document.querySelectorAll('.screen-figures > div')].filter((one) => one.scrollWidth > one.clientWidth).length`,
    );
    expect(cut).toBe(0);
  });
});
