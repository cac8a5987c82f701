import type { ReviewedQuestion } from '../../../shared/api/views.js';

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
