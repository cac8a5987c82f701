import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { controllers } from '../../../apps/api/src/controllers.js';
import { describeApi } from '../../../apps/api/src/openapi.js';
import { listRoutes } from '../../../apps/api/src/routes.js';
import { startApi, type TestApi } from '../../support/app.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';

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

  it('is served on plain http and not on a public https address', async () => {
    expect((await fetch(`${api!.url}/api/docs/openapi.json`)).status).toBe(200);
    const secure = await startApi(database!, { PUBLIC_URL: 'https://thi.example.gov.vn' });
    expect((await fetch(`${secure.url}/api/docs/openapi.json`)).status).toBe(404);
    expect((await fetch(`${secure.url}/api/health/live`)).headers.get('strict-transport-security')).toMatch(
      /max-age=31536000/,
    );
    await secure.close();
  });
});
