import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { chromiumPath, FLAGS } from './chromium.mjs';

/** @param executablePath another way to start the same Chromium: in a network of its own, for one */
export function openBrowser(executablePath = chromiumPath(), flags: string[] = []): Promise<Browser> {
  return chromium.launch({ executablePath, args: [...FLAGS, ...flags] });
}

/** A cheap phone, and the screen of an office. */
export const PHONE: BrowserContextOptions = {
  viewport: { width: 360, height: 640 },
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
    // Chromium reports every refused or lost request as an error; they are a part of the conversation.
    const isRequest = /Failed to load resource|error occurred when fetching the script/.test(message.text());
    if (message.type() === 'error' && !isRequest) faults.push(message.text());
  });
  page.on('request', (request) => {
    const { host, protocol } = new URL(request.url());
    if (host !== own && protocol !== 'data:') faults.push(`request to ${request.url()}`);
  });
  await page.goto(url);
  return { page, faults, close: () => context.close() };
}
