import { isoInstant } from './calendar.js';
import { LIMITS } from './limits.js';
import type { Scope } from './tally.js';

/** Who is given a certificate of what they did: everybody with a counted attempt, from so many points on, nobody. */
export const CERTIFICATE_RULES = ['everyone', 'points', 'full_marks', 'nobody'] as const;
export type CertificateRule = (typeof CERTIFICATE_RULES)[number];

/** How the certificates of a contest look and who is given one. It is no rule of the contest: to change it needs no revision. */
export interface CertificateDesign {
  rule: CertificateRule;
  /** With rule 'points': the least score, in 1/1000 point. */
  leastScore: number | null;
  /** Whether the paper says the score; from full marks it always does. */
  tellsScore: boolean;
  managingAgency: string | null;
  issuer: string;
  title: string;
  /** 'GCN-BTC' in 'Số: 12/GCN-BTC'. */
  symbol: string;
  place: string | null;
  /** The day of issue stands on the paper, or is left to the signer. */
  date: 'issued' | 'left';
  signature: { authority: string; post: string; name: string | null };
  /** A JPEG in the ratio of A4 on its side, by its hash; null = the border that the product draws. */
  background: string | null;
  /** People may take theirs. */
  isOpen: boolean;
  /** Whoever has a prize is given a certificate of it as soon as the results are published. */
  givesPrizes: boolean;
}

/** What the certificates of a contest are like before anybody has said it. */
export const usualCertificate = (contest: { agency: string | null }): CertificateDesign => ({
  rule: 'everyone',
  leastScore: null,
  tellsScore: true,
  managingAgency: contest.agency,
  issuer: 'Ban Tổ chức Cuộc thi',
  title: 'Giấy chứng nhận',
  symbol: 'GCN-BTC',
  place: null,
  date: 'left',
  signature: { authority: 'TM. BAN TỔ CHỨC', post: 'TRƯỞNG BAN', name: null },
  background: null,
  isOpen: false,
  givesPrizes: false,
});

/** A4 on its side. */
export const CERTIFICATE_RATIO = 297 / 210;
/** The width in px that the console cuts a background to: 200 dots an inch. */
export const CERTIFICATE_WIDTH = 2338;

/** Whether a picture of these sides in px can lie under a certificate: sharp in print, not squeezed. */
export const isCertificateSized = ({ width, height }: { width: number; height: number }): boolean =>
  width >= LIMITS.certificateWidthMin &&
  width <= LIMITS.certificateWidthMax &&
  Math.abs(width / height / CERTIFICATE_RATIO - 1) <= 0.01;

/** The best that somebody did in counted attempts, in 1/1000 point. */
export interface CertifiedResult {
  score: number;
  maxScore: number;
  fullMarks: boolean;
}

/**
 * What a certificate says of a result, before the name of the contest; null for whom the design gives none.
 *
 * Example: 18 of 20 points with `tellsScore` are 'đã đạt 18/20 điểm tại'; else 'đã tham gia'.
 */
export function certifiedWords(design: CertificateDesign, result: CertifiedResult): string | null {
  const { rule, leastScore, tellsScore } = design;
  const { score, maxScore, fullMarks } = result;
  if (rule === 'nobody' || (rule === 'full_marks' && !fullMarks)) return null;
  if (rule === 'points' && score < (leastScore ?? 0)) return null;
  if (fullMarks && (tellsScore || rule === 'full_marks'))
    return `đã đạt điểm tối đa ${pointsInWords(score)}/${pointsInWords(maxScore)} điểm tại`;
  return tellsScore ? `đã đạt ${pointsInWords(score)}/${pointsInWords(maxScore)} điểm tại` : 'đã tham gia';
}

/** A prize of a person in published results, as certificates say it. */
export interface CertifiedPrize {
  participantId: string;
  /** Whose account was deleted is given no paper any more. */
  isAnonymous: boolean;
  scope: Scope;
  title: string;
  /** 'Tuần 1'; null for a prize of the whole contest. */
  fieldTitle: string | null;
  /** 'Cán bộ, công chức': the group of people that the prize is for; null = all. */
  groupTitle: string | null;
  unitName: string;
  /** The decision by which the prizes are given, once it is recorded; its date 'YYYY-MM-DD'. */
  decision: { number: string; date: string | null } | null;
}

/** Example: 'Giải Nhất' of 'Tuần 1' is 'đã đạt Giải Nhất Tuần 1 tại', of a group 'đã đạt Giải Nhất Tuần 1 (Học sinh) tại'. */
export function prizeWords(prize: Pick<CertifiedPrize, 'title' | 'fieldTitle' | 'groupTitle'>): string {
  const { title, fieldTitle, groupTitle } = prize;
  return ['đã đạt', title, fieldTitle, groupTitle === null ? null : `(${groupTitle})`, 'tại']
    .filter((words) => words !== null)
    .join(' ');
}

/** Example: 'Theo Quyết định số 123/QĐ-UBND ngày 05/02/2026'. */
export function decisionWords(decision: CertifiedPrize['decision']): string | null {
  if (decision === null) return null;
  const { number, date } = decision;
  return `Theo Quyết định số ${number}${date === null ? '' : ` ngày ${date.split('-').reverse().join('/')}`}`;
}

