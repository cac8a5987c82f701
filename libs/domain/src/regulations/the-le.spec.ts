import { describe, expect, it } from '@jest/globals';
import { checkRegulations } from './check.js';
import { theLe, theLeText } from './the-le.js';

const round = (changes: object = {}) => ({
  ...{ code: 'tuan-1', title: 'Tuần 1', opensAt: '2026-03-02 08:00', closesAt: '2026-03-08 24:00' },
  ...changes,
});

/** The paragraphs of a plain contest with these sections. */
function printed(sections: object): string[] {
  const { regulations, faults } = checkRegulations({
    schema: 1,
    slug: 'tim-hieu',
    title: 'Tìm hiểu',
    calendar: { rounds: [round()] },
    paper: { blueprint: [{ topic: null, level: null, count: 15 }] },
    time: { seconds: 1200 },
    ...sections,
  });
  expect(faults).toEqual([]);
  return theLe(regulations!).flatMap(({ paragraphs }) => paragraphs);
}

const two = (differs: object) => ({
  calendar: {
    rounds: [
      round(),
      round({ code: 'tuan-2', title: 'Tuần 2', opensAt: '2026-03-09 00:00', closesAt: '2026-03-15 24:00', differs }),
    ],
  },
});

describe('the thể lệ says', () => {
  it.each<[string, object]>([
    ['Tuần 1: từ 08 giờ 00 ngày 02/3/2026 đến 24 giờ 00 ngày 08/3/2026.', {}],
    ['Mỗi lượt thi gồm 15 câu hỏi trắc nghiệm, làm trong 20 phút.', {}],
    ['Mỗi lượt thi gồm 15 câu hỏi trắc nghiệm, không giới hạn thời gian trong đợt thi.', { time: { kind: 'none' } }],
    [
      'Riêng Tuần 2: 15 câu hỏi trắc nghiệm, làm trong 10 phút.',
      two({ paper: null, attempts: null, time: { seconds: 600 } }),
    ],
    ['Mỗi người thi không giới hạn số lượt.', {}],
    ['Mỗi người thi tối đa 2 lượt mỗi ngày và 5 lượt cả cuộc thi.', { attempts: { perDay: 2, perContest: 5 } }],
    ['Hai lượt thi cách nhau ít nhất 1 giờ.', { attempts: { minGapMinutes: 60 } }],
    ['Mỗi câu trả lời đúng được 0,5 điểm.', { scoring: { points: 0.5 } }],
    [
      'Từ đủ 15 tuổi trở lên, tính đến ngày 01/02/2026.',
      { eligibility: { minimumAge: { years: 15, on: '2026-02-01' } } },
    ],
    [
      'Dữ liệu cá nhân được lưu 6 tháng kể từ khi đợt thi cuối kết thúc, sau đó xóa hoặc khử nhận dạng.',
      { personalData: { retentionMonths: 6 } },
    ],
    [
      'Giải cá nhân mỗi đợt:\n- 2 giải Nhất, trị giá 1.000.000 đồng mỗi giải.',
      { prizes: { list: [{ title: 'Giải Nhất', of: 'round', quota: 2, amountVnd: 1_000_000 }] } },
    ],
  ])('%s', (sentence, sections) => {
    expect(printed(sections)).toContain(sentence);
  });

  it('nothing of a round that differs in nothing that people see', () => {
    const paper = { blueprint: [{ topic: 'the-che', level: null, count: 15 }] };
    expect(printed(two({ paper, time: null, attempts: null })).filter((one) => one.startsWith('Riêng'))).toEqual([]);
  });
});

it('is plain text with numbered articles and paragraphs', () => {
  const { regulations } = checkRegulations({
    schema: 1,
    slug: 'tim-hieu',
    title: 'Tìm hiểu',
    calendar: { rounds: [round()] },
    paper: { blueprint: [{ topic: null, level: null, count: 15 }] },
    time: { seconds: 1200 },
  });
  expect(theLeText(regulations!)).toMatch(/^THỂ LỆ\nTÌM HIỂU\n\nĐiều 1\. Tên cuộc thi và cơ quan tổ chức\n/);
});
