import { describe, expect, it } from '@jest/globals';
import { ageOn, isPhone, readBirthDate, writeDate } from './person-input.js';

it.each(['0912 345 678', '+84912345678', '+84 (0)912.345.678', '0084912345678', '84 912 345 678', '0238 3844 123'])(
  'takes %s for a phone number',
  (text) => expect(isPhone(text)).toBe(true),
);

it.each(['', '0912 345 67', '01234567890', '0412345678', '+1 202 555 0100', '0912345678a'])(
  'takes %j for none',
  (text) => expect(isPhone(text)).toBe(false),
);

describe('a birth date', () => {
  const read = (text: string) => readBirthDate(text, '2026-11-22');

  it.each(['1/2/1990', '01/02/1990', '01-02-1990', '1.2.1990', '1 2 1990', ' 01021990 ', '1990-02-01', '1 / 2 / 1990'])(
    'is read from %j',
    (text) => expect(read(text)).toEqual({ date: '1990-02-01' }),
  );

  it.each([
    ['', 'missing'],
    ['  ', 'missing'],
    ['hôm qua', 'unreadable'],
    ['1/2', 'unreadable'],
    ['010290', 'unreadable'],
    ['1/2/90', 'shortYear'],
    ['31/4/1990', 'noDay'],
    ['29/2/2023', 'noDay'],
    ['1/13/1990', 'noDay'],
    ['0/1/1990', 'noDay'],
    ['23/11/2026', 'future'],
    ['1/1/1900', 'tooOld'],
  ])('is not read from %j: %s', (text, fault) => expect(read(text)).toEqual({ fault }));

  it('may be today and the 29th of February', () => {
    expect(read('22/11/2026')).toEqual({ date: '2026-11-22' });
    expect(read('29/2/2024')).toEqual({ date: '2024-02-29' });
  });

  it('is written as people write it, and read back', () => {
    expect(writeDate('1990-02-01')).toBe('1/2/1990');
    expect(read(writeDate('1990-02-01'))).toEqual({ date: '1990-02-01' });
  });
});

it.each([
  ['2003-05-06', '2019-05-06', 16],
  ['2003-05-07', '2019-05-06', 15],
  ['2004-02-29', '2019-02-28', 14],
  ['2004-02-29', '2019-03-01', 15],
])('who was born on %s is on %s %d years old', (born, on, years) => expect(ageOn(born, on)).toBe(years));
