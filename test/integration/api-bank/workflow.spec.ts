import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { BankService } from '#bank';
import { Citizens, type Reply } from '../api-identity/citizens.js';
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

const act = (name: string, code: string | string[], token: string, more: object = {}, version = 1): Promise<Reply> =>
  house.call('POST', '/item-acts', token, {
    ...{ act: name, items: [code].flat().map((one) => ({ code: one, version })), words: null },
    ...more,
  });
const read = async (code: string) => (await house.call('GET', `/items/${code}`, house.author)).body;
const standing = async (code: string): Promise<[string, string | null]> => {
  const { status, versions } = await read(code);
  return [status, versions[0].review];
};
const isInPool = async (code: string, version: number): Promise<boolean> => {
  const [row] = await citizens.owner.query(
    `SELECT v.id, i.bank_id FROM item_version v JOIN item i ON i.id = v.item_id JOIN bank b ON b.id = i.bank_id
      WHERE i.code = $1 AND v.version = $2 AND b.code = $3`,
    [code, version, house.bankCode],
  );
  return (await new BankService().publishedPool(citizens.owner.manager, row.bank_id)).includes(row.id);
};

describe('an item', () => {
  it('goes from its author to another person, who approves it: then rounds may draw it', async () => {
    const code = await house.write();
    expect(await standing(code)).toEqual(['draft', 'draft']);
    expect(await act('send', code, house.author)).toMatchObject({ status: 200, body: { done: 1 } });
    expect(await standing(code)).toEqual(['review', 'sent']);
    expect(await isInPool(code, 1)).toBe(false);
    expect((await act('approve', code, house.reviewer)).status).toBe(200);
    expect(await standing(code)).toEqual(['published', 'approved']);
    expect(await isInPool(code, 1)).toBe(true);
    const { versions, notes } = await read(code);
    expect(versions[0]).toMatchObject({ decidedByName: 'H’Hen Niê', decidedAt: expect.any(String) });
    expect(notes.map((note: { act: string }) => note.act)).toEqual(['sent', 'approved']);
  });

  it('is approved or returned by nobody who wrote the version, whatever else they may do', async () => {
    const { body } = await house.call('POST', '/items', house.organizer, itemBody());
    await act('send', body.code, house.organizer);
    for (const name of ['approve', 'return']) {
      expect(await act(name, body.code, house.organizer, { words: 'Đạt' })).toMatchObject({
        status: 403,
        body: { code: 'OWN_ITEM', details: { codes: body.code } },
      });
    }
    expect(await standing(body.code)).toEqual(['review', 'sent']);
    expect((await act('approve', body.code, house.reviewer)).status).toBe(200);
  });

  it('is refused by the table itself where a program would let its author decide', async () => {
    const code = await house.write();
    const deciding = citizens.owner.query(
      `UPDATE item_review SET state = 'approved', decided_by = written_by, decided_at = contest_clock()
        WHERE item_version_id = (SELECT v.id FROM item_version v JOIN item i ON i.id = v.item_id JOIN bank b ON b.id = i.bank_id
                                  WHERE i.code = $1 AND b.code = $2)`,
      [code, house.bankCode],
    );
    await expect(deciding).rejects.toThrow('item_review_other_eyes_check');
  });

  it('comes back to its author with words, and goes on in a new version', async () => {
    const code = await house.write();
    await act('send', code, house.author);
    expect(await act('return', code, house.reviewer)).toMatchObject({ status: 400, body: { code: 'INVALID_INPUT' } });
    expect((await act('return', code, house.reviewer, { words: 'Thiếu khoản của Điều 6.' })).status).toBe(200);
    expect(await standing(code)).toEqual(['draft', 'returned']);
    expect((await read(code)).notes.at(-1)).toMatchObject({
      act: 'returned',
      words: 'Thiếu khoản của Điều 6.',
      version: 1,
    });
    const body = itemBody({ expected: 1, article: 'Khoản 1 Điều 6' });
    await house.call('PUT', `/items/${code}`, house.author, body);
    expect(await standing(code)).toEqual(['draft', 'draft']);
    expect((await act('send', code, house.author, {}, 2)).status).toBe(200);
  });

  it('that is reworded while it waits has to be sent anew, and an older sight of it decides nothing', async () => {
    const code = await house.write();
    await act('send', code, house.author);
    await house.call('PUT', `/items/${code}`, house.author, itemBody({ expected: 1, level: 3 }));
    expect(await standing(code)).toEqual(['draft', 'draft']);
    expect(await act('approve', code, house.reviewer)).toMatchObject({ status: 409, body: { code: 'ITEM_CHANGED' } });
    expect(await act('approve', code, house.reviewer, {}, 2)).toMatchObject({
      status: 409,
      body: { code: 'ITEM_NOT_READY' },
    });
  });

  it('that is published stays so while a change of it waits, and rounds draw the approved version', async () => {
    const code = `${house.bankCode}-1`;
    await house.call('PUT', `/items/${code}`, house.author, itemBody({ expected: 1 }));
    await act('send', code, house.author, {}, 2);
    expect(await standing(code)).toEqual(['published', 'sent']);
    expect([await isInPool(code, 1), await isInPool(code, 2)]).toEqual([true, false]);
    await act('return', code, house.reviewer, { words: 'Chưa đúng.' }, 2);
    expect(await standing(code)).toEqual(['published', 'returned']);
    await act('send', code, house.author, {}, 2);
    await act('approve', code, house.reviewer, {}, 2);
    expect([await isInPool(code, 1), await isInPool(code, 2)]).toEqual([false, true]);
  });

  it('with errors goes to nobody, and is told why', async () => {
    const code = await house.write({ document: null });
    expect(await act('send', code, house.author)).toMatchObject({
      status: 400,
      body: {
        code: 'ITEM_FAULTY',
        title: `Câu ${code} còn lỗi: Câu hỏi chưa ghi văn bản làm căn cứ.`,
      },
    });
  });

  it('is retired and restored; one that was never approved comes back as no published item', async () => {
    const code = await house.write();
    await act('send', code, house.author);
    await act('approve', code, house.reviewer);
    expect((await act('retire', code, house.reviewer, { words: 'Nghị định đã thay' })).status).toBe(200);
    expect(await standing(code)).toEqual(['retired', 'approved']);
    expect(await isInPool(code, 1)).toBe(false);
    expect((await act('restore', code, house.reviewer)).status).toBe(200);
    expect(await isInPool(code, 1)).toBe(true);

    const draft = await house.write();
    await act('send', draft, house.author);
    await act('retire', draft, house.reviewer);
    expect(await standing(draft)).toEqual(['retired', 'draft']);
    expect(await act('restore', draft, house.reviewer)).toMatchObject({
      status: 409,
      body: { code: 'ITEM_NOT_READY' },
    });
  });

  it('that came as a draft with an errand goes the same way, and is published by no detour', async () => {
    const [code, other] = [`${house.bankCode}-3`, `${house.bankCode}-4`];
    await citizens.owner.query(
      `WITH drafts AS (
         UPDATE item SET status = 'draft' WHERE code = ANY ($1) RETURNING id
       )
       UPDATE item_version SET source_document = '63/2010/NĐ-CP' WHERE item_id IN (SELECT id FROM drafts)`,
      [[code, other]],
    );
    await act('retire', other, house.reviewer);
    expect((await act('restore', other, house.reviewer)).body.code).toBe('ITEM_NOT_READY');
    expect((await act('send', code, house.organizer)).status).toBe(200);
    expect(await act('approve', code, house.organizer)).toMatchObject({ body: { code: 'OWN_ITEM' } });
    expect((await act('approve', code, house.reviewer)).status).toBe(200);
    expect(await isInPool(code, 1)).toBe(true);
  });

  it('is spoken of by all who see it', async () => {
    const code = await house.write();
    expect((await act('comment', code, house.reviewer, { words: 'Nên hỏi tình huống.' })).status).toBe(200);
    expect((await read(code)).notes).toMatchObject([
      { act: 'comment', words: 'Nên hỏi tình huống.', byName: 'H’Hen Niê', version: 1 },
    ]);
    expect((await act('comment', code, house.reviewer)).status).toBe(400);
  });

  it('is acted upon by nobody without the role for it', async () => {
    const code = await house.write();
    expect((await act('send', code, house.reviewer)).status).toBe(403);
    await act('send', code, house.author);
    for (const name of ['approve', 'retire', 'restore']) {
      expect(await act(name, code, house.author)).toMatchObject({ status: 403, body: { code: 'NOT_ALLOWED' } });
    }
    const other = await BankHouse.open(citizens);
    expect((await act('approve', code, other.reviewer)).status).toBe(403);
    expect(await standing(code)).toEqual(['review', 'sent']);
  });
});

