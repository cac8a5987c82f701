import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext } from 'playwright-core';
import { createDataSource } from '#database';
import { startStack, type Stack } from '../../scripts/stack.mjs';
import { openBrowser, PHONE } from '../support/browser.js';
import { insertContest } from '../support/contest.js';
import { join } from './support/people.js';
import { settled } from './support/pictures.js';

/** What is being read does not jump when the rest of the page comes over a slow line. */
const SHIFT_MAX = 0.02;
const SLOW_LINE = { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 90_000 };
const CONTEST = '/cuoc-thi/cchc-2026';

let stack: Stack;
let browser: Browser;

beforeAll(async () => {
  browser = await openBrowser();
  stack = await startStack({ apis: 1, workers: 1, prepare: 'sample' });
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await stack?.stop();
}, 30_000);

/** Opens an address over the slow line; what moved until all had come. */
async function shiftsAt(context: BrowserContext, path: string): Promise<{ value: number; what: string[] }[]> {
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Network.emulateNetworkConditions', SLOW_LINE);
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  await page.addInitScript(`
    window.shifts = [];
    new PerformanceObserver((list) => {
      for (const { value, sources } of list.getEntries())
        window.shifts.push({ value, what: sources.map(({ node }) => (node?.outerHTML ?? node?.textContent ?? '').slice(0, 80)) });
    }).observe({ type: 'layout-shift', buffered: true });`);
  await page.goto(`${stack.urls[0]!}${path}`);
  await settled(page);
  await page.waitForLoadState('networkidle');
  return page.evaluate<{ value: number; what: string[] }[]>('window.shifts');
}

function expectStill(shifts: { value: number; what: string[] }[]): void {
  expect(shifts.filter(({ value }) => value > SHIFT_MAX / 2)).toEqual([]);
  expect(shifts.reduce((sum, { value }) => sum + value, 0)).toBeLessThanOrEqual(SHIFT_MAX);
}

describe('a page that comes over a slow line', () => {
  it.each(['/', CONTEST, `${CONTEST}/bang-xep-hang`, `${CONTEST}/don-vi`, `${CONTEST}/the-le`, '/huong-dan'])(
    'holds still: %s',
    async (path) => {
      const context = await browser.newContext(PHONE);
      expectStill(await shiftsAt(context, path));
      await context.close();
    },
    60_000,
  );

  it('holds still: an attempt that this phone has', async () => {
    const owner = createDataSource({ url: stack.env['DATABASE_OWNER_URL']!, poolMax: 1, applicationName: 'story' });
    await owner.initialize();
    const context = await browser.newContext({ ...PHONE, viewport: { width: 412, height: 823 } });
    const person = await join(context, stack.urls[0]!, await insertContest(owner));
    await owner.destroy();
    const { attemptId } = await person.start();
    const page = await context.newPage();
    await page.goto(`${stack.urls[0]!}/lam-bai/${attemptId}`);
    await page.getByRole('button', { name: 'Làm tiếp trên máy này' }).click();
    await page.getByRole('timer').waitFor();
    await page.close();
    const shifts = await shiftsAt(context, `/lam-bai/${attemptId}`);
    // The foot of the page stays below the fold while the paper is opened.
    expect(shifts.filter(({ what }) => what.some((html) => html.startsWith('<footer')))).toEqual([]);
    expectStill(shifts);
    await context.close();
  });
});
