import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import type { DataSource } from 'typeorm';
import { createDataSource } from '#database';
import { startStack, type Stack } from '../../scripts/stack.mjs';
import { openBrowser, visit } from '../support/browser.js';
import { insertContest, type ContestFixture } from '../support/contest.js';
import { faultsOf } from './support/looks.js';
import { clearPictures, keepPicture, keepsPictures, PICTURES, rowOf, settled, writeIndex } from './support/pictures.js';
import { beginRunning, PAGE_STATES, reachQuestion, type Scene } from './support/states.js';

/**
 * Every page in every state, looked at on a phone and on a desk: what can be said of any page by looking at it is said
 * here, and `npm run screens` keeps a picture of each.
 */
const WIDTHS = [
  { name: 360, viewport: { width: 360, height: 640 } },
  { name: 1280, viewport: { width: 1280, height: 800 } },
];
/** A phone on which a whole question stands without scrolling, so that a picture of it is whole. */
const PHONE_TALL = { width: 360, height: 1_400 };

let stack: Stack;
let owner: DataSource;
let browser: Browser;
let scene: Scene;
const rows: string[] = [];

beforeAll(async () => {
  browser = await openBrowser();
  stack = await startStack({ apis: 1, workers: 1, prepare: 'sample' });
  owner = createDataSource({ url: stack.env['DATABASE_OWNER_URL']!, poolMax: 2, applicationName: 'pages' });
  await owner.initialize();
  const made = new Map<string, Promise<ContestFixture>>();
  const contest: Scene['contest'] = (name, wish) => {
    const found = made.get(name) ?? insertLikeSample(wish);
    made.set(name, found);
    return found;
  };
  scene = { url: stack.urls[0]!, owner, contest };
  if (keepsPictures) clearPictures((name) => !name.startsWith('console-'));
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await owner?.destroy();
  await stack?.stop();
  if (keepsPictures)
    writeIndex(
      'README.md',
      'Các trang, trong từng tình huống',
      WIDTHS.map(({ name }) => name),
      rows,
    );
}, 30_000);

/** A contest with rules of its own and the questions of the sample, so that a picture shows what people will see. */
async function insertLikeSample(wish: Parameters<typeof insertContest>[1]): Promise<ContestFixture> {
  const contest = await insertContest(owner, wish);
  const sample = `SELECT id FROM contest WHERE slug = 'cchc-2026'`;
  await owner.query(
    `UPDATE contest SET title = 'Tìm hiểu cải cách hành chính', bank_id = (SELECT bank_id FROM contest WHERE id = (${sample}))
      WHERE id = $1`,
    [contest.contestId],
  );
  await owner.query(
    `UPDATE round_revision SET pool = (SELECT pool FROM round_revision WHERE contest_id = (${sample}) LIMIT 1)
      WHERE contest_id = $1`,
    [contest.contestId],
  );
  return contest;
}

describe('every page in every state', () => {
  it.each(PAGE_STATES.map((state) => [state.name, state] as const))(
    '%s',
    async (_name, state) => {
      const options = { locale: 'vi-VN', javaScriptEnabled: !state.hasNoScript };
      const made = await visit(browser, `${scene.url}/robots.txt`, { ...options, viewport: WIDTHS[0]!.viewport });
      const { page } = made;
      const found: string[] = [];
      try {
        await state.reach(page, scene);
        for (const { name: width, viewport } of WIDTHS) {
          await page.setViewportSize(viewport);
          if (!state.hasNoScript) await settled(page);
          if (keepsPictures) await keepPicture(page, state.name, width, state.isOneScreen);
          if (keepsPictures && width === WIDTHS[0]!.name)
            rows.push(
              await rowOf(
                page,
                state,
                WIDTHS.map(({ name }) => name),
              ),
            );
          if (state.hasNoScript) continue;
          const faults = await faultsOf(page, { isForeign: state.isForeign ?? false });
          found.push(...faults.map((fault) => `${width}: ${fault}`));
        }
        expect([...found, ...made.faults]).toEqual([]);
      } finally {
        await made.close();
      }
    },
    90_000,
  );
});

describe('a paper of the sample bank', () => {
  it('reads well on a phone, ten questions one after another', async () => {
    const made = await visit(browser, `${scene.url}/robots.txt`, { locale: 'vi-VN', viewport: PHONE_TALL });
    const { page } = made;
    const found: string[] = [];
    const cards: string[] = [];
    try {
      await beginRunning(page, scene);
      for (let position = 1; position <= 10; position++) {
        await reachQuestion(page, position);
        // Where the last click left it, the pointer would light up an option.
        await page.mouse.move(0, 0);
        await settled(page);
        found.push(...(await faultsOf(page, { isForeign: false })).map((fault) => `${position}: ${fault}`));
        const card = await page.locator('.attempt-question').screenshot({ animations: 'disabled' });
        cards.push(card.toString('base64'));
      }
      expect([...found, ...made.faults]).toEqual([]);
      if (keepsPictures) await keepTogether(cards);
    } finally {
      await made.close();
    }
  }, 90_000);
});

/** Cards side by side in five columns, as one picture. */
async function keepTogether(cards: readonly string[]): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1700, height: 900 } });
  const images = cards.map((card) => `<img src="data:image/png;base64,${card}" width="320">`).join('');
  const style = 'margin:0;padding:12px;display:grid;grid-template-columns:repeat(5,1fr);gap:12px;align-items:start';
  await page.setContent(`<body style="${style};background:#f3f5f8">${images}</body>`);
  await page.screenshot({ path: `${PICTURES}/ten-questions.jpg`, type: 'jpeg', quality: 82, fullPage: true });
  await page.close();
}
