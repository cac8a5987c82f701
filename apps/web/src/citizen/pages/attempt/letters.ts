import type { Question } from '../../../shared/api/views.js';

const LETTERS = 'ABCDEF';

/** The letter of an option by its number from 1; true and false need none. */
export const letterOf = (question: Question, option: number): string =>
  question.kind === 'true_false' ? '' : LETTERS.charAt(option - 1);

/** Options as they are named to the person: "B. Một cửa liên thông", or only "B" where short. */
export function optionWords(question: Question, options: readonly number[], isShort = false): string {
  return options
    .map((option) => {
      const [letter, text] = [letterOf(question, option), question.options[option - 1] ?? ''];
      if (letter === '') return text;
      return isShort ? letter : `${letter}. ${text}`;
    })
    .join(isShort ? ', ' : '; ');
}
