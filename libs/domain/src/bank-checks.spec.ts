import { describe, expect, it } from '@jest/globals';
import { checkBank } from './bank-checks.js';
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
    ['12 at A, within one standard deviation of 10', [12, 10, 9, 9], []],
    ['13 at A, above it', [13, 9, 9, 9], ['LETTER_BALANCE']],
    ['all at C', [0, 0, 40, 0], ['LETTER_BALANCE', 'LETTER_BALANCE', 'LETTER_BALANCE', 'LETTER_BALANCE']],
  ])('%s', (_, counts, expected) => {
    const places = counts.flatMap((count, place) => Array.from({ length: count }, () => place));
    expect(checkBank(bank(places), TODAY).faults.map(({ code }) => code)).toEqual(expected);
  });

  it('does not judge the spread of eleven items', () => {
    expect(checkBank(bank(Array.from({ length: 11 }, () => 2)), TODAY).faults).toEqual([]);
    expect(checkBank(bank(Array.from({ length: 12 }, () => 2)), TODAY).faults.length).toBeGreaterThan(0);
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
