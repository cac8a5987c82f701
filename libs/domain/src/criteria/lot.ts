import type { Criterion } from './criterion.js';

const UINT64_MAX = 2n ** 64n - 1n;

/** The smaller drawn number first; before the draw all are equal. Nothing can follow it. */
export const lot: Criterion = {
  name: 'bốc thăm',
  sentence: 'Nếu vẫn bằng nhau thì bốc thăm công khai.',
  advice: 'Nên để cuối cùng, để không ai đồng hạng ngoài ý muốn.',
  width: 8,
  ordinal: ({ lot: drawn }) => {
    if (drawn === null) return UINT64_MAX;
    if (drawn < 0n || drawn >= UINT64_MAX)
      throw new RangeError(`lot cannot be ranked: ${drawn} is not from 0 to 2^64 - 2`);
    return drawn;
  },
  value: ({ lot: drawn }) => (drawn === null ? null : 1),
  words: (drawn) => (drawn === null ? 'chưa bốc thăm' : 'bốc thăm'),
};
