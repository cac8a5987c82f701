import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Citizens, type Reply } from '../api-identity/citizens.js';
import { BankHouse, itemBody } from './bank.js';

const PDF = Buffer.from('%PDF-1.7\nQuyết định');

let citizens: Citizens;
let house: BankHouse;
let codes: string[];

beforeAll(async () => {
  citizens = await Citizens.open();
});
afterAll(() => citizens.close());
beforeEach(async () => {
  house = await BankHouse.open(citizens);
  codes = [await house.write(), await house.write()];
});

const paper = (changes: object = {}) => ({
  ...{ decisionNumber: '15/QĐ-BTC', decidedOn: '2026-11-20', names: 'Lò Văn Ín\nGiàng A Páo' },
  items: codes.map((code) => ({ code, version: 1 })),
  ...changes,
});
const enter = (token: string, changes: object = {}): Promise<Reply> =>
  house.call('POST', '/batches', token, paper(changes));
async function scan(id: number, token: string, bytes = PDF, type = 'application/pdf'): Promise<number> {
  const answer = await fetch(`${citizens.api.url}/api/banks/${house.bankCode}/batches/${id}/scan`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${token}`, 'content-type': type },
    body: new Uint8Array(bytes),
  });
  await answer.text();
  return answer.status;
}
const confirm = (id: number, token: string): Promise<Reply> =>
  house.call('POST', `/batches/${id}/confirmation`, token, {});
const statuses = async (): Promise<string[]> =>
  Promise.all(codes.map(async (code) => (await house.call('GET', `/items/${code}`, house.author)).body.status));

describe('a decision on paper', () => {
  it('publishes its questions as one, once another account has confirmed it', async () => {
    const { status, body } = await enter(house.organizer);
    expect(status).toBe(201);
    expect(await confirm(body.id, house.reviewer)).toMatchObject({ status: 409, body: { code: 'BATCH_CLOSED' } });
    expect(await scan(body.id, house.organizer)).toBe(204);
    expect(await confirm(body.id, house.organizer)).toMatchObject({ status: 403, body: { code: 'OWN_BATCH' } });
    expect(await statuses()).toEqual(['draft', 'draft']);
    expect(await confirm(body.id, house.reviewer)).toMatchObject({ status: 200, body: { published: 2 } });
    expect(await statuses()).toEqual(['published', 'published']);
    expect(await confirm(body.id, house.reviewer)).toMatchObject({ status: 409, body: { code: 'BATCH_CLOSED' } });
    expect(await scan(body.id, house.organizer)).toBe(409);
    const { versions, notes } = (await house.call('GET', `/items/${codes[0]}`, house.author)).body;
    expect([versions[0].review, notes.at(-1)]).toMatchObject(['approved', { act: 'approved', words: '15/QĐ-BTC' }]);
    expect((await house.call('GET', '/batches', house.reviewer)).body.batches).toEqual([
      {
        ...paper(),
        id: body.id,
        scanMime: 'application/pdf',
        ...{ madeByName: 'H’Hen Niê', madeAt: expect.any(String), isOwn: false },
        ...{ confirmedByName: 'H’Hen Niê', confirmedAt: expect.any(String) },
      },
    ]);
  });

  it('is confirmed by nobody who wrote one of its questions', async () => {
    const own = (await house.call('POST', '/items', house.organizer, itemBody())).body.code;
    const { body } = await enter(house.reviewer, { items: [...paper().items, { code: own, version: 1 }] });
    await scan(body.id, house.reviewer);
    expect(await confirm(body.id, house.organizer)).toMatchObject({ status: 403, body: { code: 'OWN_ITEM' } });
    expect(await statuses()).toEqual(['draft', 'draft']);
  });

  it('approves the versions that it names and no others', async () => {
    const { body } = await enter(house.organizer);
    await scan(body.id, house.organizer);
    await house.call('PUT', `/items/${codes[1]}`, house.author, itemBody({ expected: 1, level: 3 }));
    expect(await confirm(body.id, house.reviewer)).toMatchObject({ status: 409, body: { code: 'ITEM_CHANGED' } });
    expect(await statuses()).toEqual(['draft', 'draft']);
    expect(await enter(house.organizer, { items: [{ code: codes[0], version: 7 }] })).toMatchObject({
      status: 404,
      body: { code: 'ITEM_NOT_FOUND' },
    });
    expect((await house.call('GET', '/batches', house.reviewer)).body.batches).toHaveLength(1);
  });

  it('publishes none when one of its questions has errors', async () => {
    const faulty = await house.write({ document: null });
    const { body } = await enter(house.organizer, { items: [...paper().items, { code: faulty, version: 1 }] });
    await scan(body.id, house.organizer);
    expect(await confirm(body.id, house.reviewer)).toMatchObject({ status: 400, body: { code: 'ITEM_FAULTY' } });
    expect(await statuses()).toEqual(['draft', 'draft']);
  });

  it('is refused by the table itself where a program would let one account do both', async () => {
    const { body } = await enter(house.organizer);
    await scan(body.id, house.organizer);
    await expect(
      citizens.owner.query(
        `UPDATE item_batch SET confirmed_by = made_by, confirmed_at = contest_clock() WHERE id = $1`,
        [body.id],
      ),
    ).rejects.toThrow('item_batch_other_eyes_check');
  });

  it('has a scan that is a paper, given back as a file', async () => {
    const { body } = await enter(house.organizer);
    expect(await scan(body.id, house.organizer, Buffer.from('<html>'), 'application/pdf')).toBe(400);
    expect(await scan(body.id, house.organizer, PDF, 'image/png')).toBe(204);
    const answer = await fetch(`${citizens.api.url}/api/banks/${house.bankCode}/batches/${body.id}/scan`, {
      headers: { authorization: `Bearer ${house.reviewer}` },
    });
    expect(answer.headers.get('content-type')).toBe('application/pdf');
    expect(answer.headers.get('content-disposition')).toContain('attachment');
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(PDF);
    expect((await house.call('GET', '/batches/999999/scan', house.reviewer)).body.code).toBe('BATCH_NOT_FOUND');
    expect((await house.call('GET', '/batches/x/scan', house.reviewer)).body.code).toBe('BATCH_NOT_FOUND');
  });

  it('is for those who review this bank', async () => {
    const { body } = await enter(house.organizer);
    const other = await BankHouse.open(citizens);
    for (const token of [house.author, other.organizer, await citizens.signUp()]) {
      expect((await enter(token)).status).toBe(403);
      expect((await house.call('GET', '/batches', token)).status).toBe(403);
      expect(await scan(body.id, token)).toBe(403);
      expect((await confirm(body.id, token)).status).toBe(403);
    }
    const elsewhere = await other.call('POST', `/batches/${body.id}/confirmation`, other.reviewer, {});
    expect(elsewhere).toMatchObject({ status: 404, body: { code: 'BATCH_NOT_FOUND' } });
  });

  it.each([
    ['no number', { decisionNumber: ' ' }],
    ['no names', { names: '' }],
    ['a day that is none', { decidedOn: '2026-02-30' }],
    ['no questions', { items: [] }],
  ])('is refused with %s', async (_what, changes) => {
    expect(await enter(house.organizer, changes)).toMatchObject({ status: 400, body: { code: 'INVALID_INPUT' } });
  });
});
