import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { Citizens } from '../api-identity/citizens.js';
import { BankHouse, itemBody } from './bank.js';

// Questions in another language: written by one, signed by another, shown by the rounds that open after it.

const MP3 = Buffer.concat([Buffer.from('ID3'), Buffer.alloc(60, 7)]);
const SOUND = createHash('sha256').update(MP3).digest('hex');
const THAI = { stem: 'Khoam tham nưng', options: ['nưng', 'xong', 'xam', 'xi'], audio: SOUND };

let citizens: Citizens;
let house: BankHouse;
/** A question that the round of the contest asks. */
let code: string;
beforeAll(async () => {
  citizens = await Citizens.open();
});
afterAll(() => citizens.close());
beforeEach(async () => {
  house = await BankHouse.open(citizens);
  code = `${house.bankCode}-0`;
  const answer = await fetch(`${citizens.api.url}/api/banks/${house.bankCode}/media`, {
    method: 'POST',
    headers: { authorization: `Bearer ${house.author}`, 'content-type': 'audio/mpeg' },
    body: new Uint8Array(MP3),
  });
  expect(answer.status).toBe(201);
});

const at = (item = code, language = 'tai') => `/items/${item}/wordings/${language}`;
const read = async (item = code) => (await house.call('GET', at(item), house.author)).body;
const write = (changes: object = {}, token = house.author, path = at()) =>
  house.call('PUT', path, token, { version: 1, revision: 0, ...THAI, ...changes });
const sign = (changes: object = {}, token = house.reviewer) =>
  house.call('POST', `${at()}/decision`, token, {
    ...{ version: 1, revision: 1, decision: 'signed', knowsLanguage: true },
    ...changes,
  });
const giveBack = (changes: object = {}, token = house.reviewer) =>
  house.call('POST', `${at()}/decision`, token, {
    ...{ version: 1, revision: 1, decision: 'returned', words: 'Phương án C đọc nhầm.' },
    ...changes,
  });
const list = async (query: string) => (await house.call('GET', `/wordings?language=tai${query}`, house.author)).body;
const countsOf = async (language = 'tai') =>
  (await list('')).languages.find((one: { language: string }) => one.language === language).counts;

const wordingsIn = ({ questions }: { questions: { wordings: object[] }[] }) =>
  questions.flatMap(({ wordings }) => wordings);

/** The other languages that a new person finds in a paper, which asks every question of the bank. */
async function languagesShown(): Promise<object[]> {
  const token = await citizens.signUp();
  await citizens.join(house.contest, token);
  return wordingsIn((await citizens.start(house.contest, token)).body);
}

const opensIn = (interval: string) =>
  citizens.owner.query(`UPDATE round_revision SET opens_at = contest_clock() + $2::interval WHERE contest_id = $1`, [
    house.contest.contestId,
    interval,
  ]);

