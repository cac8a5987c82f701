import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ContestService } from '#contests';
import { startApi, type TestApi } from '../../support/app.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { connect } from '../../support/insert.js';
import { draftOf, invite, makeBank, makeTree } from './room.js';

let database: TestDatabase;
let api: TestApi;

beforeAll(async () => {
  database = await createTestDatabase();
  const owner = await connect(database.ownerUrl);
  const contests = new ContestService();
  await makeTree(owner);
  await owner.transaction(async (manager) => {
    const { bankId, pool } = await makeBank(manager, 'b', 8);
    const id = await contests.create(manager, draftOf('kiem-soat', bankId, pool));
    await contests.inviteUnits(manager, id, [invite('NA-S01'), invite('16681'), invite('17357')]);
    await contests.publish(manager, id);
  });
  await owner.destroy();
  api = await startApi(database);
}, 30_000);
afterAll(async () => {
  await api?.close();
  await database?.drop();
});

async function get(path: string) {
  const response = await fetch(`${api.url}/api/${path}`);
  return { status: response.status, text: await response.text() };
}

describe('contests over HTTP', () => {
  it('are open to everybody, and tell neither pool nor key nor question', async () => {
    const list = await get('contests');
    expect(list.status).toBe(200);
    expect(JSON.parse(list.text)).toMatchObject({ contests: [{ slug: 'kiem-soat', state: 'finished', rounds: 2 }] });
    const page = await get('contests/kiem-soat');
    expect(JSON.parse(page.text)).toMatchObject({
      slug: 'kiem-soat',
      opensAt: '2019-05-06T01:00:00.000Z',
      roundList: [{ number: 1, questions: 5, state: 'finished' }, { number: 2 }],
    });
    expect(list.text + page.text).not.toMatch(/pool|keyMask|key_mask|Câu hỏi thứ|giải thích/);
  });

  it('give their units to search in, accents or not', async () => {
    const page = await get(`contests/kiem-soat/units?search=${encodeURIComponent('thành VINH')}&limit=5`);
    expect(JSON.parse(page.text)).toMatchObject({
      units: [{ code: '16681', name: 'Phường Thành Vinh', parentName: 'Tỉnh Nghệ An' }],
      next: null,
      outside: { code: 'NGOAI', name: 'Ngoài danh sách mời' },
    });
    const decomposed = await get(
      `contests/kiem-soat/units?search=${encodeURIComponent('thành vinh'.normalize('NFD'))}`,
    );
    expect(JSON.parse(decomposed.text).units).toHaveLength(1);
  });

  it('preselect the unit that a link names by its code', async () => {
    const page = await get('contests/kiem-soat/units?code=17357');
    expect(JSON.parse(page.text).units.map(({ name }: { name: string }) => name)).toEqual(['Xã Anh Sơn']);
    expect(JSON.parse((await get('contests/kiem-soat/units?code=1735')).text).units).toEqual([]);
    expect((await get('contests/kiem-soat/units?code=%00')).status).toBe(400);
  });

  it.each([
    ['contests/khong-co', 404, 'CONTEST_NOT_FOUND'],
    ['contests/Khong%20Co', 404, 'CONTEST_NOT_FOUND'],
    ['contests/%00/units', 404, 'CONTEST_NOT_FOUND'],
    ['contests/kiem-soat/units?limit=0', 400, 'INVALID_INPUT'],
    ['contests/kiem-soat/units?limit=51', 400, 'INVALID_INPUT'],
    ['contests/kiem-soat/units?limit=1e1.5', 400, 'INVALID_INPUT'],
    ['contests/kiem-soat/units?after=-1', 400, 'INVALID_INPUT'],
    ['contests/kiem-soat/units?after=99999999999', 400, 'INVALID_INPUT'],
    ['contests/kiem-soat/units?parent=x', 400, 'INVALID_INPUT'],
    ['contests/kiem-soat/units?search=a&search=b', 400, 'INVALID_INPUT'],
    ['contests/kiem-soat/units?search[a]=b', 400, 'INVALID_INPUT'],
    ['contests/kiem-soat/units?sort=name', 400, 'INVALID_INPUT'],
    ['contests/kiem-soat/units?search=%00', 400, 'INVALID_INPUT'],
    ['contests/kiem-soat/units?search=%E2%80%8B', 400, 'INVALID_INPUT'],
    [`contests/kiem-soat/units?search=${'a'.repeat(101)}`, 400, 'INVALID_INPUT'],
  ])('refuse %s with %i %s', async (path, status, code) => {
    const answer = await get(path);
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.text)).toMatchObject({ code, status });
  });

  it('find nothing for the wildcards of a database', async () => {
    for (const search of ['%', '_', '\\', "'", '%25']) {
      const answer = await get(`contests/kiem-soat/units?search=${encodeURIComponent(search)}`);
      expect([search, answer.status, JSON.parse(answer.text).units]).toEqual([search, 200, []]);
    }
  });
});
