import { DomainError } from './errors.js';
import { LIMITS } from './limits.js';

/**
 * Characters that nobody can see or that change how others are read: controls, zero-width, bidirectional marks, soft
 * hyphens, fillers, private-use glyphs of office fonts, broken surrogates, and U+FFFD, the scar of a wrong decoding.
 */
const UNSEEN =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\u2028\u2029\u2800\uFFFD]/u;

/**
 * Brings one line of text to the form that the product stores: Unicode NFC (so "Nghệ" typed on a Mac equals "Nghệ" typed
 * on Windows), no blanks at the ends (a pasted line break neither), one plain blank between words.
 *
 * @throws DomainError TEXT_HAS_CONTROL_CHARACTERS {codePoint} for a control, zero-width or otherwise invisible character
 * Why at the edge: PostgreSQL does not find the two forms of a word equal (measured), so only one may come in.
 * Example: `normalizeText('  Nguyễn\u00a0 Văn An\n') = 'Nguyễn Văn An'`.
 */
export function normalizeText(input: string): string {
  // trim() would also take away U+FEFF, which is a zero-width character and to be refused wherever it stands.
  const text = input.includes('\uFEFF') ? input : input.normalize('NFC').trim();
  const unseen = UNSEEN.exec(text);
  if (unseen) throw new DomainError('TEXT_HAS_CONTROL_CHARACTERS', { codePoint: codePointName(unseen[0]) });
  return text.replace(/\p{Zs}+/gu, ' ');
}

/** The same for text of several lines (a stem, an explanation): each line by itself, line ends become \n. */
export function normalizeLines(input: string): string {
  return input
    .split(/\r\n|[\r\n]/)
    .map(normalizeText)
    .join('\n')
    .replace(/^\n+/, '')
    .trimEnd();
}

/** Latin letters of Vietnam that Unicode does not decompose: đ, and of the minority scripts ƀ (Êđê, Mnông), ɓ and ɗ. */
const PLAIN_LETTER: Readonly<Record<string, string>> = { đ: 'd', ƀ: 'b', ɓ: 'b', ɗ: 'd' };
const APOSTROPHES = /[‘’ʼ`´]/g;
const DASHES = /[‐‑–—]/g;

/**
 * What a search compares: lower case, without accents, one blank between words, one kind of apostrophe and dash. Only
 * Latin accents are taken off, the signs of Khmer or Thai letters stay. Never throws: it also takes what people type.
 *
 * Example: `searchKey('Đắk Lắk') = 'dak lak'`, `searchKey('H’Hen Niê') = "h'hen nie"`, `searchKey('Y Bhiŏ Mlô') = 'y bhio mlo'`.
 */
export function searchKey(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .replace(/[đƀɓɗ]/g, (letter) => PLAIN_LETTER[letter]!)
    .replace(APOSTROPHES, "'")
    .replace(DASHES, '-')
    .replace(/\s+/g, ' ')
    .trim();
}

/**
 * A Vietnamese phone number as E.164, or null when the text is none. Mobile numbers have ten digits and begin with 03, 05,
 * 07, 08 or 09; fixed lines have eleven and begin with 02. +84 (or 84, 0084) may stand for the leading 0; blanks, dots,
 * dashes and brackets are ignored. Other countries are not taken.
 *
 * Source: the country's numbering plan since mobile numbers have ten digits (2018).
 * Example: `parsePhone('0912 345.678') = '+84912345678'`, `parsePhone('01234567890') = null`.
 */
export function parsePhone(text: string): string | null {
  if (text.length > 40) return null;
  const digits = text.replace(/[\s.\-–()]/g, '');
  const national = /^(?:\+84|0084|84)0?([2-9]\d{8,9})$|^0([2-9]\d{8,9})$/.exec(digits);
  const number = national?.[1] ?? national?.[2];
  return number !== undefined && /^(?:[35789]\d{8}|2\d{9})$/.test(number) ? `+84${number}` : null;
}

/**
 * Could this be a person's name? Letters of any script with their marks, apostrophes, dots, hyphens and single blanks,
 * beginning with a letter. One word is enough and no capitals are demanded: Zơrâm, H’Hen Niê, Y Bhiŏ Mlô, Vàng A Sử.
 * Expects text from `normalizeText`.
 */
export function isPlausibleName(text: string): boolean {
  return [...text].length <= LIMITS.nameLengthMax && /^\p{L}[\p{L}\p{M}'’ʼ.-]*(?: [\p{L}\p{M}'’ʼ.-]+)*$/u.test(text);
}

/**
 * The word by which a list of people is sorted: the last one, as Vietnamese lists do ("An" of "Nguyễn Văn An"). Peoples
 * who put the given name first (H’Hen Niê) must be able to override it.
 */
export function givenName(fullName: string): string {
  return fullName.slice(fullName.lastIndexOf(' ') + 1);
}

/**
 * The name on a public board: the first word whole, of the others the first letter. A name of one word keeps only its
 * letter, else nothing would be masked. Source: Law 91/2025/QH15 on personal data, publication only as far as needed.
 * Example: `maskName('Nguyễn Văn An') = 'Nguyễn V. A.'`, `maskName('Zơrâm') = 'Z.'`.
 */
export function maskName(fullName: string): string {
  const [first = '', ...others] = fullName.split(' ').filter((word) => word !== '');
  if (others.length === 0) return initial(first);
  return [first, ...others.map(initial)].join(' ');
}

/** A phone number with only its first two and last three digits. Example: `maskPhone('+84912345678') = '09xx xxx 678'`. */
export function maskPhone(e164: string): string {
  const number = parsePhone(e164)?.replace('+84', '0');
  if (number === undefined) return 'xxx';
  const middle = number.length === 10 ? 'xx xxx' : 'xx xxxx';
  return `${number.slice(0, 2)}${middle} ${number.slice(-3)}`;
}

/** First letter with its combining marks and a dot. */
function initial(word: string): string {
  const letter = /\p{L}\p{M}*/u.exec(word)?.[0];
  return letter === undefined ? '' : `${letter}.`;
}

function codePointName(character: string): string {
  return `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;
}

/**
 * A name for addresses made from a title, at most `lengthMax` signs of whole words where it can; '' when nothing of it can
 * stand in an address. Example: `slugOf('Tìm hiểu CCHC năm 2026', 80) = 'tim-hieu-cchc-nam-2026'`.
 */
export function slugOf(title: string, lengthMax: number): string {
  const slug = searchKey(title)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  if (slug.length <= lengthMax) return slug;
  const cut = slug.slice(0, lengthMax + 1);
  return cut.slice(0, Math.max(cut.lastIndexOf('-'), 1)).slice(0, lengthMax);
}
