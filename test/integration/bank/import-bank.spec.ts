import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { BankService, draftItems, readGift, type ItemDraft, type PoolWish } from '#bank';
import { createDataSource } from '#database';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';

let database: TestDatabase;
let dataSource: DataSource;
const bank = new BankService();

beforeAll(async () => {
  database = await createTestDatabase();
  dataSource = createDataSource({ url: database.appUrl, poolMax: 4, applicationName: 'test' });
  await dataSource.initialize();
});
afterAll(async () => {
  await dataSource?.destroy();
  await database?.drop();
});

const SOURCE = '// document: 63/2010/NĐ-CP\n// level: 1\n// status: published';
const FILE = `$CATEGORY: cchc/the-che

${SOURCE}
// sub-bank: tuan-1
::tc-1::Văn bản nào quy định về kiểm soát thủ tục hành chính? {=Nghị định thứ nhất ~Nghị định thứ hai ~Nghị định thứ ba #### Theo Nghị định.}

${SOURCE}
::tc-2::Kiểm soát thủ tục hành chính là việc thường xuyên. {T #### Đúng vậy.}

${SOURCE}
::tc-3::Những việc nào thuộc kiểm soát thủ tục hành chính? {~%50%Đánh giá tác động ~%50%Công bố công khai ~%-100%Tuyển dụng công chức #### Hai việc đầu.}
`;
const TODAY = '2026-11-22';

function read(text: string): ItemDraft[] {
  const gift = readGift(text);
  const { drafts, refused } = draftItems(gift.items, TODAY);
  expect([...gift.refused, ...refused]).toEqual([]);
  return drafts;
}

const load = (code: string, items: readonly ItemDraft[]) =>
  dataSource.transaction((manager) =>
    bank.importItems(manager, { bankCode: code, bankTitle: 'Ngân hàng thử', sample: false, items }),
  );

const stored = (code: string) =>
  dataSource.query<
    {
      code: string;
      version: number;
      kind: string;
      options: string[];
      fixed: boolean;
      revision: number;
      mask: number;
      rule: string;
      reason: string | null;
    }[]
  >(
    `SELECT i.code, v.version, v.kind, v.options, v.fixed_option_order AS fixed, k.revision, k.key_mask AS mask, k.rule, k.reason
       FROM bank b JOIN item i ON i.bank_id = b.id JOIN item_version v ON v.item_id = i.id
       JOIN key_revision k ON k.item_version_id = v.id
      WHERE b.code = $1 ORDER BY i.code, v.version, k.revision`,
    [code],
  );