describe('many items', () => {
  it('are acted upon together, or none of them', async () => {
    const codes = [await house.write(), await house.write()];
    const faulty = await house.write({ document: null });
    expect((await act('send', [...codes, faulty], house.author)).status).toBe(400);
    expect(await act('send', [...codes, 'khong-co'], house.author)).toMatchObject({
      status: 404,
      body: { code: 'ITEM_NOT_FOUND' },
    });
    expect(await standing(codes[0]!)).toEqual(['draft', 'draft']);
    expect((await act('send', codes, house.author)).body).toEqual({ done: 2 });
    const own = (await house.call('POST', '/items', house.organizer, itemBody())).body.code;
    await act('send', own, house.organizer);
    expect(await act('approve', [...codes, own], house.organizer)).toMatchObject({
      status: 403,
      body: { code: 'OWN_ITEM' },
    });
    expect((await act('approve', codes, house.organizer)).body).toEqual({ done: 2 });
    const lines = await citizens.owner.query(`SELECT action, after FROM audit WHERE subject = $1 ORDER BY id`, [
      `bank/${house.bankCode}`,
    ]);
    expect(lines.map(({ action }: { action: string }) => action)).toEqual(['item.sent', 'item.sent', 'item.approved']);
    expect(lines[2].after).toEqual({ items: codes.map((code) => ({ code, version: 1 })) });
  });

  it('approved by two at once are approved once', async () => {
    const code = await house.write();
    await act('send', code, house.author);
    const replies = await Promise.all([act('approve', code, house.reviewer), act('approve', code, house.organizer)]);
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 409]);
  });
});

