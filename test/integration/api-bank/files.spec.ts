import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { BANK_FORMATS, READ_BANK_FORMATS, readBankFile, type BankFormatName, type FileQuestion } from '#bank';
import { LIMITS } from '#domain';
import { Citizens } from '../api-identity/citizens.js';
import { BankHouse } from './bank.js';

let citizens: Citizens;
let house: BankHouse;

beforeAll(async () => {
  citizens = await Citizens.open();
});
afterAll(() => citizens.close());
beforeEach(async () => {
  house = await BankHouse.open(citizens);
});

const GOOD = (n: number) =>
  `c-${n};Cải cách thể chế;${(n % 3) + 1};Câu hỏi số ${n} về việc ${'abcdefghijklmnop'[n % 16]!.repeat(30 + n)}?;Bộ Nội vụ;Bộ Tư pháp;B;63/2010/NĐ-CP`;
const csv = (...rows: string[]) => Buffer.from(['Mã;Chủ đề;Mức độ;Câu hỏi;A;B;Đáp án;Văn bản', ...rows].join('\n'));

async function send(query: string, bytes: Buffer, token = house.author) {
  const url = `${citizens.api.url}/api/banks/${house.bankCode}/imports?${query}`;
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream' };
  const response = await fetch(url, { method: 'POST', headers, body: new Uint8Array(bytes) });
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  return { status: response.status, body: (await response.json()) as any };
}
const fetched = async (path: string, token: string) => {
  const response = await fetch(`${citizens.api.url}/api${path}`, { headers: { authorization: `Bearer ${token}` } });
  return { status: response.status, headers: response.headers, bytes: Buffer.from(await response.arrayBuffer()) };
};
const stored = async (): Promise<{ code: string; status: string; review: string; words: string }[]> =>
  citizens.owner.query(
    `SELECT i.code, i.status, r.state AS review, n.words
       FROM item i JOIN bank b ON b.id = i.bank_id JOIN item_version v ON v.item_id = i.id
       JOIN item_review r ON r.item_version_id = v.id JOIN item_note n ON n.item_id = i.id AND n.version = v.version
      WHERE b.code = $1 AND n.act = 'imported' ORDER BY i.code, v.version`,
    [house.bankCode],
  );
const trail = async (action: string) =>
  citizens.owner.query(`SELECT subject, after FROM audit WHERE action = $1 AND subject = $2 ORDER BY id`, [
    action,
    `bank/${house.bankCode}`,
  ]);

