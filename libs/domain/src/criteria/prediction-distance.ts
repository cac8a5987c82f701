import { formatCount } from '../format-vi.js';
import { UINT48_MAX, within, type Criterion } from './criterion.js';

/** Distances below this (8.4 million) keep a bucket of the histogram of ranks each, see sort-key.ts. */
const NEAR = 2 ** 23;

/** The smaller distance from the guess to the truth first; who guessed nothing, or too high where that is out, comes last. */
export const predictionDistance: Criterion = {
  name: 'dự đoán gần đúng hơn',
  sentence: 'Người có số dự đoán gần đúng hơn xếp trước; người không dự đoán xếp sau cùng.',
  advice: 'Nên đặt trước mọi tiêu chí về thời gian: không thiệt cho người đọc chậm, người cao tuổi.',
  width: 6,
  ordinal: ({ predictionDistance: distance, onWorseSide }) => {
    if (distance === null) return UINT48_MAX;
    within('predictionDistance', distance, 2 ** 46);
    // Near distances in the upper three octets; the far ones follow, two apart, from the middle of the field on.
    const side = onWorseSide ? 1 : 0;
    return distance < NEAR ? distance * 2 ** 24 + side : 2 ** 47 + (distance - NEAR) * 2 + side;
  },
  value: ({ predictionDistance }) => predictionDistance,
  words: (distance) => (distance === null ? 'không có dự đoán được tính' : `dự đoán lệch ${formatCount(distance)}`),
};
