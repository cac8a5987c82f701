import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { startStack, type Stack } from '../../scripts/stack.mjs';
import { openBrowser, PHONE } from '../support/browser.js';
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

describe('a page that comes over a slow line', () => {
  it.each(['/', CONTEST, `${CONTEST}/bang-xep-hang`, `${CONTEST}/don-vi`, `${CONTEST}/the-le`, '/huong-dan'])(
    'holds still: %s',
    async (path) => {
      const context = await browser.newContext(PHONE);
      const page = await context.newPage();
      const session = await context.newCDPSession(page);
      await session.send('Network.emulateNetworkConditions', SLOW_LINE);
      await page.addInitScript(`
        window.shifts = [];
        new PerformanceObserver((list) => {
          for (const { value, sources } of list.getEntries())
            window.shifts.push({ value, what: sources.map(({ node }) => (node?.outerHTML ?? node?.textContent ?? '').slice(0, 80)) });
        }).observe({ type: 'layout-shift', buffered: true });`);
      await page.goto(`${stack.urls[0]!}${path}`);
      await settled(page);
      await page.waitForLoadState('networkidle');
      const shifts = await page.evaluate<{ value: number; what: string[] }[]>('window.shifts');
      await context.close();
      expect(shifts.filter(({ value }) => value > SHIFT_MAX / 2)).toEqual([]);
      expect(shifts.reduce((sum, { value }) => sum + value, 0)).toBeLessThanOrEqual(SHIFT_MAX);
    },
    60_000,
  );
});
