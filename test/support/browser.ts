import { existsSync } from 'node:fs';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome-stable'];

/** Nothing of the browser's own goes out: no updates, no sync, no experiments. */
const FLAGS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
];

/** @throws Error with the command to type when this machine has no Chromium */
export function chromiumPath(): string {
  const found = PLACES.find((path) => existsSync(path));
  if (found) return found;
  throw new Error('No Chromium here. Type: apt-get install -y --no-install-recommends chromium fonts-noto-core');
}

/** Chromium's own sandbox cannot be set up by root, as which containers run. */
export function openBrowser(): Promise<Browser> {
  const isRoot = process.getuid?.() === 0;
  const args = isRoot ? [...FLAGS, '--no-sandbox'] : FLAGS;
  return chromium.launch({ executablePath: chromiumPath(), args });
}

/** A cheap phone, and the screen of an office. */
export const PHONE: BrowserContextOptions = {
  viewport: { width: 360, height: 740 },
  hasTouch: true,
  isMobile: true,
  locale: 'vi-VN',
};
export const DESKTOP: BrowserContextOptions = { viewport: { width: 1280, height: 800 }, locale: 'vi-VN' };

export interface Visit {
  page: Page;
  /** What went wrong beside what the page said: script errors, refused styles, requests to other servers. */
  faults: string[];
  close(): Promise<void>;
}

/** A person's browser with nothing in it yet, at an address. */
export async function visit(browser: Browser, url: string, options: BrowserContextOptions): Promise<Visit> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const faults: string[] = [];
  const own = new URL(url).host;
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('console', (message) => {
    // Chromium reports every refused request as an error; refusals are a part of the conversation.
    if (message.type() === 'error' && !/Failed to load resource/.test(message.text())) faults.push(message.text());
  });
  page.on('request', (request) => {
    const { host, protocol } = new URL(request.url());
    if (host !== own && protocol !== 'data:') faults.push(`request to ${request.url()}`);
  });
  await page.goto(url);
  return { page, faults, close: () => context.close() };
}
