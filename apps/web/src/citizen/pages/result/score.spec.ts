import { describe, expect, it } from '@jest/globals';
import { verdictOf } from './score.js';

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