/** One prize of a person has one name among all that the person may have: field and title. Example: 'round/1/Giải Nhất'. */
export const prizeKey = ({ scope, title }: Pick<CertifiedPrize, 'scope' | 'title'>): string =>
  `${scope.kind}/${scope.id}/${title}`;

/** A certificate of a prize as it was given. */
export interface GivenPrize {
  number: number;
  participantId: string;
  /** `prizeKey` of what it was given for. */
  prize: string;
  /** It says by which decision. */
  hasDecision: boolean;
  state: 'valid' | 'outdated' | 'revoked_by_hand';
}

/** What has to be done so that certificates of prizes say what is published. */
export interface PrizeChanges {
  /** To be given, in the order of what is published. */
  given: CertifiedPrize[];
  /** To be taken back; `instead`: the place in `given` of what the person has in the same field now. */
  revoked: { number: number; instead: number | null }[];
  /** Given before the decision was recorded: to be told of it. */
  decided: { number: number; prize: CertifiedPrize }[];
}

/**
 * Compares certificates of prizes with what is published. Done twice there is nothing to do the second time.
 *
 * @param given every one of the contest, by number
 * @param gives 'none': only takes back; 'new': to whom nobody has taken one back by hand; 'all': to everybody without one
 */
export function prizeChanges(
  given: readonly GivenPrize[],
  prizes: readonly CertifiedPrize[],
  gives: 'none' | 'new' | 'all',
): PrizeChanges {
  const nameOf = (participantId: string, prize: string) => `${participantId} ${prize}`;
  const last = new Map(given.map((one) => [nameOf(one.participantId, one.prize), one]));
  const wanted = new Map(prizes.map((prize) => [nameOf(prize.participantId, prizeKey(prize)), prize]));
  const missing = [...wanted].filter(([name, { isAnonymous }]) => {
    const state = last.get(name)?.state;
    return gives !== 'none' && !isAnonymous && state !== 'valid' && (gives === 'all' || state !== 'revoked_by_hand');
  });
  const changes: PrizeChanges = { given: missing.map(([, prize]) => prize), revoked: [], decided: [] };
  for (const { number, participantId, prize: key, hasDecision, state } of given) {
    if (state !== 'valid') continue;
    const prize = wanted.get(nameOf(participantId, key));
    if (prize && !hasDecision && prize.decision !== null) changes.decided.push({ number, prize });
    if (prize) continue;
    const at = changes.given.findIndex(
      (other) => other.participantId === participantId && key.startsWith(prizeKey({ ...other, title: '' })),
    );
    changes.revoked.push({ number, instead: at === -1 ? null : at });
  }
  return changes;
}

const pointsInWords = (milli: number): string => String(Number((milli / 1000).toFixed(2))).replace('.', ',');

/** Example: 12 with 'GCN-BTC' is '12/GCN-BTC'; below 10 with a leading 0, as papers of the administration are numbered. */
export const serialOf = (number: number, symbol: string): string => `${String(number).padStart(2, '0')}/${symbol}`;

/**
 * The first letters of a name, for a page that everybody may open.
 * Example: 'Nguyễn Thị Minh Phượng' is 'N. T. M. P.', 'H’Hen Niê' is 'H. N.'.
 */
export const initialsOf = (fullName: string): string =>
  fullName
    .normalize('NFC')
    .split(' ')
    .map((word) => /\p{L}\p{M}*/u.exec(word)?.[0].toLocaleUpperCase('vi'))
    .filter((letter) => letter !== undefined)
    .map((letter) => `${letter}.`)
    .join(' ');

/** Letters and digits of a code that are not taken for one another. */
const CODE_LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** 80 bits: nobody finds a certificate by trying. */
export const CERTIFICATE_CODE_BYTES = 10;

/**
 * The code of a certificate from random bytes, as it stands on the paper: '7KQ4-M2XP-9RTA-HD3F'.
 * @param bytes CERTIFICATE_CODE_BYTES of them
 */
export function certificateCode(bytes: Uint8Array): string {
  let bits = 0n;
  for (const byte of bytes) bits = (bits << 8n) | BigInt(byte);
  const letters = Array.from({ length: 16 }, (_, i) => CODE_LETTERS[Number((bits >> BigInt(5 * (15 - i))) & 31n)]!);
  return letters.join('').replace(/(.{4})(?=.)/g, '$1-');
}

/**
 * A code as people type it, brought to the form on the paper; null when it is none. Blanks, dashes and case do not matter,
 * and what looks like a digit is one.
 *
 * Example: '7kq4 m2xp 9rta hd3f' and '7KQ4-M2XP-9RTA-HD3F' are the same.
 */
export function readCertificateCode(typed: string): string | null {
  if (typed.length > 60) return null;
  const alike = (letter: string) => (letter === 'O' ? '0' : '1');
  const letters = typed
    .toUpperCase()
    .replace(/[\s\-–.]/g, '')
    .replace(/[OIL]/g, alike);
  return letters.length === 16 && [...letters].every((letter) => CODE_LETTERS.includes(letter))
    ? letters.replace(/(.{4})(?=.)/g, '$1-')
    : null;
}

/** Vietnam has no summer time. */
const LOCAL_OFFSET_MS = 7 * 3_600_000;

/** The day in Vietnam of an instant (ISO): '2026-02-04T18:00:00.000Z' is '2026-02-05'. */
export const issueDay = (instant: string): string => isoInstant(Date.parse(instant) + LOCAL_OFFSET_MS).slice(0, 10);
