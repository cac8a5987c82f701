import { describe, expect, it } from '@jest/globals';
import { checkBank, chiSquare } from './bank-checks.js';
import type { CheckedItem } from './item-checks.js';
import { shuffled, seededRandom } from './random.js';
import { jaccard, trigramSets } from './text-likeness.js';

const TODAY = '2026-11-22';
const WORDS = 'hồ sơ thủ tục một cửa ngân sách công chức phường xã tỉnh dữ liệu kết quả quy chế biên chế'.split(' ');

/** A sound item of four options with the key at `place`; stems differ as those of a real bank do. */
function item(number: number, place: number, keyText = 'Việc đúng cần làm'): CheckedItem {
  const others = ['Việc thứ hai sai hẳn', 'Việc kia không đúng', 'Việc khác cũng sai'];
  const options = others.map((text) => ({ text, right: false }));
  options.splice(place, 0, { text: keyText, right: true });
  const stem = `${shuffled(WORDS, seededRandom(`bank-${number}`))
    .slice(0, 8)
    .join(' ')} là gì?`;
  return {
    id: `i-${number}`,
    kind: 'single',
    stem,
    options,
    explanation: 'Vì vậy.',
    document: 'Luật',
    validFrom: null,
    validTo: null,
  };
}
const bank = (places: number[], keyText?: string) => places.map((place, number) => item(number, place, keyText));
const even = Array.from({ length: 40 }, (_, number) => number % 4);

describe('checking a bank', () => {
  it('finds nothing in an even bank and shows its figures', () => {
    const report = checkBank(bank(even), TODAY);
    expect(report).toMatchObject({ items: [], faults: [], keyLongest: { count: 0, expected: 10 } });
    expect(report.keyPlaces.map(({ count }) => count)).toEqual([10, 10, 10, 10, 0, 0]);
    expect(report.keyPlaces.map(({ expected }) => expected)).toEqual([10, 10, 10, 10, 0, 0]);
  });

  it.each([
    ['16 at A of 40: χ² = 4.8, by chance', [16, 8, 8, 8], []],
    ['19 at A of 40: χ² = 10.8, above 7.8', [19, 7, 7, 7], ['LETTER_BALANCE']],
    ['all at C', [0, 0, 40, 0], ['LETTER_BALANCE']],
  ])('%s', (_, counts, expected) => {
    const places = counts.flatMap((count, place) => Array.from({ length: count }, () => place));
    expect(checkBank(bank(places), TODAY).faults.map(({ code }) => code)).toEqual(expected);
  });

  it('tells the counts and the limit of an uneven spread in words', () => {
    const places = [19, 7, 7, 7].flatMap((count, place) => Array.from({ length: count }, () => place));
    expect(checkBank(bank(places), TODAY).faults[0]!.message).toBe(
      'Đáp án chia không đều giữa các phương án (A 19, B 7, C 7, D 7): χ² = 10,8, quá 7,8.',
    );
  });

  it('does not judge the spread of nine items', () => {
    const atC = (length: number) => checkBank(bank(Array.from({ length }, () => 2)), TODAY);
    expect(atC(9)).toMatchObject({ faults: [], keyBalance: null });
    expect(atC(10).faults).toMatchObject([{ code: 'LETTER_BALANCE' }]);
  });

  it('says that the key is the longest too often, and in which items', () => {
    const long = 'Việc đúng và dài hơn cả';
    const twelve = [...bank(even.slice(0, 12), long), ...bank(even).slice(12)];
    expect(checkBank(twelve, TODAY)).toMatchObject({ faults: [], keyLongest: { count: 12, expected: 10 } });
    const thirteen = [...bank(even.slice(0, 13), long), ...bank(even).slice(13)];
    expect(checkBank(thirteen, TODAY).faults).toMatchObject([
      { code: 'KEY_OFTEN_LONGEST', ids: thirteen.slice(0, 13).map(({ id }) => id) },
    ]);
  });

  it('finds a stem asked twice in other words, and a code used twice', () => {
    const asked = { ...item(1, 0), stem: 'Khi từ chối hồ sơ, cơ quan phải nêu lý do bằng hình thức nào?' };
    const again = { ...item(2, 1), stem: 'Khi từ chối hồ sơ, cơ quan cần nêu rõ lý do bằng hình thức nào?' };
    const other = { ...item(3, 2), stem: 'Khi nhận hồ sơ, cơ quan phải cấp cho người nộp giấy tờ nào?' };
    expect(checkBank([asked, again, other], TODAY).faults).toMatchObject([
      { code: 'NEAR_DUPLICATE_STEMS', ids: ['i-1', 'i-2'] },
    ]);
    expect(checkBank([asked, { ...other, id: 'i-1' }], TODAY).faults).toMatchObject([
      { code: 'DUPLICATE_ID', ids: ['i-1'] },
    ]);
  });

  it('lists only the items that have a fault', () => {
    const report = checkBank([item(1, 0), { ...item(2, 1), document: null }], TODAY);
    expect(report.items).toMatchObject([{ id: 'i-2', faults: [{ code: 'SOURCE_MISSING' }] }]);
  });

  it('an empty bank has no faults', () => {
    expect(checkBank([], TODAY)).toMatchObject({ items: [], faults: [], keyLongest: { count: 0, expected: 0 } });
  });
});

describe('χ² of counts', () => {
  const cells = (counts: number[], expected: number[]) => counts.map((count, i) => ({ count, expected: expected[i]! }));

  it.each([
    ['even', [10, 10, 10, 10], [10, 10, 10, 10], { statistic: 0, degreesOfFreedom: 3, limit: 7.815 }],
    ['a coin', [60, 40], [50, 50], { statistic: 4, degreesOfFreedom: 1, limit: 3.841 }],
    [
      'places that no item has',
      [13, 9, 9, 9, 0, 0],
      [10, 10, 10, 10, 0, 0],
      { statistic: 1.2, degreesOfFreedom: 3, limit: 7.815 },
    ],
    [
      'a rare place goes to its neighbour',
      [10, 10, 12, 1],
      [10, 10, 10, 3],
      { statistic: 0, degreesOfFreedom: 2, limit: 5.991 },
    ],
    ['rare places in front go together', [1, 5, 6], [2, 4, 6], { statistic: 0, degreesOfFreedom: 1, limit: 3.841 }],
  ])('%s', (_, counts, expected, result) => {
    const statistic = expect.closeTo(result.statistic, 10);
    expect(chiSquare(cells(counts, expected))).toEqual({ ...result, statistic });
  });

  it.each([[[]], [[7]], [[2, 2]]])('too few to tell: %j', (counts) => {
    expect(chiSquare(cells(counts, counts))).toBeNull();
  });
});

describe('likeness of two texts', () => {
  it.each([
    ['Phòng Kinh tế', 'phòng kinh tê!', 1],
    ['abcd', 'abce', 2 / 6],
    ['abcd', 'wxyz', 0],
    ['', '', 0],
  ])('%j and %j', (a, b, expected) => {
    const [first, second] = trigramSets([a, b]);
    expect(jaccard(first!, second!)).toBeCloseTo(expected, 10);
  });
});
