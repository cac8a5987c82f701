import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Citizens } from '../api-identity/citizens.js';
import { BankHouse, itemBody } from './bank.js';

let citizens: Citizens;
let house: BankHouse;

beforeAll(async () => {
  citizens = await Citizens.open();
});
afterAll(() => citizens.close());
beforeEach(async () => {
  house = await BankHouse.open(citizens);
});

const read = async (code: string, token = house.author) => (await house.call('GET', `/items/${code}`, token)).body;
const list = async (query = '') => (await house.call('GET', `/items${query}`, house.author)).body;
const codesOf = ({ items }: { items: { code: string }[] }) => items.map(({ code }) => code);

describe('a bank', () => {
  it('is seen by those who write, check or run a contest that uses it, with what each may do', async () => {
    const seen = async (token: string) => (await citizens.call('GET', '/banks', { token })).body.banks;
    const counts = { draft: 0, review: 0, published: 8, retired: 0 };
    const bank = { code: house.bankCode, title: 'Ngân hàng thử', counts, waiting: 0, subBanks: [], practice: false };
    expect(await seen(house.author)).toEqual([
      {
        ...bank,
        topics: [{ code: 'mot-cua', title: 'Một cửa' }],
        ...{ canWrite: true, canReview: false, canRun: false },
      },
    ]);
    expect(await seen(house.reviewer)).toMatchObject([{ canWrite: false, canReview: true, canRun: false }]);
    expect(await seen(house.organizer)).toMatchObject([{ canWrite: true, canReview: true, canRun: true }]);
  });

  it('is out of reach from another contest, and of everybody else', async () => {
    const other = await BankHouse.open(citizens);
    for (const path of ['/items', '/documents', `/items/${house.bankCode}-0`]) {
      expect(await house.call('GET', path, other.organizer)).toMatchObject({
        status: 403,
        body: { code: 'NOT_ALLOWED' },
      });
      expect((await house.call('GET', path, await citizens.signUp())).status).toBe(403);
      expect((await house.call('GET', path, await citizens.signUpAs({ role: 'support' }))).status).toBe(403);
    }
    const reworded = itemBody({ expected: 1 });
    expect((await house.call('PUT', `/items/${house.bankCode}-0`, house.reviewer, reworded)).status).toBe(403);
    expect((await house.call('POST', '/items', house.reviewer, itemBody())).status).toBe(403);
    expect(await citizens.call('GET', '/banks/khong-co/items', { token: house.author })).toMatchObject({ status: 403 });
    const everywhere = await citizens.signUpAs({ role: 'author' });
    expect(await citizens.call('GET', '/banks/khong-co/items', { token: everywhere })).toMatchObject({
      status: 404,
      body: { code: 'BANK_NOT_FOUND' },
    });
    expect((await house.call('GET', '/items', everywhere)).status).toBe(200);
  });

  it('shows a key to nobody whose role waits for the second factor', async () => {
    const token = await citizens.signUpAs({ role: 'author', contestId: house.contest.contestId });
    await citizens.owner.query(
      `UPDATE session SET second_factor_at = NULL WHERE token_hash = sha256(convert_to($1, 'UTF8'))`,
      [token],
    );
    const reply = await house.call('GET', `/items/${house.bankCode}-0`, token);
    expect(reply).toMatchObject({ status: 403, body: { code: 'SECOND_FACTOR_NEEDED' } });
  });
});

