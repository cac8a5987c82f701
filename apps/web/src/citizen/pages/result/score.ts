import type { Review, ReviewedQuestion } from '../../../shared/api/views.js';

export type Verdict = 'right' | 'part' | 'wrong' | 'none' | 'annulled';

/** How a question went, as far as the rules let it be told; null = not yet. */
export function verdictOf(question: Pick<ReviewedQuestion, 'chosen' | 'mark' | 'maxMark' | 'rule'>): Verdict | null {
  const { chosen, mark, maxMark, rule } = question;
  if (mark === null || maxMark === null) return null;
  if (rule === 'annulled') return 'annulled';
  if (mark >= maxMark && maxMark > 0) return 'right';
  if (chosen !== null && chosen.length === 0) return 'none';
  return mark > 0 ? 'part' : 'wrong';
}

/**
 * "14 of 15 questions": how many were right of those that count; null while that is not released.
 *
 * @example rightCount(review) // { right: 14, all: 15 }
 */
export function rightCount(review: Pick<Review, 'questions'> | undefined): { right: number; all: number } | null {
  if (!review || review.questions.length === 0) return null;
  const verdicts = review.questions.map(verdictOf);
  if (verdicts.includes(null)) return null;
  const counted = verdicts.filter((verdict) => verdict !== 'annulled');
  return { right: counted.filter((verdict) => verdict === 'right').length, all: counted.length };
}
