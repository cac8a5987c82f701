import { describe, expect, it } from '@jest/globals';
import { rightCount, verdictOf } from './score.js';

const question = (mark: number | null, more = {}) => ({
  ...{ position: 1, kind: 'single' as const, stem: '', options: [], pictures: [], correct: null },
  ...{
    explanation: null,
    source: null,
    chosen: [1],
    mark,
    maxMark: mark === null ? null : 1000,
    rule: 'normal' as const,
  },
  ...more,
});

describe('how a question went', () => {
  it.each([
    ['full mark', question(1000), 'right'],
    ['part of the mark', question(500), 'part'],
    ['no mark', question(0), 'wrong'],
    ['a penalty', question(-250), 'wrong'],
    ['nothing chosen', question(0, { chosen: [] }), 'none'],
    ['a gift to all, nothing chosen', question(1000, { chosen: [], rule: 'all_credit' }), 'right'],
    ['taken out of the paper', question(0, { maxMark: 0, rule: 'annulled' }), 'annulled'],
    ['not released', question(null), null],
  ] as const)('%s', (_, given, verdict) => expect(verdictOf(given)).toBe(verdict));
});

describe('how many were right', () => {
  it('leaves out what was taken out of the paper', () => {
    const questions = [question(1000), question(500), question(0, { maxMark: 0, rule: 'annulled' })];
    expect(rightCount({ questions })).toEqual({ right: 1, all: 2 });
  });

  it('is not told in part', () => {
    expect(rightCount({ questions: [question(1000), question(null)] })).toBeNull();
    expect(rightCount({ questions: [] })).toBeNull();
    expect(rightCount(undefined)).toBeNull();
  });
});
