import { randomUUID } from 'node:crypto';
import type { APIResponse, BrowserContext } from 'playwright-core';
import { CONSENTS, type ContestFixture } from '../../support/contest.js';

/** A person who did by HTTP what a story is not about. The cookies are those of the browser: its pages know them. */
export interface BrowserPerson {
  /** As it is typed. */
  phone: string;
  /** Starts an attempt in the only round. */
  start: () => Promise<{ attemptId: string }>;
  /** Hands in the attempt that was started last. */
  handIn: () => Promise<{ receiptNumber: string }>;
  /** Starts an attempt and hands it in at once. */
  takeRound: () => Promise<{ receiptNumber: string }>;
}

let people = 0;

/** @throws Error with what the api said, when it refuses */
async function done(answer: APIResponse): Promise<Record<string, string>> {
  if (!answer.ok()) throw new Error(`${answer.url()}: ${answer.status()} ${await answer.text()}`);
  return (await answer.json()) as Record<string, string>;
}

/** Signs a new person up in this browser and joins the contest for one of its units. */
export async function join({ request }: BrowserContext, url: string, contest: ContestFixture): Promise<BrowserPerson> {
  const headers = { origin: url };
  const phone = `0977${String(100_000 + people++)}`;
  const account = { phone, password: 'nguoi-xu-Nghe-2019', fullName: 'H’Hen Niê', birthDate: '1990-02-28' };
  await done(await request.post(`${url}/api/accounts`, { data: account, headers }));
  const place = { contestUnitId: contest.units[0], consents: CONSENTS };
  await done(await request.post(`${url}/api/contests/${contest.slug}/participants`, { data: place, headers }));

  let held: Record<string, string> = {};
  const start = async () => {
    const own = { ...headers, 'idempotency-key': randomUUID() };
    held = await done(await request.post(`${url}/api/rounds/${contest.contestId}-1/attempts`, { headers: own }));
    return { attemptId: held['attemptId']! };
  };
  const handIn = async () => {
    const data = { writer: held['writer'], seq: 1, changes: [{ position: 1, options: [1] }] };
    const own = { ...headers, 'x-attempt-token': held['token']! };
    const path = `${url}/api/attempts/${held['attemptId']}/submit`;
    const { number } = await done(await request.post(path, { data, headers: own }));
    return { receiptNumber: number! };
  };
  const takeRound = async () => {
    await start();
    return handIn();
  };
  return { phone, start, handIn, takeRound };
}
