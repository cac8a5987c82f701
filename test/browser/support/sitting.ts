import { expect } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import type { DataSource } from 'typeorm';
import { createDataSource } from '#database';
import { issueSignInLink } from '#identity';
import { startStack, type Stack } from '../../../scripts/stack.mjs';
import { openBrowser, PHONE, visit, type Visit } from '../../support/browser.js';
import { insertPeople, type ContestFixture } from '../../support/contest.js';

/** An installation with people who have joined a contest, and their browsers. */
export interface Hall {
  url: string;
  owner: DataSource;
  /** A browser of a person who is signed in; without a person of somebody new. */
  seat: (contest: ContestFixture, options?: BrowserContextOptions, accountId?: string) => Promise<Seat>;
  close: () => Promise<void>;
}

export interface Seat {
  accountId: string;
  page: Page;
  context: BrowserContext;
  /** Signs the person in (again). */
  signIn: () => Promise<void>;
  /** Starts an attempt, or finds the one that is open. @returns its address */
  start: () => Promise<string>;
  /** Goes to the attempt and takes it over from where it was started. */
  sitDown: (attemptId: string) => Promise<void>;
  /** Ends the visit; whatever happened, no script failed, no style was refused and no other server was asked. */
  leave: () => Promise<void>;
}

export async function openHall(): Promise<Hall> {
  const browser: Browser = await openBrowser();
  const extraEnv = { GRADING_SWEEP_SECONDS: '1', GRADING_FORGOTTEN_SECONDS: '3' };
  const stack: Stack = await startStack({ apis: 1, workers: 1, prepare: 'empty', extraEnv });
  const url = stack.urls[0]!;
  const owner = createDataSource({ url: stack.env['DATABASE_OWNER_URL']!, poolMax: 2, applicationName: 'story' });
  await owner.initialize();
  const open = new Set<Visit>();

  const seat: Hall['seat'] = async (contest, options = PHONE, known) => {
    const accountId = known ?? (await insertPeople(owner, contest, 1))[0]!.accountId;
    await owner.query(`UPDATE account SET sample = true WHERE id = $1`, [accountId]);
    const made = await visit(browser, `${url}/huong-dan`, options);
    open.add(made);
    const { page } = made;
    const context = page.context();
    const ask = async (path: string, wish: { data?: unknown; headers?: Record<string, string> }): Promise<unknown> => {
      const answer = await context.request.post(`${url}/api/${path}`, wish);
      if (!answer.ok()) throw new Error(`${path}: ${answer.status()} ${await answer.text()}`);
      return answer.json().catch(() => null);
    };
    const signIn = async (): Promise<void> => {
      const token = await issueSignInLink(owner.manager, { PUBLIC_URL: url, CCHC_IMAGE: '0' }, accountId);
      await ask('sign-in-links/redeem', { data: { token } });
    };
    await signIn();
    return {
      ...{ accountId, page, context, signIn },
      start: async () => {
        const headers = { 'idempotency-key': randomUUID() };
        const attempt = await ask(`rounds/${contest.contestId}-${contest.roundId}/attempts`, { headers });
        return (attempt as { attemptId: string }).attemptId;
      },
      sitDown: async (attemptId) => {
        await page.goto(`${url}/lam-bai/${attemptId}`);
        await page.getByRole('button', { name: 'Làm tiếp trên máy này' }).click();
        await question(page, 1);
      },
      leave: async () => {
        expect(made.faults).toEqual([]);
        open.delete(made);
        await made.close();
      },
    };
  };
  const close = async (): Promise<void> => {
    await Promise.all([...open].map((one) => one.close()));
    await browser.close();
    await owner.destroy();
    await stack.stop();
  };
  return { url, owner, seat, close };
}

/** Waits until a question is the one on the screen. */
export const question = (page: Page, position: number): Promise<void> =>
  page.getByRole('heading', { name: new RegExp(`^Câu ${position}/`), level: 1 }).waitFor();

/** The option of the question on the screen by its text. */
export const option = (page: Page, text: string) => page.getByRole('radio', { name: new RegExp(`${text}$`) });

export const button = (page: Page, name: string) =>
  page.getByRole('button', { name, exact: true }).filter({ visible: true });

/** Everything that was chosen has a receipt. */
export const saved = (page: Page): Promise<void> =>
  page
    .getByText(/^Đã lưu lúc \d\d:\d\d\.$/)
    .first()
    .waitFor();

/** What the database has of the attempts of a contest: how many answers, and how each was closed. */
export const attemptsOf = (
  owner: DataSource,
  contest: ContestFixture,
): Promise<{ state: string; closedBy: string | null; prediction: string | null; answered: number }[]> =>
  owner.query(
    `SELECT t.state, t.closed_by AS "closedBy", t.prediction,
            (SELECT count(*)::int FROM unnest(s.choices) c WHERE c <> 0) AS answered
       FROM attempt t JOIN answers s ON s.contest_id = t.contest_id AND s.attempt_id = t.id
      WHERE t.contest_id = $1 ORDER BY t.started_at`,
    [contest.contestId],
  );

/** What this browser keeps of attempts, as text. */
export const keptOf = (page: Page): Promise<string> =>
  page.evaluate(`new Promise((resolve, reject) => {
    const asked = indexedDB.open('keyval-store');
    asked.onerror = () => reject(asked.error);
    asked.onsuccess = () => {
      const all = asked.result.transaction('keyval').objectStore('keyval').getAll();
      all.onsuccess = () => resolve(JSON.stringify(all.result));
    };
  })`);
