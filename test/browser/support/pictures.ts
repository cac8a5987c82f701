import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import type { Page } from 'playwright-core';

/** Pictures of pages for readers of the repository, kept by `npm run screens`. */
export const PICTURES = 'docs/screens';
export const keepsPictures = process.env['SCREENS'] === '1';
/** A picture ends where a reader has seen enough. */
const PICTURE_HEIGHT_MAX = 1600;

/** Takes the pictures of the last time away. @param isOwn by its file name: each spec makes its own again */
export function clearPictures(isOwn: (name: string) => boolean): void {
  mkdirSync(PICTURES, { recursive: true });
  for (const name of readdirSync(PICTURES).filter((one) => /\.\d+\.png$/.test(one) && isOwn(one)))
    rmSync(`${PICTURES}/${name}`);
}

/** Until nothing is being fetched or drawn any more. */
export async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('load');
  // Asked again and again from outside: a page of ours evaluates no text.
  const isSettled = `document.fonts.status === 'loaded' && document.querySelector('h1') && !document.querySelector('main .skeleton')`;
  for (let tries = 0; tries < 100 && !(await page.evaluate(isSettled)); tries++) await page.waitForTimeout(100);
  await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
}

/** @param isOneScreen as the screen shows it, not as a whole page */
export async function keepPicture(page: Page, name: string, width: number, isOneScreen = false): Promise<void> {
  await page.evaluate('scrollTo(0, 0)');
  const height = await page.evaluate<number>('Math.max(innerHeight, document.documentElement.scrollHeight)');
  const clip = { x: 0, y: 0, width, height: Math.min(height, PICTURE_HEIGHT_MAX) };
  // Bars that stay at the edges of the screen have no place on a picture of the whole page.
  const extent = isOneScreen ? {} : { fullPage: true, clip };
  await page.screenshot({ path: `${PICTURES}/${name}.${width}.png`, animations: 'disabled', ...extent });
}

/** What the state is called, what the page says in its heading and boxes, and its next step, beside the pictures. */
export async function rowOf(
  page: Page,
  { name, title }: { name: string; title: string },
  widths: readonly number[],
): Promise<string> {
  const said = await page.evaluate<[string, string]>(`(() => {
    const words = (one) => (one?.innerText ?? '').replace(/\\s+/g, ' ').replace(/\\|/g, '/').trim();
    const isSeen = (one) => one.getClientRects().length > 0;
    const boxes = [...document.querySelectorAll('main .box, main [role=alert], main .entrance > p')].filter(isSeen);
    const seen = (pattern) => [...document.querySelectorAll(pattern)].find(isSeen);
    const button = seen('main .button:not(.button-second):not(.button-quiet)') ?? seen('main .button') ?? seen('main button');
    return [[words(document.querySelector('h1')), ...boxes.slice(0, 2).map(words)].filter(Boolean).join('<br>'), words(button)];
  })()`);
  const pictures = widths.map((width) => `![${title}](${name}.${width}.png)`);
  return `| ${[title, ...said, ...pictures].join(' | ')} |`;
}

/** Writes the page that shows all pictures of one spec, for readers of the repository. */
export function writeIndex(file: string, title: string, widths: readonly number[], rows: readonly string[]): void {
  const head = [`# ${title}`, '', 'Made by `npm run screens`.', ''];
  const columns = ['Tình huống', 'Trang nói', 'Bước tiếp theo', ...widths.map(String)];
  const table = [`| ${columns.join(' | ')} |`, `| ${columns.map(() => '---').join(' | ')} |`];
  writeFileSync(`${PICTURES}/${file}`, [...head, ...table, ...rows, ''].join('\n'));
}
