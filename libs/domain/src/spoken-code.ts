/** Crockford's base 32: no I, L, O (read as 1, 1, 0) and no U. A letter's place is its value, 0 to 31. */
export const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** More than the longest of our codes with a blank or a dash between all its letters; longer text is not looked at. */
const LONGEST_TEXT = 60;

/**
 * A secret that people write down or read out, one letter (5 bits) of each random byte.
 *
 * Example: 20 bytes give a code of 100 bits; bytes 0, 10, 31, 32 give '0AZ0'.
 */
export function spokenCode(random: Uint8Array): string {
  return Array.from(random, (byte) => CROCKFORD[byte & 31]!).join('');
}

/**
 * Reads letters of the alphabet as people type or dictate them: lower case, blanks, dashes, O for 0, I or L for 1. Gives
 * them in their one spelling, or null when there is something else among them, or nothing.
 *
 * Example: ' k7qm-oi2l ' gives 'K7QM0121'.
 */
export function parseSpokenCode(text: string): string | null {
  if (text.length > LONGEST_TEXT) return null;
  const letters = text
    .normalize('NFKC')
    .replace(/[\s\p{Dash_Punctuation}]/gu, '')
    .toUpperCase()
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
  return letters !== '' && [...letters].every((letter) => CROCKFORD.includes(letter)) ? letters : null;
}

/** How a code is shown and printed, in groups of four: 'K7QM-2D0X-9AFT'. */
export function showSpokenCode(code: string): string {
  return code.replace(/(.{4})(?=.)/g, '$1-');
}
