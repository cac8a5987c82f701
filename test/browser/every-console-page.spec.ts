import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext } from 'playwright-core';
import type { DataSource } from 'typeorm';
import { createDataSource } from '#database';
import { startStack, type Stack } from '../../scripts/stack.mjs';
import { DESKTOP, openBrowser, visit } from '../support/browser.js';
import { CONSOLE_STATES, CONTEST, type OfficeScene } from './support/console-states.js';
import { faultsOf } from './support/looks.js';
import { takeOffice } from './support/office.js';
import { clearPictures, keepPicture, keepsPictures, rowOf, settled, writeIndex } from './support/pictures.js';

/** Every page of the console, looked at on half of a screen and on a whole one; `npm run screens` keeps pictures. */
const WIDTHS = [
  { name: 768, viewport: { width: 768, height: 1024 } },
  { name: 1280, viewport: { width: 1280, height: 800 } },
];
const widths = WIDTHS.map(({ name }) => name);

let stack: Stack;
let owner: DataSource;
let browser: Browser;
let scene: OfficeScene;
/** What a browser of the administrator holds. */
let office: Awaited<ReturnType<BrowserContext['storageState']>>;
const rows: string[] = [];

beforeAll(async () => {
  browser = await openBrowser();
  stack = await startStack({ durable: keepsPictures, apis: 1, workers: 1, prepare: 'sample' });
  owner = createDataSource({ url: stack.env['DATABASE_OWNER_URL']!, poolMax: 2, applicationName: 'pages' });
  await owner.initialize();
  scene = { url: stack.urls[0]!, owner };
  const context = await browser.newContext(DESKTOP);
  await takeOffice(context, scene.url, owner, { role: 'administrator' });
  office = await context.storageState();
  await context.close();
  if (keepsPictures) clearPictures((name) => name.startsWith('console-'));
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await owner?.destroy();
  await stack?.stop();
  if (keepsPictures) writeIndex('console.md', 'Các trang quản trị', widths, rows);
}, 30_000);

describe('every page of the console', () => {
  it('has a state here', () => {
    const routes = readFileSync('apps/web/src/console/routes.tsx', 'utf8');
    const paths = [...routes.matchAll(/^\s+path: '([^']*)',$/gm)].map(([, path]) => path!);
    expect(paths.length).toBeGreaterThan(7);
    const shown = new Set(CONSOLE_STATES.map(({ path }) => path));
    expect(paths.filter((path) => !shown.has(path))).toEqual([]);
  });

  it.each(CONSOLE_STATES.map((state) => [state.name, state] as const))(
    '%s',
    async (name, state) => {
      const options = { ...DESKTOP, viewport: WIDTHS[0]!.viewport, storageState: office };
      const made = await visit(browser, `${scene.url}/robots.txt`, options);
      const { page } = made;
      const found: string[] = [];
      try {
        await page.goto(`${scene.url}/quan-tri/${state.path}?cuoc-thi=${CONTEST}`);
        await page.getByRole('heading', { level: 1 }).waitFor();
        await state.reach?.(page, scene);
        for (const { name: width, viewport } of WIDTHS) {
          await page.setViewportSize(viewport);
          await settled(page);
          if (keepsPictures) await keepPicture(page, name, width);
          if (keepsPictures && width === widths[0]) rows.push(await rowOf(page, state, widths));
          found.push(...(await faultsOf(page)).map((fault) => `${width}: ${fault}`));
        }
        expect([...found, ...made.faults]).toEqual([]);
      } finally {
        await made.close();
      }
    },
    90_000,
  );
});
