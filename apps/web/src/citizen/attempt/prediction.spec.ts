import { expect, it } from '@jest/globals';
import { predictionOf } from './prediction.js';

it.each([
  ['1.234', 1234],
  ['1 234', 1234],
  ['0', 0],
  ['', null],
  ['năm', null],
  ['-5', null],
  ['1e3', null],
  ['5001', null],
])('reads %j as %s', (text, expected) => expect(predictionOf(text, { min: 0, max: 5000 })).toBe(expected));
