import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { foreignWords } from '../../../apps/web/src/shared/messages/foreign-words.js';

/** What can be said about a page by looking at it, whatever it is about. Each function gives the faults, in words. */

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const AXE_TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

interface AxeViolation {
  id: string;
  help: string;
  nodes: { html: string; failureSummary?: string }[];
}

/** WCAG 2.2 AA as far as a program can judge it. @param rules only these rules of axe; all by default */
export async function accessibilityFaults(page: Page, rules?: string[]): Promise<string[]> {
  // What is still fading in has not its colours yet.
  await page.evaluate('Promise.allSettled(document.getAnimations().map(({ finished }) => finished))');
  await page.evaluate(axeSource);
  const runOnly = rules ? { type: 'rule', values: rules } : { type: 'tag', values: AXE_TAGS };
  const violations = await page.evaluate<AxeViolation[]>(
    `axe.run(document, { runOnly: ${JSON.stringify(runOnly)}, resultTypes: ['violations'] }).then((result) => result.violations)`,
  );
  return violations.map(({ id, help, nodes }) => `${id}: ${help}\n    ${nodes.map(({ html }) => html).join('\n    ')}`);
}

/** A phone never scrolls sideways. */
export async function overflowFaults(page: Page): Promise<string[]> {
  const [width, room] = await page.evaluate<[number, number]>('[document.documentElement.scrollWidth, innerWidth]');
  if (width <= room) return [];
  const widest = await page.evaluate<string[]>(
    `[...document.querySelectorAll('body *')]
       .filter((one) => one.getBoundingClientRect().right > innerWidth + 1 && !one.closest('.table-frame, .unseen, .skip'))
       .slice(0, 3).map((one) => one.outerHTML.slice(0, 120))`,
  );
  return [`${width}px wide in ${room}px: ${widest.join(' | ')}`];
}

/** English and code words among what a Vietnamese reader sees. */
export async function wordFaults(page: Page): Promise<string[]> {
  // The names of languages stand in their own language, and what is stored for programs (zxx) in none.
  const text = await page.evaluate<string>(
    `(() => { const copy = document.body.cloneNode(true);
       for (const one of copy.querySelectorAll('[lang="en"], [lang="zxx"], script, noscript, style')) one.remove();
       for (const one of copy.querySelectorAll('[name]')) one.removeAttribute('name'); // of two radios only one is chosen
       document.body.append(copy); const text = copy.innerText; copy.remove(); return text; })()`,
  );
  return foreignWords(text);
}

/** Everything above for a page as it stands: as it is, in the other colours, and with letters of double size. */
export async function faultsOf(page: Page, wish: { isForeign?: boolean } = {}): Promise<string[]> {
  const size = page.viewportSize()!;
  // On a screen as high as the page no bar at its edge covers half of a target, which scrolling would uncover.
  const height = await page.evaluate<number>('document.documentElement.scrollHeight');
  await page.setViewportSize({ width: size.width, height: Math.max(size.height, Math.min(height + 100, 5000)) });
  try {
    return await faultsInFull(page, wish);
  } finally {
    await page.setViewportSize(size);
  }
}

async function faultsInFull(page: Page, { isForeign = false }: { isForeign?: boolean }): Promise<string[]> {
  const faults = [...(await accessibilityFaults(page)), ...(await overflowFaults(page))];
  if (!isForeign) faults.push(...(await wordFaults(page)).map((word) => `not Vietnamese: ${word}`));
  for (const theme of ['dark', 'contrast']) {
    await page.evaluate(`document.documentElement.dataset.theme = '${theme}'`);
    for (const fault of await accessibilityFaults(page, ['color-contrast'])) faults.push(`${theme}: ${fault}`);
  }
  await page.evaluate(
    `document.documentElement.dataset.theme = 'auto'; document.documentElement.style.fontSize = '200%'`,
  );
  for (const fault of await overflowFaults(page)) faults.push(`double letters: ${fault}`);
  await page.evaluate(`document.documentElement.style.fontSize = ''`);
  return faults;
}
