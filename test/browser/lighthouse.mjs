// `npm run lighthouse`: what Lighthouse says of the citizens' pages, and what they weigh, on the production build with the
// sample data. Writes docs/lighthouse.json; with `-- --page home --json` it measures one page and prints it instead.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import lighthouse from 'lighthouse';
import { chromium } from 'playwright-core';
import { clone } from '../../scripts/home.mjs';
import { anyFreePort } from '../../scripts/ports.mjs';
import { Refusal, speaker } from '../../scripts/say.mjs';
import { startStack } from '../../scripts/stack.mjs';
import { chromiumPath, FLAGS } from '../support/chromium.mjs';

const SLUG = 'cchc-2026';
/** The pages that are measured, and their addresses. @type {Record<string, (attemptId: string) => string>} */
const PAGES = {
  home: () => '/',
  contest: () => `/cuoc-thi/${SLUG}`,
  attempt: (attemptId) => `/lam-bai/${attemptId}`,
  board: () => `/cuoc-thi/${SLUG}/bang-xep-hang`,
};
/** Lighthouse varies from run to run; the middle one is told. */
const RUNS = 3;
const FILE = join(clone, 'docs/lighthouse.json');

const { values } = parseArgs({
  options: { page: { type: 'string' }, json: { type: 'boolean', default: false } },
});
if (values.page !== undefined && !Object.hasOwn(PAGES, values.page))
  throw new Refusal(`Không có trang "${values.page}". Các trang: ${Object.keys(PAGES).join(', ')}.`);

const log = speaker(process.stderr);
const profile = mkdtempSync(join(tmpdir(), 'cchc-lighthouse-'));
const stack = await startStack({ apis: 1, workers: 1, prepare: 'sample', log });
const url = stack.urls[0] ?? '';
try {
  const chosen = values.page === undefined ? Object.keys(PAGES) : [values.page];
  /** @type {Record<string, object>} */
  const found = {};
  for (const page of chosen) {
    found[page] = await measure(page);
    log.line(`  ${page}: ${JSON.stringify(found[page])}`);
  }
  if (values.json || values.page !== undefined) process.stdout.write(`${JSON.stringify(found[chosen[0] ?? ''])}\n`);
  else {
    writeFileSync(FILE, `${JSON.stringify(found, null, 2)}\n`);
    process.stdout.write(readFileSync(FILE, 'utf8'));
  }
} finally {
  await stack.stop();
  rmSync(profile, { recursive: true, force: true });
}

/** One page in a browser of its own, so that no page profits from what another has fetched. @param {string} page */
async function measure(page) {
  const port = await anyFreePort();
  const directory = join(profile, page);
  const browser = await chromium.launchPersistentContext(directory, {
    executablePath: chromiumPath(),
    args: [...FLAGS, `--remote-debugging-port=${port}`],
  });
  try {
    const attemptId = page === 'attempt' ? await beginAttempt(browser) : '';
    const address = `${url}${PAGES[page]?.(attemptId) ?? ''}`;
    const runs = [];
    for (let i = 0; i < RUNS; i++) {
      // Lighthouse empties the browser's cache before it measures; what the person has begun stays.
      const run = await lighthouse(address, {
        port,
        logLevel: 'error',
        onlyCategories: ['performance', 'accessibility', 'best-practices'],
        disableStorageReset: true,
        formFactor: 'mobile',
      });
      if (!run || run.lhr.runtimeError) throw new Error(run?.lhr.runtimeError?.message ?? 'Lighthouse said nothing');
      runs.push(run.lhr);
    }
    runs.sort((a, b) => (a.categories['performance']?.score ?? 0) - (b.categories['performance']?.score ?? 0));
    const middle = runs[Math.floor(RUNS / 2)];
    if (!middle) throw new Error('no run');
    return { ...scoresOf(middle), ...(await weightOf(middle)) };
  } finally {
    await browser.close();
  }
}