describe('a question in another language', () => {
  it('is written beside the Vietnamese, waits for a second person, and is signed', async () => {
    expect(await read()).toMatchObject({
      code,
      version: 1,
      state: 'missing',
      wording: null,
      options: ['một', 'hai', 'ba', 'bốn'],
    });
    expect(await write()).toMatchObject({ status: 200, body: { revision: 1 } });
    expect(await read()).toMatchObject({
      state: 'written',
      wording: { ...THAI, revision: 1, isOwn: true, signedAt: null },
    });
    expect((await sign()).status).toBe(204);
    expect(await read()).toMatchObject({ state: 'signed', wording: { signedByName: 'H’Hen Niê' } });
    const trail = await citizens.owner.query(
      `SELECT action, after FROM audit WHERE subject = $1 AND action LIKE 'item_wording%' ORDER BY id`,
      [`bank/${house.bankCode}/${code}`],
    );
    const after = { language: 'tai', version: 1, revision: 1 };
    expect(trail).toEqual([
      { action: 'item_wording.written', after },
      { action: 'item_wording.signed', after },
    ]);
  });

  it('is signed by nobody who wrote it, nor by who does not say to know the language', async () => {
    const body = { version: 1, revision: 0, ...THAI };
    await house.call('PUT', at(), house.organizer, body);
    expect((await sign({}, house.organizer)).body).toMatchObject({ code: 'OWN_ITEM' });
    expect((await sign({}, house.author)).status).toBe(403);
    expect((await sign({ knowsLanguage: false })).body).toMatchObject({ code: 'INVALID_INPUT' });
    expect((await read()).state).toBe('written');
  });

  it('is stored composed, with as many options as the question, and a sound that is kept', async () => {
    await write({ stem: THAI.stem.normalize('NFD'), options: ['ư', 'ơ', 'â', 'ê'].map((o) => o.normalize('NFD')) });
    expect((await read()).wording).toMatchObject({ stem: THAI.stem, options: ['ư', 'ơ', 'â', 'ê'] });
    const next = { revision: 1 };
    expect((await write({ ...next, options: ['nưng', 'xong'] })).body).toMatchObject({ code: 'INVALID_INPUT' });
    expect((await write({ ...next, audio: 'a'.repeat(64) })).body).toMatchObject({ code: 'MEDIA_NOT_FOUND' });
    expect((await write({ ...next, stem: ' ' })).body).toMatchObject({ code: 'INVALID_INPUT' });
    expect((await write(next, house.author, at(code, 'fr'))).body).toMatchObject({ code: 'WORDING_NOT_FOUND' });
    expect((await write(next, house.author, at('khong-co'))).body).toMatchObject({ code: 'ITEM_NOT_FOUND' });
    expect((await read()).wording.revision).toBe(1);
  });

  it('is not written over by who has not seen the newest', async () => {
    await write();
    expect((await write({ stem: 'Khác' })).body).toMatchObject({ code: 'ITEM_CHANGED' });
    expect((await sign({ revision: 2 })).body).toMatchObject({ code: 'ITEM_CHANGED' });
    expect((await sign({ version: 2 })).body).toMatchObject({ code: 'ITEM_CHANGED' });
    const results = await Promise.all([write({ revision: 1, stem: 'Một' }), write({ revision: 1, stem: 'Hai' })]);
    expect(results.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  it('comes back with words, and is mended as another revision', async () => {
    await write();
    expect((await giveBack({ words: ' ' })).status).toBe(400);
    expect((await giveBack()).status).toBe(204);
    expect(await read()).toMatchObject({ state: 'returned', wording: { returnWords: 'Phương án C đọc nhầm.' } });
    expect((await sign()).body).toMatchObject({ code: 'ITEM_NOT_READY' });
    expect((await write({ revision: 1, stem: 'Khoam tham mơ' })).body).toEqual({ revision: 2 });
    expect((await sign({ revision: 2 })).status).toBe(204);
    expect(await read()).toMatchObject({ state: 'signed', wording: { revision: 2, stem: 'Khoam tham mơ' } });
  });

  it('has to be looked at again when the question was reworded', async () => {
    await write();
    await sign();
    await house.call('PUT', `/items/${code}`, house.author, itemBody({ expected: 1 }));
    expect(await read()).toMatchObject({ version: 2, state: 'stale', wording: { version: 1, stem: THAI.stem } });
    expect((await sign({ version: 2, revision: 0 })).body).toMatchObject({ code: 'WORDING_NOT_FOUND' });
    expect((await write({ version: 2 })).status).toBe(200);
    expect((await read()).state).toBe('written');
  });

  it('is out of reach from another contest', async () => {
    const other = await BankHouse.open(citizens);
    expect((await house.call('GET', at(), other.author)).status).toBe(403);
    expect((await house.call('GET', '/wordings?language=tai', other.author)).status).toBe(403);
    expect((await write({}, other.author)).status).toBe(403);
    expect((await sign({}, other.reviewer)).status).toBe(403);
  });
});

describe('the list of a language', () => {
  it('counts what is missing, stale, waiting, returned and signed, and is narrowed to it', async () => {
    const second = `${house.bankCode}-1`;
    expect(await countsOf()).toEqual({ missing: 8, stale: 0, written: 0, returned: 0, signed: 0 });
    await write();
    await sign();
    await write({}, house.author, at(second));
    expect(await countsOf()).toEqual({ missing: 6, stale: 0, written: 1, returned: 0, signed: 1 });
    expect(await countsOf('km')).toMatchObject({ missing: 8, signed: 0 });
    expect(await list('&state=signed')).toMatchObject({ total: 1, items: [{ code, hasAudio: true, isOwn: true }] });
    expect((await list('&state=unsigned')).total).toBe(7);
    expect(await list('&q=khoam+tham&state=written')).toMatchObject({ total: 1, items: [{ code: second }] });
    await house.call('PUT', `/items/${code}`, house.author, itemBody({ expected: 1, topic: 'mot-cua' }));
    expect(await countsOf()).toMatchObject({ stale: 1, signed: 0 });
    expect(await list('&limit=3')).toMatchObject({ total: 8, next: 3 });
    expect((await list('&language=xx')).code).toBe('INVALID_INPUT');
  });
});

describe('a round', () => {
  // Five questions, of which a paper asks five: else the one with a wording would be in some papers only.
  beforeEach(() =>
    citizens.owner.query('UPDATE round_revision SET pool = pool[1:5] WHERE contest_id = $1', [house.contest.contestId]),
  );

  it('speaks a language that was signed before it opened, with its sound', async () => {
    const token = await citizens.signUp();
    await citizens.join(house.contest, token);
    // Long enough for a busy machine to sign in; a revision that was read keeps its hours, so the opening is waited for.
    await opensIn('12 seconds');
    // Somebody is too early, and what the front door reads then is not all that it will ever show.
    expect((await citizens.start(house.contest, token)).body.code).toBe('ROUND_NOT_OPEN');
    await write();
    expect((await sign()).status).toBe(204);
    let reply = await citizens.start(house.contest, token);
    while (reply.status !== 201) {
      await new Promise((resolve) => setTimeout(resolve, 200));
      reply = await citizens.start(house.contest, token);
    }
    expect(wordingsIn(reply.body)).toMatchObject([{ language: 'tai', stem: THAI.stem, audio: `/api/media/${SOUND}` }]);
  });

  it('says nothing of what nobody has signed, what was returned, and what was signed while it is open', async () => {
    await opensIn('1 hour');
    await write();
    await sign();
    await giveBack();
    await write({ revision: 1 });
    await opensIn('0');
    expect(await languagesShown()).toEqual([]);
    await sign({ revision: 2 });
    expect(await languagesShown()).toEqual([]);
  });
});
