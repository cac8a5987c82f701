import { describe, expect, it } from '@jest/globals';
import { byteRange } from './byte-range.js';

describe('byteRange', () => {
  it.each([
    ['no header', undefined, null],
    ['the first two bytes, as Safari asks', 'bytes=0-1', { first: 0, last: 1 }],
    ['from the middle on', 'bytes=900-', { first: 900, last: 999 }],
    ['the last fifty', 'bytes=-50', { first: 950, last: 999 }],
    ['more than there is at the end', 'bytes=-5000', { first: 0, last: 999 }],
    ['past the end', 'bytes=990-2000', { first: 990, last: 999 }],
    ['the last byte', 'bytes=999-999', { first: 999, last: 999 }],
    ['beyond the file', 'bytes=1000-', 'unsatisfiable'],
    ['nothing at the end', 'bytes=-0', 'unsatisfiable'],
    ['backwards', 'bytes=5-4', null],
    ['several', 'bytes=0-1,5-6', null],
    ['other units', 'lines=1-2', null],
    ['no numbers', 'bytes=-', null],
  ])('%s', (_case, header, range) => {
    expect(byteRange(header, 1000)).toEqual(range);
  });
});