/** Signs a new person up and starts an attempt by hand, as a person does. @param {import('playwright-core').BrowserContext} browser */
async function beginAttempt(browser) {
  const page = await browser.newPage();
  const api = page.request;
  const say = async (/** @type {string} */ method, /** @type {string} */ path, /** @type {object} */ options) => {
    const answer = await api.fetch(`${url}/api/${path}`, { method, ...options });
    if (!answer.ok()) throw new Error(`${path}: ${await answer.text()}`);
    return answer.json();
  };
  const person = { phone: '0912000999', password: 'song-Lam-xanh-92', fullName: 'Lò Thị Mai', birthDate: '1992-05-08' };
  await say('POST', 'accounts', { data: person });
  const { units } = await say('GET', `contests/${SLUG}/units?limit=1`, {});
  const { texts } = await say('GET', 'consents/current', {});
  const consents = texts
    .filter((/** @type {{ required: boolean }} */ { required }) => required)
    .map((/** @type {{ purpose: string, version: number }} */ { purpose, version }) => ({ purpose, version }));
  const { audiences } = await say('GET', `contests/${SLUG}`, {});
  const audience = audiences.length > 1 ? { audience: audiences[0].code } : {};
  await say('POST', `contests/${SLUG}/participants`, { data: { contestUnitId: units[0].id, consents, ...audience } });
  // Through the page, so that this browser holds the attempt and is not asked whether to take it over.
  await page.goto(`${url}/cuoc-thi/${SLUG}/vao-thi`);
  await page.getByRole('button', { name: 'Bắt đầu làm bài' }).click();
  await page.waitForURL(/\/lam-bai\/./);
  await page.getByRole('timer').waitFor();
  const attemptId = page.url().split('/').pop() ?? '';
  // A second tab would have to ask before it takes the attempt over.
  await page.goto('about:blank');
  await page.close();
  return attemptId;
}

/** @param {import('lighthouse').Result} result */
function scoresOf({ categories, audits }) {
  const score = (/** @type {string} */ name) => Math.round((categories[name]?.score ?? 0) * 100);
  const value = (/** @type {string} */ name) => audits[name]?.numericValue ?? 0;
  return {
    performance: score('performance'),
    accessibility: score('accessibility'),
    bestPractices: score('best-practices'),
    largestContentfulPaintMs: Math.round(value('largest-contentful-paint')),
    totalBlockingTimeMs: Math.round(value('total-blocking-time')),
    cumulativeLayoutShift: Number(value('cumulative-layout-shift').toFixed(4)),
  };
}

/** What the page fetched, each file as gzip makes it. @param {import('lighthouse').Result} result */
async function weightOf({ audits }) {
  const details = /** @type {{ items?: { url: string, resourceType?: string }[] } | undefined} */ (
    audits['network-requests']?.details
  );
  let scriptBytes = 0;
  let totalBytes = 0;
  const addresses = new Map((details?.items ?? []).map(({ url: address, resourceType }) => [address, resourceType]));
  for (const [address, kind] of addresses) {
    if (!address.startsWith(url) || address.includes('/api/') || address.includes('/socket.io/')) continue;
    const bytes = await gzipBytes(address);
    totalBytes += bytes;
    if (kind === 'Script') scriptBytes += bytes;
  }
  return { requests: addresses.size, scriptBytesGzip: scriptBytes, totalBytesGzip: totalBytes };
}

/** The bytes of a body as they travel to a browser that knows gzip. @param {string} address @returns {Promise<number>} */
function gzipBytes(address) {
  return new Promise((resolve, reject) => {
    request(address, { headers: { 'accept-encoding': 'gzip' } }, (answer) => {
      let bytes = 0;
      answer.on('data', (chunk) => (bytes += chunk.length));
      answer.once('end', () => resolve(bytes));
      answer.once('error', reject);
    })
      .once('error', reject)
      .end();
  });
}
