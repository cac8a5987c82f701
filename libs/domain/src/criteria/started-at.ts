import { formatDateTime } from '../format-vi.js';
import { UINT48_MAX, within, type Criterion } from './criterion.js';

/** The earlier start first. */
export const startedAt: Criterion = {
  name: 'bắt đầu sớm hơn',
  sentence: 'Người bắt đầu làm bài sớm hơn (theo ngày, giờ máy chủ ghi nhận) xếp trước.',
  advice: 'Đây là giờ bắt đầu theo đồng hồ. Người dự thi sẽ dồn vào những phút đầu của đợt.',
  width: 6,
  ordinal: (facts) => within('startedAt', facts.startedAt, UINT48_MAX),
  value: (facts) => facts.startedAt,
  words: (at) => `bắt đầu lúc ${formatDateTime(at ?? 0)}`,
};
