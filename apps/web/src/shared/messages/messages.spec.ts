import { describe, expect, it } from '@jest/globals';
import { en as consoleEn } from './en/console/index.js';
import { en as pagesEn } from './en/index.js';
import { vi as consoleVi } from './vi/console/index.js';
import { vi as pagesVi } from './vi/index.js';
import { foreignWords } from './foreign-words.js';

type Entry = readonly [key: string, value: unknown];

/** Every sentence with its key, lists and tables taken apart. */
function entriesOf(value: unknown, key = ''): Entry[] {
  if (typeof value !== 'object' || value === null) return [[key, value]];
  return Object.entries(value).flatMap(([name, inner]) => entriesOf(inner, key === '' ? name : `${key}.${name}`));
}

/** What a sentence looks like with something in its gaps; numbers and words both fit into a template. */
function said(value: unknown): string {
  if (typeof value !== 'function') return String(value);
  const fill = value as (...gaps: unknown[]) => unknown;
  for (const gap of ['7', 7, ['7'], [7]])
    try {
      return JSON.stringify(fill(gap, gap, gap, gap, gap));
    } catch {
      continue; // the gap wants something else
    }
  return '';
}

const vietnamese = entriesOf({ pages: pagesVi, console: consoleVi });
const english = new Map(entriesOf({ pages: pagesEn, console: consoleEn }));

describe('the sentences of the pages', () => {
  it('are complete in English, with the same gaps', () => {
    const missing = vietnamese
      .filter(([key, value]) => !english.has(key) || (english.get(key) === '' && value !== ''))
      .map(([key]) => key);
    expect(missing).toEqual([]);
    const gaps = (value: unknown) => (typeof value === 'function' ? value.length : -1);
    const differing = vietnamese.filter(([key, value]) => gaps(value) !== gaps(english.get(key))).map(([key]) => key);
    expect(differing).toEqual([]);
    expect([...english.keys()].filter((key) => !vietnamese.some(([known]) => known === key))).toEqual([]);
  });

  it('are in NFC, so that equal words are equal bytes', () => {
    expect(vietnamese.filter(([, value]) => said(value) !== said(value).normalize('NFC'))).toEqual([]);
  });

  it('keep English and code words off the Vietnamese pages', () => {
    const found = vietnamese.flatMap(([key, value]) => foreignWords(said(value)).map((word) => `${key}: ${word}`));
    expect(found).toEqual([]);
  });

  it('are found out when one is not Vietnamese', () => {
    expect(foreignWords('Bấm OK để submit bài, link gửi qua email.')).toEqual(['ok', 'submit', 'link', 'email']);
    expect(foreignWords('Giá trị undefined, lỗi ROUND_NOT_OPEN, [object Object].')).toEqual([
      'undefined',
      'ROUND_NOT_OPEN',
      '[object',
    ]);
    expect(foreignWords('Thi CCHC: mã QR, Zalo, Excel, UBND tỉnh, VNeID; bạn Hà Thị Server')).toEqual(['server']);
  });
});
