import { randomBytes, randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import type { Role } from '#identity';
import { sha256 } from '#platform';
import { controllers } from '../../../apps/api/src/controllers.js';
import { listRoutes, type Route } from '../../../apps/api/src/routes.js';
import type { TestApi } from '../../support/app.js';
import { insertRows } from '../../support/insert.js';

/** Every route of the front door: what is served is called, so a new route is in the matrices by itself. */
export const ROUTES: readonly Route[] = listRoutes(controllers);

/** How a route is named in what the matrices find. */
export const nameOf = ({ method, path }: Route): string => `${method} ${path}`;

/** Puts values into the address of a route. @throws Error for a name that has none: the matrix must be told of it */
export function addressOf(route: Route, values: Readonly<Record<string, string>>): string {
  return route.path.replace(/:(\w+)/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`Say in the matrix what :${name} of ${nameOf(route)} stands for`);
    return value;
  });
}

/** Somebody at the door: an office if any, for one contest and one unit or for all. */
export interface Visitor {
  role?: Role;
  contestId?: number;
  contestUnitId?: number;
  /** Of the tree, for an organizer of a unit. */
  unitCode?: string;
  disabled?: boolean;
  signedOut?: boolean;
}

/** Accounts with a session each, made with three statements however many they are. @returns their tokens, in order */
export async function admit(owner: DataSource, visitors: readonly Visitor[]): Promise<string[]> {
  const now = new Date().toISOString();
  const people = visitors.map((visitor) => ({
    ...visitor,
    accountId: randomUUID(),
    token: randomBytes(32).toString('base64url'),
  }));
  await insertRows(
    owner,
    'account',
    people.map(({ accountId, disabled }) => ({
      ...{ id: accountId, full_name: 'Người thử', sample: false, created_at: now },
      disabled_at: disabled ? now : null,
    })),
  );
  await insertRows(
    owner,
    'session',
    people.map(({ accountId, token, signedOut }) => ({
      ...{ id: randomUUID(), account_id: accountId, token_hash: `\\x${sha256(token).toString('hex')}` },
      ...{ created_at: now, expires_at: new Date(Date.now() + 3_600_000).toISOString() },
      ...{ ended_at: signedOut ? now : null, second_factor_at: now },
    })),
  );
  await owner.query(
    `INSERT INTO staff_role (account_id, role, contest_id, contest_unit_id, unit_code)
     SELECT * FROM unnest($1::uuid[], $2::text[], $3::int[], $4::int[], $5::text[])
       AS office (account_id, role, contest_id, unit_id, code)
      WHERE role IS NOT NULL`,
    [
      people.map(({ accountId }) => accountId),
      people.map(({ role }) => role ?? null),
      people.map(({ contestId }) => contestId ?? null),
      people.map(({ contestUnitId }) => contestUnitId ?? null),
      people.map(({ unitCode }) => unitCode ?? null),
    ],
  );
  return people.map(({ token }) => token);
}

export interface Knock {
  token?: string | undefined;
  body?: unknown;
  headers?: Record<string, string>;
}

/** The type under which bytes are sent: a picture by what it begins with. */
const typeOf = (bytes: Uint8Array): string => (bytes[0] === 0x89 ? 'image/png' : 'application/octet-stream');

/** Calls a route over HTTP. `code` is the refusal's, null for an answer that is none. */
export async function knock(
  { url }: TestApi,
  method: string,
  address: string,
  { token, body, headers = {} }: Knock,
): Promise<{ status: number; code: string | null; text: string }> {
  const hasBody = !['GET', 'HEAD', 'DELETE'].includes(method) || body !== undefined;
  // A file goes as its bytes, anything else as JSON.
  const isFile = body instanceof Uint8Array;
  const response = await fetch(url + address, {
    method,
    headers: {
      ...headers,
      ...(token && { authorization: `Bearer ${token}` }),
      ...(hasBody && { 'content-type': isFile ? typeOf(body) : 'application/json' }),
    },
    ...(hasBody && { body: isFile ? new Uint8Array(body) : JSON.stringify(body ?? {}) }),
  });
  const text = await response.text();
  const isProblem = response.headers.get('content-type')?.startsWith('application/problem+json') === true;
  const code = isProblem && text !== '' ? (JSON.parse(text) as { code: string }).code : null;
  return { status: response.status, code, text };
}

/** Does work for each of a list, a few at a time, and keeps the order. */
export async function eachOf<In, Out>(
  list: readonly In[],
  work: (one: In, at: number) => Promise<Out>,
): Promise<Out[]> {
  const out: Out[] = [];
  let next = 0;
  const lane = async () => {
    for (let at = next++; at < list.length; at = next++) out[at] = await work(list[at]!, at);
  };
  await Promise.all(Array.from({ length: 6 }, lane));
  return out;
}