describe('questions out of a file', () => {
  it('are looked at first: what each would be, what is wrong where, and nothing is written', async () => {
    const bytes = csv(GOOD(1), 'c-2;;x;Hỏi gì đây?;Một;Hai;E;', 'c-1;Cải cách thể chế;1;Hỏi nữa?;Một;Hai;A;');
    const { status, body } = await send('format=csv&fileName=de.csv', bytes);
    expect(status).toBe(200);
    expect(body.written).toBeNull();
    expect(body.faults).toEqual([]);
    expect(body.rows.map(({ isGood }: { isGood: boolean }) => isGood)).toEqual([true, false, false]);
    expect(body.rows[0]).toMatchObject({
      question: { row: 2, code: 'c-1', options: [{ right: false }, { text: 'Bộ Tư pháp', right: true }] },
      topic: { code: 'the-che', title: 'Cải cách thể chế' },
      isKnown: false,
    });
    const errors = body.rows[1].faults.filter(({ severity }: { severity: string }) => severity === 'error');
    expect(errors.map(({ column, code }: { column: string; code: string }) => [column, code])).toEqual([
      ['Đáp án', 'KEY_UNREADABLE'],
      ['Mức độ', 'LEVEL_UNKNOWN'],
      ['Chủ đề', 'TOPIC_MISSING'],
      ['Mức độ', 'LEVEL_MISSING'],
      ['Đáp án', 'KEY_COUNT'],
    ]);
    expect(body.rows[2].faults).toContainEqual(expect.objectContaining({ code: 'CODE_TWICE' }));
    expect(await stored()).toEqual([]);
    expect(await trail('bank.imported')).toEqual([]);
  });

  it('are written all or none, or those without errors, as the person wishes; then they are drafts of that person', async () => {
    const bytes = csv(GOOD(1), 'c-2;Cải cách thể chế;1;Hỏi?;Một;Hai;;', GOOD(3));
    expect(await send('format=csv&fileName=de.csv&dryRun=false', bytes)).toMatchObject({
      status: 400,
      body: { code: 'IMPORT_FAULTY', details: { rows: 1, row: 3 } },
    });
    expect(await stored()).toEqual([]);
    const path = encodeURIComponent('C:\\Nguyễn Văn An\\đề 2026.csv');
    const done = await send(`format=csv&fileName=${path}&dryRun=false&only=good`, bytes);
    expect(done).toMatchObject({ status: 200, body: { written: { added: 2, reworded: 0, unchanged: 0, left: 1 } } });
    const row = { status: 'draft', review: 'draft', words: 'đề 2026.csv' };
    expect(await stored()).toEqual([{ ...row, code: 'c-1' }, { ...row, code: 'c-3' }]); // prettier-ignore
    expect(await trail('bank.imported')).toMatchObject([
      { after: { fileName: 'đề 2026.csv', format: 'csv', added: 2, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) } },
    ]);
    const again = await send('format=csv&fileName=de.csv&dryRun=false&only=good', bytes);
    expect(again.body.written).toEqual({ added: 0, reworded: 0, unchanged: 2, left: 1 });
    expect(await stored()).toHaveLength(2);
  });

  it('are mended as rows and written, under the next codes of their topic when they bring none', async () => {
    const { body } = await send(
      'format=csv&fileName=de.csv',
      csv(`;mot-cua;1;Hỏi nơi nộp hồ sơ?;Một;Hai;;`, `;mot-cua;1;Ai trả kết quả?;Một;Hai;A;`),
    );
    const rows = body.rows.map(({ question }: { question: { options: { right: boolean }[] } }) => question);
    rows[0].options[1].right = true;
    const mended = await send('format=rows&fileName=de.csv&dryRun=false', Buffer.from(JSON.stringify(rows)));
    expect(mended.body.written).toEqual({ added: 2, reworded: 0, unchanged: 0, left: 0 });
    expect((await stored()).map(({ code }) => code)).toEqual(['mot-cua-01', 'mot-cua-02']);
    for (const wrong of [
      '[',
      '[]',
      '[{"row":1}]',
      JSON.stringify([{ ...rows[0], stem: 'a\u0000b' }]),
      JSON.stringify([{ ...rows[0], extra: 1 }]),
    ]) {
      expect(await send('format=rows&fileName=x', Buffer.from(wrong))).toMatchObject({
        status: 400,
        body: { code: 'INVALID_INPUT' },
      });
    }
  });

  it('become the next version of an item that the bank has, which waits as any other; a retired one is left alone', async () => {
    await send('format=csv&fileName=1.csv&dryRun=false', csv(GOOD(1), GOOD(2)));
    await citizens.owner.query(
      `UPDATE item SET status = 'retired' WHERE code = 'c-2' AND bank_id = (SELECT id FROM bank WHERE code = $1)`,
      [house.bankCode],
    );
    const { body } = await send(
      'format=csv&fileName=2.csv&dryRun=false&only=good',
      csv(GOOD(1).replace('Bộ Nội vụ', 'Bộ Công an'), GOOD(2)),
    );
    expect(body.written).toEqual({ added: 0, reworded: 1, unchanged: 0, left: 1 });
    expect(body.rows[1].faults).toContainEqual(expect.objectContaining({ code: 'CODE_RETIRED', severity: 'error' }));
    const item = (await house.call('GET', '/items/c-1', house.author)).body;
    expect(item.versions.map(({ version, review }: { version: number; review: string }) => [version, review])).toEqual([[2, 'draft'], [1, 'draft']]); // prettier-ignore
    expect(item.notes).toContainEqual(expect.objectContaining({ act: 'imported', words: '2.csv', version: 2 }));
  });

  it('that are there already are told with the code and how alike', async () => {
    await send('format=csv&fileName=1.csv&dryRun=false', csv(GOOD(5)));
    const { body } = await send(
      'format=csv&fileName=2.csv',
      csv(GOOD(5).replace('c-5', 'c-9'), GOOD(5).replace('c-5', 'c-10')),
    );
    expect(body.rows[0].alike).toMatchObject([{ code: 'c-5', row: null, percent: 100 }]);
    expect(body.rows[1].alike).toMatchObject([{ code: 'c-5' }, { code: null, row: 2 }]);
  });

  it('are refused with words when the file is none, too large, or comes from somebody without the right', async () => {
    expect(await send('format=docx&fileName=a.docx', Buffer.from('x'))).toMatchObject({
      status: 400,
      body: { code: 'BANK_FILE_REFUSED', title: 'Đây không phải tệp Word (hoặc tệp bị hỏng).' },
    });
    expect((await send('format=gift&fileName=a', Buffer.alloc(LIMITS.importFileBytesMax + 1, 65))).status).toBe(413);
    expect((await send('format=csv&fileName=a', csv(GOOD(1)), house.reviewer)).status).toBe(403);
    expect((await send('format=qti3&fileName=a', csv(GOOD(1)))).status).toBe(400);
    const other = await BankHouse.open(citizens);
    expect((await send('format=csv&fileName=a', csv(GOOD(1)), other.author)).status).toBe(403);
    const elsewhere = {
      method: 'POST',
      headers: { authorization: `Bearer ${house.author}`, 'content-type': 'application/octet-stream' },
      body: 'x',
    };
    const refused = await fetch(`${citizens.api.url}/api/banks/${house.bankCode}/item-acts`, elsewhere);
    expect(await refused.json()).toMatchObject({ code: 'UNSUPPORTED_MEDIA' });
  });
});

