import { formatDateTime } from '../format-vi.js';
import { UINT48_MAX, within, type Criterion } from './criterion.js';

/** The earlier submit first. */
export const submittedAt: Criterion = {
  name: 'nộp bài sớm hơn',
  sentence: 'Người nộp bài sớm hơn (theo ngày, giờ máy chủ nhận bài) xếp trước.',
  advice: 'Đây là giờ nộp theo đồng hồ, không phải thời gian làm bài. Người dự thi sẽ dồn vào những phút đầu của đợt.',
  width: 6,
  ordinal: (facts) => within('submittedAt', facts.submittedAt, UINT48_MAX),
  value: (facts) => facts.submittedAt,
  words: (at) => `nộp bài lúc ${formatDateTime(at ?? 0)}`,
};
