import { describe, expect, it } from '@jest/globals';
import { participationSentence } from './report-sentence.js';

const figures2019 = { invited: 222, tookPart: 182, attempts: 240_659, fullMarksAttempts: 101_907, maxScore: 15_000 };

describe('the report sentence', () => {
  // The organizers' report of Nghệ An 2019 prints 41,34 % for 101.907 of 240.659. The division gives 42,34 %
  // (42,345…): the published figure is a slip of the pen, and 182/222 = 81,98 % beside it is right. We print what the
  // counts give, so our sentence differs from the published one in that digit and must go on differing.
  it('of 2019 prints 42,34 %, where the published report has 41,34 %', () => {
    expect(participationSentence(figures2019)).toBe(
      'có 182/222 đơn vị, địa phương tham gia (chiếm tỷ lệ 81,98%); có 240.659 lượt thi, trong đó có 101.907 lượt thi đạt điểm tối đa (15/15 điểm) (chiếm tỷ lệ 42,34%)',
    );
    expect(participationSentence(figures2019)).not.toContain('41,34%');
  });

  it('writes a maximum that is not whole, and nobody with full marks', () => {
    expect(participationSentence({ invited: 1, tookPart: 1, attempts: 3, fullMarksAttempts: 0, maxScore: 7500 })).toBe(
      'có 1/1 đơn vị, địa phương tham gia (chiếm tỷ lệ 100,00%); có 3 lượt thi, trong đó có 0 lượt thi đạt điểm tối đa (7,5/7,5 điểm) (chiếm tỷ lệ 0,00%)',
    );
  });

  it('of a contest without an attempt has no share of attempts', () => {
    expect(participationSentence({ ...figures2019, tookPart: 0, attempts: 0, fullMarksAttempts: 0 })).toBe(
      'có 0/222 đơn vị, địa phương tham gia (chiếm tỷ lệ 0,00%); chưa có lượt thi nào',
    );
  });

  it('of a contest without an invited unit has no share of units', () => {
    expect(participationSentence({ invited: 0, tookPart: 0, attempts: 0, fullMarksAttempts: 0, maxScore: 0 })).toBe(
      'không có đơn vị, địa phương nào trong danh sách mời; chưa có lượt thi nào',
    );
  });

  it('refuses figures that cannot be', () => {
    expect(() => participationSentence({ ...figures2019, tookPart: 223 })).toThrow(RangeError);
    expect(() => participationSentence({ ...figures2019, fullMarksAttempts: 240_660 })).toThrow(RangeError);
  });
});
