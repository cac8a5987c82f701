import { formatPoints } from '../format-vi.js';
import { UINT32_MAX, within, type Criterion } from './criterion.js';

/** The higher score first. Every chain begins with it. */
export const score: Criterion = {
  name: 'điểm cao hơn',
  sentence: 'Người có điểm cao hơn xếp trước.',
  advice: 'Đề dễ thì rất nhiều người bằng điểm tối đa: khi đó các tiêu chí sau mới quyết định giải.',
  width: 4,
  ordinal: (facts) => within('score', 2 ** 31 - 1 - facts.score, UINT32_MAX),
  value: ({ score: points }) => points,
  words: (points) => `${formatPoints(points ?? 0)} điểm`,
};
