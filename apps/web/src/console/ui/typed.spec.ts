import { describe, expect, it } from '@jest/globals';
import { clock, readNumber } from './typed.js';

describe('a number that was typed', () => {
  it.each([
    ['15', 15],
    ['0,5', 0.5],
    ['0.5', 0.5],
    ['1.000.000', 1_000_000],
    ['1.000', 1000],
    ['1 000', 1000],
    ['1.000,25', 1000.25],
    ['', null],
    ['  ', null],
    ['mười', 'mười'],
    ['1.00.0', '1.00.0'],
  ])('%s is %s', (text, number) => expect(readNumber(text, 'vi')).toBe(number));

  it('follows the language', () => expect(readNumber('1,000.5', 'en')).toBe(1000.5));
});

describe('a time of the day that was typed', () => {
  it.each([
    ['8', '08:00'],
    ['8h', '08:00'],
    ['8h30', '08:30'],
    ['08:30', '08:30'],
    ['0830', '08:30'],
    ['24:00', '24:00'],
    ['tám giờ', 'tám giờ'],
  ])('%s is %s', (text, time) => expect(clock(text)).toBe(time));
});