describe('importing a bank', () => {
  it('stores options in the order of the file, keys as bits over them, and true-false in a fixed order', async () => {
    const counts = await load('order', read(FILE));
    expect(counts).toMatchObject({ added: 3, reworded: 0, rekeyed: 0, moved: 0, unchanged: 0 });
    expect(await stored('order')).toMatchObject([
      { code: 'tc-1', options: ['Nghị định thứ nhất', 'Nghị định thứ hai', 'Nghị định thứ ba'], mask: 1, fixed: false },
      { code: 'tc-2', options: ['Đúng', 'Sai'], kind: 'true_false', mask: 1, fixed: true },
      { code: 'tc-3', kind: 'multiple', mask: 3, fixed: false },
    ]);
    const topics = await dataSource.query(
      `SELECT t.title FROM topic t JOIN bank b ON b.id = t.bank_id WHERE b.code = 'order'`,
    );
    expect(topics).toEqual([{ title: 'Cải cách thể chế' }]);
  });

  it('changes nothing when the same file comes again', async () => {
    await load('twice', read(FILE));
    const before = await stored('twice');
    expect(await load('twice', read(FILE))).toMatchObject({
      added: 0,
      reworded: 0,
      rekeyed: 0,
      moved: 0,
      unchanged: 3,
    });
    expect(await stored('twice')).toEqual(before);
  });

  it('makes a version of a reworded item and only a key revision of a mended key', async () => {
    await load('mended', read(FILE));
    const counts = await load(
      'mended',
      read(FILE.replace('việc thường xuyên. {T', 'việc thường xuyên. {F').replace('thứ ba', 'thứ tư')),
    );
    expect(counts).toMatchObject({ added: 0, reworded: 1, rekeyed: 1, moved: 0, unchanged: 1 });
    const rows = (await stored('mended')).map(({ code, version, revision, mask, reason }) => [
      code,
      version,
      revision,
      mask,
      reason,
    ]);
    expect(rows).toEqual([
      ['tc-1', 1, 1, 1, null],
      ['tc-1', 2, 1, 1, null],
      ['tc-2', 1, 1, 1, null],
      ['tc-2', 1, 2, 2, 'Nhập lại từ tệp: sửa đáp án'],
      ['tc-3', 1, 1, 3, null],
    ]);
  });

  it('keeps an annulled item annulled when only its explanation is mended', async () => {
    await load('annulled', read(FILE));
    await dataSource.query(
      `INSERT INTO key_revision (item_version_id, revision, key_mask, rule)
       SELECT v.id, 2, 1, 'annulled' FROM bank b JOIN item i ON i.bank_id = b.id JOIN item_version v ON v.item_id = i.id
        WHERE b.code = 'annulled' AND i.code = 'tc-2'`,
    );
    await load('annulled', read(FILE.replace('Đúng vậy', 'Đúng như thế')));
    const revisions = (await stored('annulled')).filter(({ code }) => code === 'tc-2').map(({ rule }) => rule);
    expect(revisions).toEqual(['normal', 'annulled', 'annulled']);
  });

  it('gives a round the newest version of published items, all or of one part of the bank', async () => {
    const { bankId } = await load(
      'pool',
      read(FILE.replace('// status: published\n::tc-3', '// status: draft\n::tc-3')),
    );
    await load(
      'pool',
      read(FILE.replace('// status: published\n::tc-3', '// status: draft\n::tc-3').replace('thứ ba', 'thứ tư')),
    );
    const codes = async (wish?: PoolWish) => {
      const ids = await bank.publishedPool(dataSource.manager, bankId, wish);
      const rows: { name: string }[] = await dataSource.query(
        `SELECT i.code || ' v' || v.version AS name FROM item_version v JOIN item i ON i.id = v.item_id WHERE v.id = ANY($1) ORDER BY 1`,
        [ids],
      );
      return rows.map(({ name }) => name);
    };
    expect(await codes()).toEqual(['tc-1 v2', 'tc-2 v1']);
    expect(await codes({ subBank: 'tuan-1' })).toEqual(['tc-1 v2']);
    expect(await codes({ subBank: 'tuan-9' })).toEqual([]);
  });

  it('gives a round only the items whose source is in force on all its days', async () => {
    const [first, second, third] = read(FILE);
    const { bankId } = await load('windows', [
      { ...first!, validFrom: '2026-07-01' },
      { ...second!, validTo: '2026-12-31' },
      third!,
    ]);
    const count = async (...[from, last]: string[]) =>
      (await bank.publishedPool(dataSource.manager, bankId, { days: { first: from!, last: last! } })).length;
    expect(await count('2026-12-24', '2026-12-31')).toBe(3);
    expect(await count('2026-12-25', '2027-01-01')).toBe(2);
    expect(await count('2026-06-30', '2026-07-07')).toBe(2);
    expect(await count('2026-06-30', '2027-01-01')).toBe(1);
  });

  it('keeps rising figures in the order in which they are written', async () => {
    const [first] = read(FILE);
    const figures = ['03 ngày', '05 ngày', '10 ngày'].map((text, i) => ({ text, right: i === 1 }));
    await load('figures', [{ ...first!, options: figures }]);
    expect(await stored('figures')).toMatchObject([{ fixed: true, mask: 2 }]);
  });

  it('takes nothing when one item cannot be stored', async () => {
    const [first, ...rest] = read(FILE);
    const bad = { ...first!, options: Array.from({ length: 7 }, (_, i) => ({ text: `p${i}`, right: i === 0 })) };
    await expect(load('whole', [bad, ...rest])).rejects.toThrow(/item_version_options_check/);
    expect(await stored('whole')).toEqual([]);
    await expect(load('whole', [first!, first!])).rejects.toThrow(RangeError);
  });
});

describe('questions read from a file', () => {
  it('are refused with their line when code, topic or level is missing or a check finds an error', () => {
    const { drafts, refused } = draftItems(
      readGift(
        '// document: x\nHai cộng hai là bốn. {T #### y}\n\n$CATEGORY: the-che\n\n// level: 1\n// status: published\n::a::Hai cộng hai? {=bốn ~năm #### y}',
      ).items,
      TODAY,
    );
    expect(drafts).toEqual([]);
    expect(refused).toEqual([
      { line: 2, message: 'Thiếu mã câu hỏi (::mã::), chủ đề ($CATEGORY), mức độ (// level:).' },
      { line: 8, message: 'Câu hỏi chưa ghi văn bản làm căn cứ.' },
    ]);
  });

  it('are kept as retired when their source is not in force any more, and as drafts without a source', () => {
    const over = FILE.replace('// sub-bank: tuan-1', '// valid-to: 2026-11-21');
    expect(read(over).map(({ status }) => status)).toEqual(['retired', 'published', 'published']);
    const bare = FILE.replace('// document: 63/2010/NĐ-CP\n// level: 1\n// status: published', '// level: 1');
    expect(read(bare)[0]).toMatchObject({ status: 'draft', document: null });
  });
});
