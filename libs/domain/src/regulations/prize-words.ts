import type { PrizeLine } from './regulations.js';

/** What a prize is given by, in the words of a list; null: by the board, which needs no words. */
export const PRIZE_BY: Record<PrizeLine['by'], string | null> = {
  rank: null,
  youngest: 'cho người đạt giải ít tuổi nhất',
  oldest: 'cho người đạt giải cao tuổi nhất',
  minority: 'cho người dân tộc thiểu số (tự khai khi nhận giải)',
  most_first_prizes: 'cho người hoặc đơn vị có nhiều giải Nhất nhất',
  most_participants: 'cho đơn vị có nhiều người dự thi nhất',
  jury: 'do Ban Giám khảo xét',
  referral: 'cho người giới thiệu được nhiều người dự thi nhất',
};