describe('a document that holds no longer', () => {
  const retire = (dryRun: boolean, token = house.reviewer) =>
    house.call('POST', '/retirements', token, { document: '118/2025/NĐ-CP', words: 'Đã thay', dryRun });

  it('takes its items out of use, after a look at which they are and which rounds go on drawing them', async () => {
    const used = `${house.bankCode}-2`;
    await house.call('PUT', `/items/${used}`, house.author, itemBody({ expected: 1 }));
    const [draft, other] = [await house.write(), await house.write({ document: '63/2010/NĐ-CP' })];
    const answer = {
      items: [
        { code: used, status: 'published', stem: itemBody().stem },
        { code: draft, status: 'draft', stem: itemBody().stem },
      ].sort((a, b) => (a.code < b.code ? -1 : 1)),
      rounds: [
        {
          ...{ contestSlug: house.contest.slug, contestTitle: 'Cuộc thi thử', round: 1, roundTitle: 'Tuần 1' },
          ...{ closesAt: expect.any(String), items: [used] },
        },
      ],
    };
    expect(await retire(true)).toMatchObject({ status: 200, body: answer });
    expect((await standing(draft))[0]).toBe('draft');
    expect((await retire(false)).body).toEqual(answer);
    for (const code of [used, draft]) expect((await standing(code))[0]).toBe('retired');
    expect((await standing(other))[0]).toBe('draft');
    expect((await retire(false)).body.items).toEqual([]);
  });

  it('is declared so by those who review', async () => {
    expect((await retire(true, house.author)).status).toBe(403);
  });
});
