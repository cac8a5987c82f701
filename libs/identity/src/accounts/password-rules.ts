import { DomainError, LIMITS, searchKey } from '#domain';
import { WALKS, WEAK_WORDS } from './weak-passwords.js';

/** What an attacker who knows the person would try first. */
export interface PasswordContext {
  /** E.164 */
  phone: string;
  fullName: string;
  /** 'YYYY-MM-DD' */
  birthDate: string | null;
}

/**
 * The password as it is hashed and measured: Unicode NFC, everything else (blanks, accents) untouched, so that a password
 * typed on a Mac opens the door on Windows. Source: OWASP ASVS 5.0 6.2.8, RFC 8265.
 */
export function normalizePassword(password: string): string {
  return password.normalize('NFC');
}

/**
 * Why this password is refused, or null. No kinds of characters are demanded (ASVS 6.2.5); what is refused is what is
 * guessed first: shorter than 8 characters, a word of the lists with or without digits ("Matkhau@123", "nghean2026",
 * "cchc123456"), a walk over the keyboard, a repeated beginning, a date, and the person's own phone, name or birth date.
 *
 * @param password as from `normalizePassword`
 * @returns DomainError PASSWORD_TOO_WEAK {reason: 'length' | 'common' | 'personal'}
 * Source: OWASP ASVS 5.0 6.2.1, 6.2.4, 6.2.9-6.2.12.
 * Example: 'Nghệ An 2026' is refused as 'common'; 'con trâu đi trước' is accepted.
 */
export function judgePassword(password: string, context: PasswordContext): DomainError | null {
  const length = [...password].length;
  if (length < LIMITS.passwordMin || length > LIMITS.passwordMax) return weak('length');
  // What is left when accents, case, blanks and signs are taken off; a password of signs alone stays as it is.
  const key = searchKey(password);
  const plain = key.replace(/[^\p{L}\p{N}]/gu, '') || password;
  if (isPersonal(plain, context)) return weak('personal');
  if (isRepeated(plain) || isWalk(plain) || isDate(plain) || isWeakWord(key)) return weak('common');
  return null;
}

const weak = (reason: 'length' | 'common' | 'personal') => new DomainError('PASSWORD_TOO_WEAK', { reason });

/** 'aaaaaaaa', '12121212', 'abc123abc123': at most six characters, over and over, the last time perhaps in part. */
function isRepeated(plain: string): boolean {
  for (let length = 1; length <= 6 && length * 2 <= plain.length; length++) {
    const start = plain.slice(0, length);
    if (start.repeat(Math.ceil(plain.length / length)).startsWith(plain)) return true;
  }
  return false;
}

const reverse = (text: string): string => [...text].reverse().join('');
const ALL_WALKS = WALKS.flatMap((walk) => [walk, reverse(walk)]);

const isWalk = (plain: string): boolean => plain.length >= 3 && ALL_WALKS.some((walk) => walk.includes(plain));

/** Eight digits that are a day of a life, the commonest habit of all: 01011990, 19900101. */
function isDate(plain: string): boolean {
  const [, d1, m1, y1, y2, m2, d2] = /^(?:(\d\d)(\d\d)((?:19|20)\d\d)|((?:19|20)\d\d)(\d\d)(\d\d))$/.exec(plain) ?? [];
  const [day, month] = [Number(d1 ?? d2), Number(m1 ?? m2)];
  return (y1 ?? y2) !== undefined && day >= 1 && day <= 31 && month >= 1 && month <= 12;
}

/**
 * One or two weak words with digits and signs around or between them: 'matkhau123', '2026@nghean', 'cchc-nghean-2026', also
 * with signs for letters ('P@ssw0rd'). Digits longer than a year or a count ("thi8391057264") are taken as random.
 */
function isWeakWord(key: string): boolean {
  const core = key.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
  const digits = key.replace(/\D/g, '');
  const isGuessable = digits.length <= 4 || isWalk(digits) || isRepeated(digits) || isDate(digits);
  const letters = core.replace(/[^\p{L}]/gu, '');
  // '123456789a', 'a123456789', 'vn12345678': the commonest of the country's leaked lists.
  if (isGuessable && letters.length <= 2 && digits.length >= 6) return true;
  const read = core.replace(/[@$!013457]/g, (sign) => SIGN_FOR[sign]!).replace(/[^\p{L}]/gu, '');
  return isGuessable && (isOneOrTwoWords(letters) || isOneOrTwoWords(read));
}

/** Signs and digits that stand for a letter in "P@ssw0rd". */
const SIGN_FOR: Readonly<Record<string, string>> = {
  '@': 'a',
  $: 's',
  '!': 'i',
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
};

function isOneOrTwoWords(word: string): boolean {
  if (word === '') return false;
  if (WEAK_WORDS.has(word) || isWalk(word) || isRepeated(word)) return true;
  for (let cut = 2; cut <= word.length - 2; cut++) {
    if (WEAK_WORDS.has(word.slice(0, cut)) && WEAK_WORDS.has(word.slice(cut))) return true;
  }
  return false;
}

/** The phone number in any of its forms, the birth date, or the name, each with a few characters around it. */
function isPersonal(plain: string, { phone, fullName, birthDate }: PasswordContext): boolean {
  const local = phone.replace('+84', '');
  const [year = '', month = '', day = ''] = birthDate?.split('-') ?? [];
  const secrets = [
    local,
    ...(birthDate === null ? [] : [day + month + year, year + month + day, day + month + year.slice(2)]),
    // The whole name, and what most people go by: the last two words of it.
    ...[fullName, fullName.split(' ').slice(-2).join(' ')].map((name) => searchKey(name).replace(/[^\p{L}]/gu, '')),
  ].filter((text) => text.length >= 6);
  return secrets.some((text) => plain.includes(text) && plain.length - text.length <= 4);
}
