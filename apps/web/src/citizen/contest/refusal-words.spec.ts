import { describe, expect, it } from '@jest/globals';
import { formatsOf } from '../../shared/formats.js';
import { vi } from '../../shared/messages/vi/index.js';
import { refusalWords } from './refusal-words.js';

const NEXT_AT = '2019-05-13T01:00:00.000Z';
const said = (code: string, details = {}, next: { title: string; phase?: string } | null = null) =>
  refusalWords(
    {
      refusal: { code, title: 'Máy chủ nói vậy.', details },
      round: { title: 'Tuần 1', phase: 'Vòng loại' },
      next: next && { opensAt: NEXT_AT, ...next },
    },
    { t: vi.contest, f: formatsOf('vi'), now: Date.parse('2019-05-08T01:00:00Z') },
  ).join(' ');
const used = (per: string, nextAt: string | null, next: Parameters<typeof said>[2] = null) =>
  said('ATTEMPT_LIMIT_REACHED', { per, max: 1, nextAt }, next);

describe('why a person cannot start, and when they can', () => {
  it.each([
    [
      'the week is used up',
      used('week', NEXT_AT),
      'Bạn đã dùng hết lượt thi của tuần này. Tuần sau mở lúc 08:00 thứ Hai, 13/5.',
    ],
    [
      'the day is used up',
      used('day', NEXT_AT),
      'Bạn đã dùng hết lượt thi của ngày hôm nay. Lượt tiếp theo mở lúc 08:00 thứ Hai, 13/5.',
    ],
    [
      'the round is used up and another follows',
      used('round', null, { title: 'Tuần 2' }),
      'Bạn đã dùng hết lượt thi của đợt này. Tuần 2 mở lúc 08:00 thứ Hai, 13/5.',
    ],
    ['the round is used up and is the last', used('round', null), 'Bạn đã dùng hết lượt thi của đợt này.'],
    [
      'the phase is used up and the next round is of the same',
      used('phase', null, { title: 'Tuần 2', phase: 'Vòng loại' }),
      'Bạn đã dùng hết lượt thi của giai đoạn này.',
    ],
    [
      'the phase is used up and the next round is of another',
      used('phase', null, { title: 'Chung kết', phase: 'Chung kết' }),
      'Bạn đã dùng hết lượt thi của giai đoạn này. Chung kết mở lúc 08:00 thứ Hai, 13/5.',
    ],
    [
      'the contest is used up',
      used('contest', null, { title: 'Tuần 2' }),
      'Bạn đã dùng hết lượt thi của cuộc thi này.',
    ],
    [
      'a pause is asked',
      said('ATTEMPT_TOO_SOON', { nextAt: NEXT_AT }),
      'Hai lượt thi phải cách nhau một khoảng thời gian. Bạn thi tiếp được từ 08:00 thứ Hai, 13/5.',
    ],
    ['only the server knows', said('CONTEST_NOT_OPEN'), 'Máy chủ nói vậy.'],
  ])('when %s', (_case, words, expected) => expect(words).toBe(expected));
});
