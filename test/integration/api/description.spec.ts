import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { createDataSource } from '#database';
import { controllers } from '../../../apps/api/src/controllers.js';
import { describeApi } from '../../../apps/api/src/openapi.js';
import { listRoutes } from '../../../apps/api/src/routes.js';
import { startApi, type TestApi } from '../../support/app.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { passSecondFactor } from '../../support/staff.js';

let database: TestDatabase | undefined;
let api: TestApi | undefined;

beforeAll(async () => {
  database = await createTestDatabase();
  api = await startApi(database);
});
afterAll(async () => {
  await api?.close();
  await database?.drop();
});

describe('the description of the api', () => {
  it('is the committed one: `npm run -s openapi > docs/openapi.json` after a change', () => {
    const committed: unknown = JSON.parse(readFileSync('docs/openapi.json', 'utf8'));
    expect(JSON.parse(JSON.stringify(describeApi(api!.app)))).toEqual(committed);
  });

  it('has exactly the routes that are served, each with its rule', () => {
    const document = describeApi(api!.app);
    const described = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`),
    );
    const served = listRoutes(controllers).map(({ method, path }) => `${method} ${path}`);
    expect(described.sort()).toEqual(served.sort());
  });

  it('is open on plain http, and on a public https address for administrators only', async () => {
    expect((await fetch(`${api!.url}/api/docs/openapi.json`)).status).toBe(200);
    const secure = await startApi(database!, { PUBLIC_URL: 'https://thi.example.gov.vn' });
    const owner = createDataSource({ url: database!.ownerUrl, poolMax: 1, applicationName: 'test' });
    await owner.initialize();
    try {
      const signUp = async (phone: string) => {
        const body = JSON.stringify({ phone, password: 'song-Lam-2019-xanh', fullName: 'Lò Thị Ính' });
        const headers = { 'content-type': 'application/json' };
        const reply = await fetch(`${secure.url}/api/accounts`, { method: 'POST', headers, body });
        return (await reply.json()) as { accountId: string; token: string };
      };
      const citizen = await signUp('0912000101');
      const administrator = await signUp('0912000102');
      await owner.query(`INSERT INTO staff_role (account_id, role) VALUES ($1, 'administrator')`, [
        administrator.accountId,
      ]);
      await passSecondFactor(owner, administrator.accountId);
      const statusFor = async (path: string, token?: string) =>
        (await fetch(`${secure.url}${path}`, token ? { headers: { authorization: `Bearer ${token}` } } : {})).status;
      for (const path of ['/api/docs', '/api/docs/openapi.json', '/api/%64ocs', '/api/docs-yaml']) {
        expect(await statusFor(path)).toBe(401);
        expect(await statusFor(path, citizen.token)).toBe(403);
        expect(await statusFor(path, administrator.token)).toBe(200);
      }
      const live = await fetch(`${secure.url}/api/health/live`);
      expect(live.headers.get('strict-transport-security')).toMatch(/max-age=31536000/);
    } finally {
      await owner.destroy();
      await secure.close();
    }
  });
});
