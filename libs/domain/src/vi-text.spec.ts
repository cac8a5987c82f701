import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DomainError } from './errors.js';
import {
  givenName,
  isPlausibleName,
  maskName,
  maskPhone,
  normalizeLines,
  normalizeText,
  parsePhone,
  searchKey,
} from './vi-text.js';

describe('normalizeText', () => {
  it.each([
    ['NFD, as a Mac types it', 'Nghe\u0323\u0302 An', 'Nghệ An'],
    ['marks in the other order', 'Nghe\u0302\u0323 An', 'Nghệ An'],
    ['blanks at the ends and between', '  Nguyễn   Văn An ', 'Nguyễn Văn An'],
    ['no-break and wide blanks', 'Nguyễn\u00a0Văn\u3000An', 'Nguyễn Văn An'],
    ['a pasted line break at the end', 'Nguyễn Văn An\r\n', 'Nguyễn Văn An'],
    ['a combining breve without a composed letter', 'Mơ\u0306', 'Mơ\u0306'],
    ['spelling variants stay', 'Hòa Hoà Ủy Uỷ', 'Hòa Hoà Ủy Uỷ'],
    ['an emoji', 'Tốt 👍', 'Tốt 👍'],
    ['nothing', '', ''],
    ['only blanks', ' \t ', ''],
  ])('%s', (_case, input, expected) => {
    expect(normalizeText(input)).toBe(expected);
  });

  it('makes "Nghệ" the same four units however it was typed', () => {
    expect('Nghệ'.normalize('NFD')).toHaveLength(6);
    expect(normalizeText('Nghệ'.normalize('NFD'))).toHaveLength(4);
  });

  it.each([
    ['NUL', 'An\u0000', 'U+0000'],
    ['escape (terminal colours)', 'An\u001b[31m', 'U+001B'],
    ['line break inside', 'An\nBình', 'U+000A'],
    ['tab inside', 'An\tBình', 'U+0009'],
    ['delete', 'A\u007fn', 'U+007F'],
    ['C1 control', 'A\u0085n', 'U+0085'],
    ['zero-width space', 'A\u200bn', 'U+200B'],
    ['zero-width joiner', 'A\u200dn', 'U+200D'],
    ['byte order mark at the start', '\ufeffAn', 'U+FEFF'],
    ['right-to-left override', 'A\u202en', 'U+202E'],
    ['isolate', 'A\u2066n', 'U+2066'],
    ['soft hyphen', 'A\u00adn', 'U+00AD'],
    ['word joiner', 'A\u2060n', 'U+2060'],
    ['variation selector', 'A\ufe0fn', 'U+FE0F'],
    ['Hangul filler', 'A\u3164n', 'U+3164'],
    ['grapheme joiner', 'A\u034fn', 'U+034F'],
    ['tag character', 'A\u{e0041}n', 'U+E0041'],
    ['braille blank', 'A\u2800n', 'U+2800'],
    ['line separator inside', 'A\u2028n', 'U+2028'],
    ['private use, a bullet of an office font', '\uf0b7 An', 'U+F0B7'],
    ['half a surrogate pair', 'A\ud800n', 'U+D800'],
    ['replacement character, the scar of a wrong decoding', 'Ngh\ufffd An', 'U+FFFD'],
    ['noncharacter', 'A\uffffn', 'U+FFFF'],
  ])('refuses %s', (_case, input, codePoint) => {
    let refusal: unknown;
    try {
      normalizeText(input);
    } catch (error) {
      refusal = error;
    }
    expect(refusal).toBeInstanceOf(DomainError);
    expect((refusal as DomainError).code).toBe('TEXT_HAS_CONTROL_CHARACTERS');
    expect((refusal as DomainError).details).toEqual({ codePoint });
  });

  it('is settled after one time, and never longer than the NFC of its source', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'aăâđơưêÊĐ\u0300\u0301\u0306\u031b\u0323 \u00a0\u3000\t’-') }),
        (input) => {
          let once: string;
          try {
            once = normalizeText(input);
          } catch (error) {
            expect(input.trim()).toContain('\t');
            expect(error).toBeInstanceOf(DomainError);
            return;
          }
          expect(normalizeText(once)).toBe(once);
          expect(once.normalize('NFC')).toBe(once);
          expect(once).not.toMatch(/^\s|\s$|\s\s/);
          expect(once.length).toBeLessThanOrEqual(input.normalize('NFC').length);
        },
      ),
    );
  });

  it('takes 64 KiB of blanks without losing time', () => {
    const blanks = ' '.repeat(65_000);
    const before = process.hrtime.bigint();
    expect(normalizeText(`a${blanks}b`)).toBe('a b');
    expect(searchKey(`a${blanks}b`)).toBe('a b');
    // Linear work takes a few ms; a quadratic pattern would take seconds.
    expect(Number(process.hrtime.bigint() - before) / 1e6).toBeLessThan(500);
  });
});

describe('normalizeLines', () => {
  it('keeps lines, whatever their ends, and loses empty ones at both ends', () => {
    expect(normalizeLines('\r\n  Câu hỏi  một \r\n\rdòng hai\n\n')).toBe('Câu hỏi một\n\ndòng hai');
    expect(() => normalizeLines('a\nb\u200b')).toThrow(DomainError);
  });
});

