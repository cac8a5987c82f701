import { describe, expect, it } from '@jest/globals';
import { rankPrizes } from './rank-prizes.js';

const LINES = [
  { title: 'Nhất', quota: 1 },
  { title: 'Nhì', quota: 2 },
];
/** Everybody of these ranks, those of `partial` (places from 0) without full marks. */
const order = (ranks: readonly number[], partial: readonly number[] = []) =>
  ranks.map((rank, at) => ({
    ...{ rank, fullMarks: !partial.includes(at) },
    sharing: ranks.filter((one) => one === rank).length,
  }));
const told = (...of: Parameters<typeof rankPrizes>) =>
  rankPrizes(...of).map((prize) => prize && `${prize.title}${prize.isTied ? '?' : ''}`);

describe('prizes by rank', () => {
  it.each<[string, readonly number[], (string | null)[]]>([
    ['go down the order, line after line', [1, 2, 3, 4], ['Nhất', 'Nhì', 'Nhì', null]],
    ['are the same for equals who fit into one', [1, 2, 2, 4], ['Nhất', 'Nhì', 'Nhì', null]],
    ['are open where equals do not fit', [1, 1, 3, 4], ['Nhất?', 'Nhất?', 'Nhì', null]],
    ['are open where the last ones are too many', [1, 2, 2, 2], ['Nhất', 'Nhì?', 'Nhì?', 'Nhì?']],
    ['go to nobody where there are none', [], []],
  ])('%s', (_what, ranks, expected) => expect(told(order(ranks), LINES, false)).toEqual(expected));

  it('pass over who has not full marks where only those win', () => {
    expect(told(order([1, 2, 3, 4], [2]), LINES, true)).toEqual(['Nhất', 'Nhì', null, 'Nhì']);
    expect(told(order([1, 2, 3, 4], [2]), LINES, false)).toEqual(['Nhất', 'Nhì', 'Nhì', null]);
  });

  it('look at everybody who shares a rank, also at those who are not in the list', () => {
    const [first] = order([1]);
    expect(told([{ ...first!, sharing: 2 }], LINES, false)).toEqual(['Nhất?']);
  });
});
