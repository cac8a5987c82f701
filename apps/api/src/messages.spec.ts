import { describe, expect, it } from '@jest/globals';
import { ERROR_CODES, type ErrorCode } from '#domain';
import { sentence } from './messages.js';

const codes: (ErrorCode | 'INTERNAL')[] = [...(Object.keys(ERROR_CODES) as ErrorCode[]), 'INTERNAL'];
const english = { 'accept-language': 'en-GB,en;q=0.9,vi;q=0.8' };
const vietnamese = { 'accept-language': 'vi-VN,vi;q=0.9,en;q=0.8' };

/** Facts of every kind that a sentence may want. */
const FACTS = {
  per: 'week',
  max: 7,
  years: 16,
  on: '2019-05-06',
  opensAt: '2019-05-06T01:00:00.000Z',
  closesAt: '2019-06-03T01:00:00.000Z',
  nextAt: '2019-05-13T01:00:00.000Z',
  deadlineAt: '2019-05-06T01:15:00.000Z',
};

describe('every refusal', () => {
  it.each(codes)('%s has a whole sentence in both languages, with and without its facts', (code) => {
    for (const details of [{}, FACTS]) {
      const [en, vi] = [sentence(english, code, details), sentence(vietnamese, code, details)];
      for (const text of [en, vi]) {
        expect(text).toMatch(/^\p{Lu}.*[.?]$/u);
        expect(text).not.toMatch(/undefined|null|Invalid|\d{4}-\d\d-\d\dT|\. \./);
      }
      expect(en).not.toMatch(/[ăâđêôơưàáảãạèéẻẽẹìíỉĩịòóỏõọùúủũụỳýỷỹỵ]/i);
      expect(vi).not.toBe(en);
    }
  });

  it('is said with its facts in either language', () => {
    expect(sentence(vietnamese, 'ATTEMPT_LIMIT_REACHED', FACTS)).toBe(
      'Bạn đã dùng hết lượt thi của tuần này. Lượt tiếp theo mở lúc 08:00 thứ Hai, 13/5.',
    );
    expect(sentence(english, 'ATTEMPT_LIMIT_REACHED', FACTS)).toBe(
      'You have used all your attempts for this week. The next one opens on 13 May 2019 at 08:00.',
    );
  });

  it.each([
    [undefined, 'Không có trang này.'],
    ['', 'Không có trang này.'],
    ['vi', 'Không có trang này.'],
    ['fr-FR,en;q=0.5', 'Không có trang này.'],
    ['enm', 'Không có trang này.'],
    ['en', 'There is no such page.'],
    ['EN-us', 'There is no such page.'],
  ])('asked for in %j is said in that language, or else in Vietnamese', (language, text) => {
    expect(sentence(language === undefined ? {} : { 'accept-language': language }, 'NOT_FOUND', {})).toBe(text);
  });
});
