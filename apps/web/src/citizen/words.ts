import type { Words } from '../shared/messages/words.js';
import { shell } from '../shared/messages/vi/shell.js';

/** The Vietnamese sentences that are here so far: those of the frame, and those that pages have brought. */
export const vi = { shell } as Words;

/**
 * A page brings the sentences that it says, so that nobody fetches those of pages that are not looked at. Called where
 * the page's module begins; a test holds what is brought against what is said.
 */
export function bringWords(words: Partial<Words>): void {
  Object.assign(vi, words);
}
