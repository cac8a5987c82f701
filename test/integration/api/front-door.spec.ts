import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { startApi, type TestApi } from '../../support/app.js';

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

const call = (path: string, init: RequestInit = {}) => fetch(`${api!.url}${path}`, init);

describe('the front door', () => {
  it('says truly whether it is ready', async () => {
    const reply = await call('/api/health/ready');
    expect(reply.status).toBe(200);
    expect(await reply.json()).toMatchObject({
      ok: true,
      checks: { database: { ok: true }, migrations: { ok: true }, redis: { ok: true }, grading: { ok: true } },
    });
  });

  it.each([
    ['an unknown address', '/api/nothing', {}, 404, 'NOT_FOUND'],
    ['no session', '/api/me', {}, 401, 'NOT_SIGNED_IN'],
    ['a forged session', '/api/me', { headers: { authorization: `Bearer ${'x'.repeat(43)}` } }, 401, 'SESSION_ENDED'],
    [
      'a forged attempt token',
      '/api/attempts/1-0199c0de-0000-7000-8000-000000000000/result',
      { headers: { 'x-attempt-token': 'a1~1~x' } },
      401,
      'NOT_SIGNED_IN',
    ],
    [
      'a page of another site',
      '/api/sessions',
      { method: 'POST', headers: { origin: 'https://evil.example', 'content-type': 'application/json' }, body: '{}' },
      403,
      'NOT_ALLOWED',
    ],
    [
      'ten megabytes',
      '/api/sessions',
      { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify('x'.repeat(10_000_000)) },
      413,
      'BODY_TOO_LARGE',
    ],
    [
      'broken JSON',
      '/api/sessions',
      { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"a":' },
      400,
      'INVALID_INPUT',
    ],
    [
      'deep JSON',
      '/api/sessions',
      {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '['.repeat(20_000) + ']'.repeat(20_000),
      },
      400,
      'INVALID_INPUT',
    ],
    [
      'a prototype in the body',
      '/api/sessions',
      {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"phone":"0912345678","password":"12345678","__proto__":{"role":"administrator"}}',
      },
      400,
      'INVALID_INPUT',
    ],
    [
      'a form instead of JSON',
      '/api/sessions',
      { method: 'POST', headers: { 'content-type': 'text/plain' }, body: 'phone=1' },
      400,
      'UNSUPPORTED_MEDIA',
    ],
  ])('refuses %s with a stable code and a Vietnamese sentence', async (_title, path, init, status, code) => {
    const reply = await call(path, init as RequestInit);
    expect(reply.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    const problem = (await reply.json()) as { code: string; title: string; requestId: string };
    expect({ status: reply.status, code: problem.code }).toEqual({ status, code });
    expect(problem.title).toMatch(/[ăâđêôơưàáảãạèéẻẽẹìíỉĩịòóỏõọùúủũụỳýỷỹỵ]/i);
    expect(problem.requestId).toMatch(/^[0-9A-F]{8}$/);
  });

  it('sends the headers that keep a browser safe, also with refusals', async () => {
    for (const path of ['/api/health/live', '/api/nothing', '/api/me']) {
      const { headers } = await call(path);
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
      expect(headers.get('content-security-policy')).not.toContain('unsafe-inline');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('same-origin');
      expect(headers.get('x-powered-by')).toBeNull();
    }
  });
});
