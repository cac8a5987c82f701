import { formatCount } from '../format-vi.js';
import { within, type Criterion } from './criterion.js';

/** Fewer attempts first. In the upper three octets, so that each count keeps a bucket of the histogram of ranks. */
export const attemptCount: Criterion = {
  name: 'số lượt thi ít hơn',
  sentence: 'Người có số lượt thi ít hơn xếp trước.',
  advice: null,
  width: 4,
  ordinal: (facts) => within('attemptCount', facts.attemptCount, 2 ** 24 - 1) * 256,
  value: (facts) => facts.attemptCount,
  words: (count) => `${formatCount(count ?? 0)} lượt thi`,
};
