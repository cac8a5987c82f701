import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { ROLES, type Role } from '#identity';
import type { Route } from '../../../apps/api/src/routes.js';
import { insertContest } from '../../support/contest.js';
import { Citizens } from '../api-identity/citizens.js';
import { addressOf, admit, eachOf, knock, nameOf, ROUTES, type Visitor } from './visitors.js';

// Every route as everybody, over HTTP. What is asked is only whether the door opens, so what a route would need beside
// (a body, an object that exists) is left out: the door is judged before all of that.

let house: Citizens;
let ids: Record<string, string>;
/** What a name stands for matters to no door: those that only some routes have are given any value. */
const anything = new Proxy<Record<string, string>>({}, { get: (_, name: string) => ids[name] ?? randomUUID() });
let staff: Pick<Visitor, 'contestId' | 'contestUnitId'>;

beforeAll(async () => {
  house = await Citizens.open();
  const contest = await insertContest(house.owner);
  const [{ code }] = (await house.owner.query(`SELECT code FROM contest_unit WHERE id = $1`, [contest.units[0]])) as [
    { code: string },
  ];
  staff = { contestId: contest.contestId, contestUnitId: contest.units[0]! };
  ids = {
    slug: contest.slug,
    roundId: `${contest.contestId}-${contest.roundId}`,
    attemptId: `${contest.contestId}-${randomUUID()}`,
    code,
    hash: 'a'.repeat(64),
    bankCode: 'khong-co',
    itemCode: 'khong-co',
    language: 'tai',
    batchId: '1',
  };
});
afterAll(() => house?.close());

const WHO = ['nobody', 'signed out', 'disabled', 'a citizen', ...ROLES] as const;
type Who = (typeof WHO)[number];

/** What the rule of a route promises to somebody. */
function promised({ roles }: Route, who: Who): string {
  if (roles.includes('public')) return 'open';
  if (who === 'nobody') return 'NOT_SIGNED_IN';
  if (who === 'signed out' || who === 'disabled') return 'SESSION_ENDED';
  const isOpen = roles.includes('signed_in') || roles.includes('attempt') || roles.includes(who);
  return isOpen ? 'open' : 'NOT_ALLOWED';
}

/** The refusals of the door itself; any other answer comes from behind it. */
const SHUT = ['NOT_SIGNED_IN', 'SESSION_ENDED', 'NOT_ALLOWED', 'SECOND_FACTOR_NEEDED'];
/** An answer that broke is no open door. 503 is one: behind it somebody else is being served just now. */
const isBroken = (status: number): boolean => status >= 500 && status !== 503;
const STATUS: Record<string, number> = { NOT_SIGNED_IN: 401, SESSION_ENDED: 401, NOT_ALLOWED: 403 };

function visitorAs(who: Who): Visitor {
  if (who === 'signed out') return { role: 'administrator', signedOut: true };
  if (who === 'disabled') return { role: 'administrator', disabled: true };
  if (who === 'nobody' || who === 'a citizen') return {};
  return {
    role: who satisfies Role,
    ...(who === 'unit_manager' && staff),
    ...(who === 'unit_organizer' && { unitCode: '40' }),
  };
}

/** Calls every route once as everybody, each time as somebody new: a route may end sessions. */
async function callAll(routes: readonly Route[], method?: string): Promise<{ found: string[]; expected: string[] }> {
  const calls = routes.flatMap((route) => WHO.map((who) => ({ route, who })));
  const tokens = await admit(
    house.owner,
    calls.map(({ who }) => visitorAs(who)),
  );
  const found = await eachOf(calls, async ({ route, who }, at) => {
    const token = who === 'nobody' ? undefined : tokens[at];
    const address = addressOf(route, anything);
    const { status, code } = await knock(house.api, method ?? route.method, address, { token });
    const isShut = method === 'HEAD' ? status === 401 || status === 403 : code !== null && SHUT.includes(code);
    return `${nameOf(route)} – ${who}: ${isShut || isBroken(status) ? `${status} ${code ?? ''}`.trim() : 'open'}`;
  });
  const expected = calls.map(({ route, who }) => {
    const promise = promised(route, who);
    if (promise === 'open') return `${nameOf(route)} – ${who}: open`;
    return `${nameOf(route)} – ${who}: ${`${STATUS[promise]} ${method === 'HEAD' ? '' : promise}`.trim()}`;
  });
  return { found, expected };
}

describe('the door', () => {
  it('opens every route to those whom its rule names, and to nobody else', async () => {
    const { found, expected } = await callAll(ROUTES);
    expect(found).toHaveLength(ROUTES.length * WHO.length);
    expect(found).toEqual(expected);
  });

  it('is the same for who asks with HEAD', async () => {
    const { found, expected } = await callAll(
      ROUTES.filter(({ method }) => method === 'GET'),
      'HEAD',
    );
    expect(found).toEqual(expected);
  });

  it('knows no other way of asking: what no route names is not there', async () => {
    const named = new Set(ROUTES.map(nameOf));
    const [token] = await admit(house.owner, [{ role: 'administrator' }]);
    const others = [...new Set(ROUTES.map(({ path }) => path))].flatMap((path) =>
      ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']
        .filter((method) => !named.has(`${method} ${path}`))
        .map((method) => ({ method, path, roles: [], scope: 'all' as const })),
    );
    const found = await eachOf(others, async (route) => {
      // Another route may have a name where this one has a word.
      const address = addressOf(route, anything);
      const isOther = ROUTES.some(
        ({ method, path }) =>
          method === route.method && new RegExp(`^${path.replace(/:\w+/g, '[^/]+')}$`).test(address),
      );
      const { status } = await knock(house.api, route.method, address, { token });
      if (isBroken(status)) return `${nameOf(route)}: ${status}`;
      return isOther ? null : `${nameOf(route)}: ${status}`;
    });
    expect(found.filter((line) => line !== null && !line.endsWith(': 404'))).toEqual([]);
  });
});
