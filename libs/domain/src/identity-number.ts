/**
 * Provinces and cities as of before 1 July 2025, by their number in the first three digits of a personal number: those of
 * the registration of birth. Numbers that were given keep them for life.
 */
const PROVINCES = new Set(
  (
    '001 002 004 006 008 010 011 012 014 015 017 019 020 022 024 025 026 027 030 031 033 034 035 036 037 038 040 042 044 ' +
    '045 046 048 049 051 052 054 056 058 060 062 064 066 067 068 070 072 074 075 077 079 080 082 083 084 086 087 089 091 ' +
    '092 093 094 095 096'
  ).split(' '),
);

/** Why a text is no personal number: not 12 digits, no century with that digit, born in another year. */
export type IdentityNumberFault = 'digits' | 'century' | 'birth_year';

/**
 * Reads a personal number (số định danh cá nhân, on the căn cước) as people write it, in groups or in one. It has no check
 * digit: 3 digits for the province of birth, 1 for century and sex, 2 for the year, 6 of a series.
 *
 * @param birthDate 'YYYY-MM-DD'; null: not known, and not compared
 * @returns the 12 digits, and whether the first three are a province that we know. Others exist, of people born abroad, so
 *   that is a reason to look again and none to refuse. What else the digits say is nobody's business here.
 * @example readIdentityNumber('040 092 001 234', '1992-05-08') // { number: '040092001234', isProvinceKnown: true }
 */
export function readIdentityNumber(
  text: string,
  birthDate: string | null,
): { number: string; isProvinceKnown: boolean } | { fault: IdentityNumberFault } {
  const number = text.normalize('NFKC').replace(/[\s.\p{Dash_Punctuation}]/gu, '');
  if (!/^[0-9]{12}$/.test(number)) return { fault: 'digits' };
  // 0 and 1 are the 20th century, 2 and 3 the 21st, 4 and 5 the 22nd; nobody with a higher one is alive.
  const century = Math.floor(Number(number[3]) / 2);
  if (century > 2) return { fault: 'century' };
  const birthYear = 1900 + 100 * century + Number(number.slice(4, 6));
  if (birthDate !== null && Number(birthDate.slice(0, 4)) !== birthYear) return { fault: 'birth_year' };
  return { number, isProvinceKnown: PROVINCES.has(number.slice(0, 3)) };
}