/** A question of a file of fifty, no two of which are alike. */
const questionOf = (n: number): FileQuestion => ({
  ...{ row: n, label: null, code: null, topic: 'Cải cách thể chế', level: 1, subBank: null, kind: 'single' },
  stem: `Câu thứ ${n} hỏi về ${[...`${n * 7919}`].map((digit) => 'abcdefghij'[Number(digit)]!.repeat(9)).join(' ')}?`,
  options: [`Bộ Nội vụ ${n}`, `Bộ Tư pháp ${n}`].map((text, place) => ({ text, right: place === n % 2 })),
  ...{ explanation: 'Theo phân công.', document: '63/2010/NĐ-CP', date: '2010-06-08', article: 'khoản 1 Điều 3' },
  ...{ validFrom: null, validTo: null, mark: null },
});

describe('a Word file of fifty questions with three faults', () => {
  it('is imported, mended, approved by a second person, and then drawn from', async () => {
    const questions = Array.from({ length: 50 }, (_, i) => questionOf(i + 1));
    questions[4] = { ...questions[4]!, options: questions[4]!.options.map(({ text }) => ({ text, right: false })) };
    questions[20] = { ...questions[20]!, level: null };
    questions[33] = { ...questions[33]!, options: questions[33]!.options.slice(0, 1) };
    const bytes = await BANK_FORMATS.docx.write(questions);
    const name = `fileName=${encodeURIComponent('Bộ đề.docx')}`;
    const { body: looked } = await send(`format=docx&${name}`, bytes);
    const faulty = looked.rows.filter(({ isGood }: { isGood: boolean }) => !isGood);
    expect(looked.rows).toHaveLength(50);
    expect(faulty.map(({ question }: { question: FileQuestion }) => question.label)).toEqual([
      'Câu 5',
      'Câu 21',
      'Câu 34',
    ]);

    const mended = looked.rows.map(({ question }: { question: FileQuestion }, i: number) => {
      const { level, options } = questionOf(i + 1);
      return { ...question, level, options };
    });
    const { body } = await send(`format=rows&${name}&dryRun=false`, Buffer.from(JSON.stringify(mended)));
    expect(body.written).toEqual({ added: 50, reworded: 0, unchanged: 0, left: 0 });
    const codes = (await stored()).map(({ code }) => code);
    expect(codes).toHaveLength(50);

    const items = codes.map((code) => ({ code, version: 1 }));
    const act = (token: string, name: string) =>
      house.call('POST', '/item-acts', token, { act: name, items, words: null });
    expect((await act(house.author, 'send')).body).toEqual({ done: 50 });
    expect(await act(house.organizer, 'approve')).toMatchObject({ status: 200, body: { done: 50 } });
    const [{ published }] = await citizens.owner.query(
      `SELECT count(*)::int AS published FROM item i JOIN bank b ON b.id = i.bank_id
        WHERE b.code = $1 AND i.status = 'published' AND i.code = ANY ($2)`,
      [house.bankCode, codes],
    );
    expect(published).toBe(50);
  });
});

