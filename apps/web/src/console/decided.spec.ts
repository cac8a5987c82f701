import { describe, expect, it } from '@jest/globals';
import { decidedWords } from '../shared/decided.js';
import { formatsOf } from '../shared/formats.js';
import { criteria as en } from '../shared/messages/en/criteria.js';
import { criteria as vi } from '../shared/messages/vi/criteria.js';
import { CRITERIA, decidedWords as domainWords, type RankingCriterion } from './regulations.js';

const VALUES: Partial<Record<RankingCriterion, number>> = {
  score: 14_500,
  duration: 372_000,
  earlier_round_score: 9000,
};
const INSTANT = Date.UTC(2026, 10, 30, 2, 15, 7);

describe('what decided a place', () => {
  it('is said on pages as papers say it, whatever criterion it was', () => {
    for (const criterion of Object.keys(CRITERIA) as RankingCriterion[]) {
      if (criterion.endsWith('_at')) continue;
      for (const value of [VALUES[criterion] ?? 1, ...(vi.lacks[criterion] ? [null] : [])])
        expect(decidedWords(vi, formatsOf('vi'), { criterion, value })).toBe(domainWords({ criterion, value }));
    }
  });

  it('has instants to the second, by the clock of Vietnam', () => {
    const decided = { criterion: 'submitted_at' as const, value: INSTANT };
    expect(decidedWords(vi, formatsOf('vi'), decided)).toBe('nộp bài lúc 09:15:07, 30/11/2026');
  });

  it('is said in English on English pages', () => {
    const said = (criterion: RankingCriterion, value: number | null) =>
      decidedWords(en, formatsOf('en'), { criterion, value });
    expect(said('prediction_distance', 1204)).toBe('prediction off by 1,204');
    expect(said('duration', 61_000)).toBe('took 1 minute 1 second');
    expect(said('youngest', null)).toBe('no birth date given');
  });
});
