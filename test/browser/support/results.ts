import { randomUUID } from 'node:crypto';
import type { APIRequestContext, Browser } from 'playwright-core';
import type { DataSource } from 'typeorm';
import { contestOver, type Settled } from '../../integration/awards/settled.js';
import { takeOffice } from './office.js';

/** So long the worker may take to compute. */
const TRIES = 150;
const TRY_MS = 200;

/** Whoever made the best attempt of it. */
const PEOPLE = ['Lò Thị Mai', 'Vi Văn Thắng', 'H’Hen Niê', 'Nguyễn Thị Hồng', 'Cụt Văn Bình'];

/** A small contest that is over: two share the first place until the lot decides. */
export const contestToSettle = (owner: DataSource): Promise<Settled> =>
  contestOver(
    owner,
    PEOPLE.map((name, i) => ({ name, guess: 2, score: 15 - Math.max(0, i - 1) })),
  );

async function ask<T>(request: APIRequestContext, method: string, address: string, data?: object): Promise<T> {
  const answer = await request.fetch(address, { method, data, headers: { origin: new URL(address).origin } });
  if (!answer.ok()) throw new Error(`${method} ${address}: ${answer.status()} ${await answer.text()}`);
  return (await answer.json()) as T;
}

/** Does by HTTP what the pages of results are looked at after: freezes the round, and publishes it if that is wished for. */
export async function settle(
  browser: Browser,
  { url, owner }: { url: string; owner: DataSource },
  { contest }: Settled,
  isPublished: boolean,
): Promise<void> {
  const { id: contestId, slug } = contest;
  const address = `${url}/api/contests/${slug}`;

  const contexts = [await browser.newContext(), await browser.newContext()];
  for (const context of contexts) await takeOffice(context, url, owner, { role: 'organizer', contestId });
  const [first, second] = contexts.map(({ request }) => request) as [APIRequestContext, APIRequestContext];
  await ask(first, 'POST', `${address}/lots`, { field: 'dot-1' });
  const id = randomUUID();
  const own = `${address}/settlements/${id}`;
  await ask(first, 'POST', `${address}/settlements`, { id, field: 'dot-1' });
  let seen = { state: 'asked', version: 0, hash: '' };
  for (let tries = 0; seen.state === 'asked' && tries < TRIES; tries++) {
    await new Promise((done) => setTimeout(done, TRY_MS));
    seen = await ask(first, 'GET', own);
  }
  const { version, hash } = seen;
  if (isPublished) {
    for (const one of [first, second]) await ask(one, 'POST', `${own}/approvals`, { version, hash });
    await ask(second, 'POST', `${own}/publication`, { version, hash });
  }
  for (const context of contexts) await context.close();
}