describe('questions into a file', () => {
  it.each(READ_BANK_FORMATS)(
    '%s holds the bank with its keys, and comes back as the same questions',
    async (format) => {
      await send('format=csv&fileName=1.csv&dryRun=false', csv(GOOD(1), GOOD(2)));
      const { status, headers, bytes } = await fetched(
        `/banks/${house.bankCode}/exports?format=${format}&topic=the-che`,
        house.reviewer,
      );
      expect([status, headers.get('cache-control')]).toEqual([200, 'no-store']);
      const { questions } = await readBankFile(format as BankFormatName, bytes);
      expect(questions.map(({ options }) => options)).toEqual([1, 2].map(() => [{ text: 'Bộ Nội vụ', right: false }, { text: 'Bộ Tư pháp', right: true }])); // prettier-ignore
      if (format !== 'aiken') {
        const again = await send(`format=${format}&fileName=2&dryRun=false`, bytes);
        expect(again.body.written).toEqual({ added: 0, reworded: 0, unchanged: 2, left: 0 });
      }
    },
  );

  it('leave a line in the trail each time, and go to nobody else', async () => {
    expect((await fetched(`/banks/${house.bankCode}/exports?format=qti3`, house.organizer)).status).toBe(200);
    expect(await trail('bank.exported')).toMatchObject([{ after: { format: 'qti3', items: 8 } }]);
    expect((await fetched(`/banks/${house.bankCode}/exports?format=xlsx&topic=khong-co`, house.organizer)).status).toBe(
      404,
    );
    for (const token of [
      await citizens.signUp(),
      await citizens.signUpAs({ role: 'support' }),
      (await BankHouse.open(citizens)).organizer,
    ]) {
      expect((await fetched(`/banks/${house.bankCode}/exports?format=xlsx`, token)).status).toBe(403);
    }
    expect(await trail('bank.exported')).toHaveLength(1);
  });

  it.each(READ_BANK_FORMATS)(
    'the template of %s can be read, and imported without errors where it says a topic',
    async (format) => {
      const { status, bytes } = await fetched(`/bank-templates?format=${format}`, house.author);
      expect(status).toBe(200);
      const { questions, faults } = await readBankFile(format as BankFormatName, bytes);
      expect(faults).toEqual([]);
      expect(questions.length).toBe(format === 'aiken' ? 2 : 3);
    },
  );
});

describe('questions that ask nearly the same', () => {
  it('are shown in pairs until somebody says that they differ, or retires one', async () => {
    const alike = (code: string, tail: string) =>
      `${code};Cải cách thể chế;1;Cơ quan nào chủ trì việc rà soát thủ tục hành chính của bộ, ngành${tail}?;Bộ Nội vụ;Bộ Tư pháp;B;63/2010/NĐ-CP`;
    await send(
      'format=csv&fileName=1.csv&dryRun=false',
      csv(alike('c-1', ''), alike('c-2', ' nào'), alike('c-3', ' ấy'), GOOD(4)),
    );
    const pairs = async () => {
      const { body } = await house.call('GET', '/near-duplicates', house.reviewer);
      return body.pairs
        .map(({ first, second }: { first: { code: string }; second: { code: string } }) =>
          [first.code, second.code].sort().join(' '),
        )
        .filter((name: string) => name.startsWith('c-'))
        .sort();
    };
    expect(await pairs()).toEqual(['c-1 c-2', 'c-1 c-3', 'c-2 c-3']);
    const different = (first: string, second: string, token = house.reviewer) =>
      house.call('POST', '/near-duplicates/different', token, { first, second });
    expect((await different('c-3', 'c-1')).status).toBe(204);
    expect((await different('c-1', 'c-3')).status).toBe(204);
    expect(await pairs()).toEqual(['c-1 c-2', 'c-2 c-3']);
    expect((await different('c-1', 'c-1')).status).toBe(404);
    expect((await different('c-1', 'khong-co')).status).toBe(404);
    expect((await different('c-1', 'c-2', house.author)).status).toBe(403);
    const retire = { act: 'retire', items: [{ code: 'c-2', version: 1 }], words: 'Trùng câu' };
    expect((await house.call('POST', '/item-acts', house.reviewer, retire)).status).toBe(200);
    expect(await pairs()).toEqual([]);
    const look = await house.call('POST', '/near-duplicates/look', house.author, {
      code: 'c-1',
      stem: 'Cơ quan nào chủ trì việc rà soát thủ tục hành chính của bộ, ngành?',
      options: [],
    });
    expect(look.body.alike).toMatchObject([{ code: 'c-3' }]);
  });
});