describe('searchKey', () => {
  it.each([
    ['Đắk Lắk', 'dak lak'],
    ['ĐẮK LẮK', 'dak lak'],
    ['Êđê', 'ede'],
    ['H’Hen Niê', "h'hen nie"],
    ["H'Hen Niê", "h'hen nie"],
    ['Y Bhiŏ Mlô', 'y bhio mlo'],
    ['Bh’riu Liếc', "bh'riu liec"],
    ['Kpă Ƀuôn Čư', 'kpa buon cu'],
    ['Xtiêng ơ\u0306 ư\u0306', 'xtieng o u'],
    ['Hòa', 'hoa'],
    ['Hoà', 'hoa'],
    ['Nghệ An'.normalize('NFD'), 'nghe an'],
    ['  nguyễn \u00a0 văn  ', 'nguyen van'],
    ['Bà Rịa – Vũng Tàu', 'ba ria - vung tau'],
    ['ភាសាខ្មែរ', 'ភាសាខ្មែរ'],
    ['\u0000', '\u0000'],
    ['', ''],
  ])('%s is found as %s', (text, key) => {
    expect(searchKey(text)).toBe(key);
  });

  it('takes the accents off every letter of Vietnamese, in both forms and cases', () => {
    const letters = 'àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ';
    const plain = `${'a'.repeat(17)}d${'e'.repeat(11)}${'i'.repeat(5)}${'o'.repeat(17)}${'u'.repeat(11)}${'y'.repeat(5)}`;
    for (const form of [letters, letters.toUpperCase(), letters.normalize('NFD')]) expect(searchKey(form)).toBe(plain);
  });
});

describe('parsePhone', () => {
  it.each([
    ['0912345678', '+84912345678'],
    ['0912 345.678', '+84912345678'],
    ['+84 912-345-678', '+84912345678'],
    ['+84 (0)912 345 678', '+84912345678'],
    ['84912345678', '+84912345678'],
    ['0084912345678', '+84912345678'],
    ['0312345678', '+84312345678'],
    ['0512345678', '+84512345678'],
    ['0712345678', '+84712345678'],
    ['0812345678', '+84812345678'],
    ['0251 3 842 619', '+842513842619'],
    ['(024) 3825 6789', '+842438256789'],
    ['\u00a00912\u00a0345\u00a0678', '+84912345678'],
  ])('%s is %s', (text, e164) => {
    expect(parsePhone(text)).toBe(e164);
    expect(parsePhone(e164)).toBe(e164);
  });

  it.each([
    '',
    '0',
    '912345678',
    '091234567',
    '09123456789',
    '01234567890',
    '0412345678',
    '0612345678',
    '0212345678',
    '025138426190',
    '+1 202 555 0143',
    '+84+912345678',
    '0912a45678',
    '０９１２３４５６７８',
    `0${' '.repeat(50)}912345678`,
  ])('"%s" is no number', (text) => {
    expect(parsePhone(text)).toBeNull();
  });
});

describe('names', () => {
  it.each([
    'Nguyễn Văn An',
    'H’Hen Niê',
    "H'Hen Niê",
    'Y Bhiŏ Mlô',
    'Bh’riu Liếc',
    'Zơrâm',
    'Vàng A Sử',
    'nguyễn văn an',
    'Lò Thị Ính',
    'Mơ\u0306',
    'Trần Thị Hồng-Vân',
    'Tôn Nữ T. Minh',
    'Ý',
    'Nguyễn'.normalize('NFD'),
  ])('%s may be a name', (name) => {
    expect(isPlausibleName(name)).toBe(true);
  });

  it.each([
    '',
    ' ',
    'Nguyễn  An',
    ' An',
    'An ',
    'An1',
    '0912345678',
    '<b>An</b>',
    '=1+1',
    '’An',
    '- An',
    'An\n',
    'a@b.vn',
    'x'.repeat(101),
  ])('"%s" is none', (name) => {
    expect(isPlausibleName(name)).toBe(false);
  });

  it('takes a hundred letters that are written with two units each', () => {
    expect(isPlausibleName('\u{1e900}'.repeat(100))).toBe(true);
  });

  it.each([
    ['Nguyễn Văn An', 'An', 'Nguyễn V. A.'],
    ['Nguyễn An', 'An', 'Nguyễn A.'],
    ['H’Hen Niê', 'Niê', 'H’Hen N.'],
    ['Y Bhiŏ Mlô', 'Mlô', 'Y B. M.'],
    ['Zơrâm', 'Zơrâm', 'Z.'],
    ['Lò Thị Ính', 'Ính', 'Lò T. Í.'],
    ['Vàng Ơ\u0306n', 'Ơ\u0306n', 'Vàng Ơ\u0306.'],
    ['vàng a sử', 'sử', 'vàng a. s.'],
    ['', '', ''],
  ])('%s is sorted by %s and shown as %s', (name, given, masked) => {
    expect(givenName(name)).toBe(given);
    expect(maskName(name)).toBe(masked);
  });
});

describe('maskPhone', () => {
  it.each([
    ['+84912345678', '09xx xxx 678'],
    ['0912345678', '09xx xxx 678'],
    ['+842513842619', '02xx xxxx 619'],
    ['no number', 'xxx'],
  ])('%s is shown as %s', (phone, masked) => {
    expect(maskPhone(phone)).toBe(masked);
  });
});