describe('the list of a bank', () => {
  it('is searched without accents, and narrowed by topic, level, status, document and end of validity', async () => {
    const soon = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10);
    const first = await house.write({ topic: 'the-che', level: 3, validTo: soon, document: '63/2024/NĐ-CP' });
    const second = await house.write({ stem: 'Ai ký Quyết định công bố thủ tục hành chính?', validTo: '2025-12-31' });
    expect([first, second]).toEqual(['the-che-01', 'mot-cua-01']);
    expect(await list()).toMatchObject({ total: 10, next: null });
    expect(codesOf(await list('?q=quyet+dinh+cong+bo'))).toEqual([second]);
    expect(codesOf(await list('?q=ND-CP'))).toEqual([second, first]);
    expect(codesOf(await list('?topic=the-che'))).toEqual([first]);
    expect(codesOf(await list('?level=3'))).toEqual([first]);
    expect(codesOf(await list('?status=draft&review=draft'))).toEqual([second, first]);
    expect(codesOf(await list('?expiring=over'))).toEqual([second]);
    expect(codesOf(await list('?expiring=soon'))).toEqual([first]);
    expect(codesOf(await list(`?document=${encodeURIComponent('63/2024/NĐ-CP')}`))).toEqual([first]);
    expect(await list('?q=khong+co+chu+nay')).toEqual({ total: 0, items: [], next: null });
  });

  it('is turned over page by page in the order that is wished for', async () => {
    const pages = [await list('?limit=5&sort=code&descending=true')];
    pages.push(await list(`?limit=5&sort=code&descending=true&after=${pages[0].next}`));
    expect(pages.flatMap(codesOf)).toEqual([7, 6, 5, 4, 3, 2, 1, 0].map((i) => `${house.bankCode}-${i}`));
    expect(pages[1].next).toBeNull();
    const fresh = await house.write({ level: 3 });
    expect(codesOf(await list('?limit=1&sort=level&descending=true'))).toEqual([fresh]);
    expect(codesOf(await list('?limit=1&sort=changedAt&descending=true'))).toEqual([fresh]);
  });

  it.each(['?level=4', '?status=secret', '?sort=key', '?limit=101', '?after=-1', '?unknown=1'])(
    'refuses %s',
    async (query) => {
      const reply = await house.call('GET', `/items${query}`, house.author);
      expect(reply).toMatchObject({ status: 400, body: { code: 'INVALID_INPUT' } });
    },
  );

  it('tells the documents that items cite, how many rest on each and which ends when', async () => {
    await house.write({ validTo: '2025-12-31' });
    await house.write({ date: '2025-06-10' });
    expect((await house.call('GET', '/documents', house.author)).body).toEqual({
      documents: [
        {
          ...{ document: '118/2025/NĐ-CP', dates: ['2025-06-09', '2025-06-10'], items: 2, published: 0 },
          ...{ firstEnd: '2025-12-31', over: 1 },
        },
      ],
    });
  });
});

