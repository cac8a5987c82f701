import { formatPoints } from '../format-vi.js';
import { UINT32_MAX, within, type Criterion } from './criterion.js';

/** The higher score in the round before first; who did not take part in it comes last. */
export const earlierRoundScore: Criterion = {
  name: 'điểm đợt trước cao hơn',
  sentence: 'Người có điểm ở đợt liền trước cao hơn xếp trước; người không dự thi đợt đó xếp sau cùng.',
  advice: 'Chỉ có tác dụng từ đợt thứ hai.',
  width: 4,
  ordinal: ({ earlierRoundScore: earlier }) =>
    earlier === null ? UINT32_MAX : within('earlierRoundScore', 2 ** 31 - 1 - earlier, UINT32_MAX - 1),
  value: ({ earlierRoundScore: earlier }) => earlier,
  words: (earlier) => (earlier === null ? 'không dự thi đợt trước' : `${formatPoints(earlier)} điểm ở đợt trước`),
};
