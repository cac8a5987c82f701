import { parseReceiptNumber, showReceiptNumber } from '../../../../libs/domain/src/receipt-number.js';

/** What is wrong with a typed receipt number, so that the person is told at once and not after a request. */
export type NumberFault = 'empty' | 'tooShort' | 'tooLong' | 'mistyped';

const LETTERS = 12;

/**
 * Reads a receipt number as people type it; the rules (and the check letter) are the domain's.
 *
 * @returns the number as it is printed, or what is wrong and how many letters there are
 * @example readNumber(' ooo0-0000 0oi2') // { number: '0000-0000-0012' }
 */
export function readNumber(text: string): { number: string } | { fault: NumberFault; letters: number } {
  const letters = [...text.normalize('NFKC').replace(/[^\p{L}\p{N}]/gu, '')].length;
  const number = parseReceiptNumber(text);
  if (number !== null) return { number: showReceiptNumber(number) };
  if (letters === 0) return { fault: 'empty', letters };
  if (letters === LETTERS) return { fault: 'mistyped', letters };
  return { fault: letters < LETTERS ? 'tooShort' : 'tooLong', letters };
}

/**
 * The page that looks a receipt up. Contest and number stand behind the #, which no browser sends: they reach no log.
 *
 * @example verifyPath('cchc-2026', '0000-0000-0012') // '/tra-cuu#cchc-2026/0000-0000-0012'
 */
export const verifyPath = (slug: string, number: string): string => `/tra-cuu#${slug}/${number}`;

/**
 * What stands behind the # of an address that verifyPath made; null for anything else.
 *
 * @param address the whole address, or its part from the # on
 */
export function readFragment(address: string): { slug: string; number: string } | null {
  const found = /#([a-z0-9-]{1,80})\/([\w-]{12,20})$/.exec(address);
  return found && { slug: found[1]!, number: found[2]! };
}