describe('an item', () => {
  it('is written with its key and explanation, and read with them', async () => {
    const code = await house.write();
    const { expected: _, topic, subBank, ...text } = itemBody();
    expect(await read(code)).toEqual({
      ...{ code, topic, topicTitle: 'Một cửa', subBank, status: 'draft' },
      versions: [
        {
          ...{
            version: 1,
            ...text,
            keyRule: 'normal',
            keyReason: null,
            createdAt: expect.any(String),
            review: 'draft',
          },
          ...{ writtenByName: 'H’Hen Niê', isOwn: true, decidedByName: null, decidedAt: null },
        },
      ],
      notes: [],
      uses: [],
    });
    expect((await read(code, house.reviewer)).versions[0].isOwn).toBe(false);
    expect(await house.call('GET', '/items/khong-co', house.author)).toMatchObject({
      status: 404,
      body: { code: 'ITEM_NOT_FOUND' },
    });
  });

  it('is kept as a draft with its faults, which are told', async () => {
    const body = itemBody({ document: null, kind: 'multiple' });
    const reply = await house.call('POST', '/items', house.author, body);
    expect(reply.status).toBe(201);
    expect(reply.body.faults.map(({ code, severity }: { code: string; severity: string }) => [code, severity])).toEqual(
      [
        ['KEY_COUNT', 'error'],
        ['SOURCE_MISSING', 'error'],
      ],
    );
  });

  it('gets a new version with each change, and none where nothing changed', async () => {
    const code = await house.write();
    const put = (changes: object) => house.call('PUT', `/items/${code}`, house.author, itemBody(changes));
    expect((await put({ expected: 1 })).body.version).toBe(1);
    const options = itemBody().options.map((option, place) => ({ ...option, right: place === 1 }));
    expect((await put({ expected: 1, options })).body.version).toBe(2);
    const { versions } = await read(code);
    expect(versions.map((v: { options: { right: boolean }[] }) => v.options.map(({ right }) => right))).toEqual([
      [false, true, false, false],
      [true, false, false, false],
    ]);
  });

  it('is stored with accents composed and without blanks at the ends', async () => {
    const code = await house.write({ stem: '  Cơ quan nào?\r\n '.normalize('NFD') });
    expect((await read(code)).versions[0].stem).toBe('Cơ quan nào?'.normalize('NFC'));
  });

  it('written by two at once is kept for the first; the second is told by whom', async () => {
    const code = await house.write();
    const body = itemBody({ expected: 1 });
    const [a, b] = await Promise.all([
      house.call('PUT', `/items/${code}`, house.author, { ...body, stem: 'Bản của người soạn?' }),
      house.call('PUT', `/items/${code}`, house.organizer, { ...body, stem: 'Bản của ban tổ chức?' }),
    ]);
    expect([a.status, b.status].sort()).toEqual([200, 409]);
    const refused = a.status === 409 ? a : b;
    expect(refused.body).toMatchObject({
      code: 'ITEM_CHANGED',
      details: { code, version: 2, changedByName: 'H’Hen Niê', changedAt: expect.any(String) },
    });
    expect((await read(code)).versions).toHaveLength(2);
  });

  it('of a published round keeps its place, and the round its version', async () => {
    const code = `${house.bankCode}-0`;
    const put = (changes: object) =>
      house.call('PUT', `/items/${code}`, house.author, itemBody({ expected: 1, ...changes }));
    expect(await put({ topic: 'the-che' })).toMatchObject({ status: 409, body: { code: 'ITEM_USED' } });
    expect(await put({ subBank: 'tuan-1' })).toMatchObject({ status: 409, body: { code: 'ITEM_USED' } });
    const [before] = await citizens.owner.query(`SELECT pool FROM round_revision WHERE contest_id = $1`, [
      house.contest.contestId,
    ]);
    expect((await put({})).body.version).toBe(2);
    const [after] = await citizens.owner.query(`SELECT pool FROM round_revision WHERE contest_id = $1`, [
      house.contest.contestId,
    ]);
    expect(after).toEqual(before);
    const item = await read(code);
    expect([item.status, item.versions[0].review, item.versions[1].review]).toEqual(['published', 'draft', null]);
    expect(item.uses).toMatchObject([{ contestSlug: house.contest.slug, roundTitle: 'Tuần 1', version: 1 }]);
  });

  it.each([
    ['no right option', { options: ['a', 'b'].map((text) => ({ text, right: false })) }],
    ['one option', { options: [{ text: 'a', right: true }] }],
    ['seven options', { options: Array.from({ length: 7 }, (_, i) => ({ text: `${i}`, right: i === 0 })) }],
    ['a level that is none', { level: 4 }],
    ['a day that is none', { validTo: '2026-02-30' }],
    ['a sign that nobody sees', { stem: 'Cơ\u200bquan nào?' }],
    ['a topic that is no code', { topic: 'Một cửa' }],
    ['a field of its own', { status: 'published' }],
    ['a picture without words', { pictures: [{ sha256: 'a'.repeat(64), alt: ' ' }] }],
  ])('is refused with %s', async (_what, changes) => {
    const reply = await house.call('POST', '/items', house.author, itemBody(changes));
    expect(reply).toMatchObject({ status: 400, body: { code: 'INVALID_INPUT' } });
  });

  it('is refused with a picture that was not uploaded', async () => {
    const body = itemBody({ pictures: [{ sha256: 'a'.repeat(64), alt: 'Sơ đồ' }] });
    expect(await house.call('POST', '/items', house.author, body)).toMatchObject({
      status: 400,
      body: { code: 'MEDIA_NOT_FOUND' },
    });
    expect((await list()).total).toBe(8);
  });

  it('leaves a line in the audit trail with each version, without its words', async () => {
    const code = await house.write();
    const rows = await citizens.owner.query(`SELECT action, after FROM audit WHERE subject = $1`, [
      `bank/${house.bankCode}/${code}`,
    ]);
    expect(rows).toEqual([{ action: 'item.written', after: { version: 1 } }]);
  });
});

describe('a version that nobody has approved', () => {
  it('is in no pool, as a new item or beside an approved one', async () => {
    await house.write();
    await house.call('PUT', `/items/${house.bankCode}-0`, house.author, itemBody({ expected: 1 }));
    const { BankService } = await import('#bank');
    const [bank] = await citizens.owner.query(`SELECT id FROM bank WHERE code = $1`, [house.bankCode]);
    const pool = await new BankService().publishedPool(citizens.owner.manager, bank.id);
    expect(pool).toEqual([...house.contest.keys.keys()]);
  });
});
