import { LIMITS } from './limits.js';
import type { ItemKind } from './scoring.js';
import { jaccard, trigramSets, wordsOf } from './text-likeness.js';
import { searchKey } from './vi-text.js';

/** What the checks need to know of an item. Dates are local days 'YYYY-MM-DD', both ends of the window included. */
export interface CheckedItem {
  /** How a report names the item: its code, or the line it was read from. */
  id: string;
  kind: ItemKind;
  stem: string;
  options: readonly { text: string; right: boolean }[];
  explanation: string | null;
  document: string | null;
  validFrom: string | null;
  validTo: string | null;
}

export type ItemFaultCode =
  | 'STEM_MISSING'
  | 'OPTION_MISSING'
  | 'OPTION_COUNT'
  | 'KEY_COUNT'
  | 'EQUAL_OPTIONS'
  | 'NEAR_EQUAL_OPTIONS'
  | 'LENGTH_RATIO'
  | 'FORBIDDEN_PHRASE'
  | 'NEGATIVE_NOT_CAPITAL'
  | 'SOURCE_MISSING'
  | 'EXPLANATION_MISSING'
  | 'WINDOW_EXPIRED'
  | 'WINDOW_NOT_OPEN'
  | 'TEXT_NOT_NFC'
  | 'TEXT_TOO_LONG';

/** An error keeps the item from being published; a warning is for the reviewer's eye. */
export interface ItemFault {
  code: ItemFaultCode;
  severity: 'error' | 'warning';
  message: string;
}

/** Phrases that are no option of their own, or that give a distractor away. Matched with accents, in lower case. */
const FORBIDDEN_IN_OPTIONS = new RegExp(
  [
    '(?:tất cả|toàn bộ)(?: các)? (?:đáp án|phương án|(?:câu|ý)(?= trên| đều| đúng|$)|đều (?:đúng|sai))',
    'không(?: có)? (?:đáp án|phương án|câu|ý) nào',
    '(?:đáp án|phương án|ý kiến|câu trả lời) khác',
    '^cả (?:hai|ba|bốn|năm|[2-5]) (?:đáp án|phương án|câu|ý|điều|việc)?(?= ?(?:trên|đều|đúng|$))',
    '^cả [a-f](?:,| và)',
    '^[a-f](?:, [a-f])* và [a-f](?: đều)?(?: đúng| sai)?$',
    'luôn luôn|không bao giờ|trong mọi trường hợp|tuyệt đối',
  ].join('|'),
  'u',
);
/** "nào sau đây không đúng": a negative that a quick reader misses. Only in capitals it may stay. */
const QUIET_NEGATIVE = /(?:nào|sau đây|dưới đây) (?:không|chưa) /u;

const RATIO_MIN = 0.6;
const RATIO_MAX = 1.6;
/** Options alike to this degree, with the same figures and negations, are one mistake written twice. */
const NEAR_EQUAL = 0.9;

/**
 * The checks of one item that need no judgement: number of keys and options, options that are equal or nearly so, a key
 * that its length gives away (0.6 to 1.6 of the mean of the others), phrases that are no option, source, window, NFC.
 *
 * @param today local day 'YYYY-MM-DD' on which the window is judged
 * Source: item-writing guidelines of Haladyna, Downing and Rodriguez (2002).
 * Example: an item of four options with two marked right, kind 'single', gives one fault, KEY_COUNT.
 */
export function checkItem(item: CheckedItem, today: string): ItemFault[] {
  const faults: ItemFault[] = [];
  const error = (code: ItemFaultCode, message: string) => faults.push({ code, severity: 'error', message });
  const warning = (code: ItemFaultCode, message: string) => faults.push({ code, severity: 'warning', message });
  const texts = item.options.map((option) => option.text);
  const count = item.options.length;
  const keys = item.options.filter((option) => option.right).length;

  if (item.stem.trim() === '') error('STEM_MISSING', 'Câu hỏi chưa có phần dẫn.');
  texts.forEach((text, index) => {
    if (text.trim() === '') error('OPTION_MISSING', `Phương án ${letterOf(index)} để trống.`);
  });
  if (item.kind === 'true_false' ? count !== 2 : count < LIMITS.optionsPerItemMin || count > LIMITS.optionsPerItemMax) {
    const allowed = item.kind === 'true_false' ? '2' : `${LIMITS.optionsPerItemMin} đến ${LIMITS.optionsPerItemMax}`;
    error('OPTION_COUNT', `Câu hỏi có ${count} phương án; phải có ${allowed} phương án.`);
  }
  if (item.kind !== 'multiple' && keys !== 1) {
    error('KEY_COUNT', `Câu chọn một phải có đúng 1 đáp án, câu này có ${keys}.`);
  } else if (item.kind === 'multiple' && (keys < 2 || keys === count)) {
    error(
      'KEY_COUNT',
      `Câu chọn nhiều phải có từ 2 đáp án và ít nhất 1 phương án sai, câu này có ${keys}/${count} đáp án.`,
    );
  }
  if ([item.stem, item.explanation ?? '', ...texts].some((text) => text !== text.normalize('NFC'))) {
    error('TEXT_NOT_NFC', 'Chữ có dấu chưa ở dạng dựng sẵn (Unicode NFC).');
  }
  if ([item.stem, item.explanation ?? '', ...texts].some((text) => text.length > LIMITS.itemTextLengthMax)) {
    error('TEXT_TOO_LONG', `Có đoạn dài hơn ${LIMITS.itemTextLengthMax} ký tự.`);
  }

  if (item.kind !== 'true_false') {
    for (const [a, b, degree] of alikeOptions(texts)) {
      const places = `${letterOf(a)} và ${letterOf(b)}`;
      if (degree === 'equal') error('EQUAL_OPTIONS', `Phương án ${places} trùng nhau.`);
      else warning('NEAR_EQUAL_OPTIONS', `Phương án ${places} gần như trùng nhau.`);
    }
    const ratio = lengthRatio(item.options);
    if (ratio !== null && (ratio < RATIO_MIN || ratio > RATIO_MAX)) {
      const compared = ratio > 1 ? 'dài' : 'ngắn';
      warning('LENGTH_RATIO', `Đáp án ${compared} khác hẳn các phương án còn lại, dễ đoán ra.`);
    }
    texts.forEach((text, index) => {
      const found = FORBIDDEN_IN_OPTIONS.exec(text.normalize('NFC').toLowerCase());
      if (found)
        warning('FORBIDDEN_PHRASE', `Phương án ${letterOf(index)} có cụm từ không nên dùng: “${found[0].trim()}”.`);
    });
  }
  const negative = QUIET_NEGATIVE.exec(item.stem.normalize('NFC'));
  if (negative)
    warning('NEGATIVE_NOT_CAPITAL', 'Phần dẫn hỏi theo lối phủ định: nên hỏi xuôi, hoặc viết hoa chữ KHÔNG.');

  if (blank(item.document)) error('SOURCE_MISSING', 'Câu hỏi chưa ghi văn bản làm căn cứ.');
  if (blank(item.explanation)) warning('EXPLANATION_MISSING', 'Câu hỏi chưa có lời giải thích.');
  if (item.validTo !== null && item.validTo < today) {
    error('WINDOW_EXPIRED', `Căn cứ hết hiệu lực từ sau ngày ${viDay(item.validTo)}.`);
  }
  if (item.validFrom !== null && item.validFrom > today) {
    warning('WINDOW_NOT_OPEN', `Căn cứ chưa có hiệu lực, phải đợi đến ngày ${viDay(item.validFrom)}.`);
  }
  return faults;
}

/** Mean length of the keys over the mean length of the others, in letters; null when one side is missing. */
function lengthRatio(options: CheckedItem['options']): number | null {
  const mean = (right: boolean) => {
    const lengths = options.filter((option) => option.right === right).map((option) => lengthOf(option.text));
    return lengths.reduce((sum, own) => sum + own, 0) / lengths.length;
  };
  const ratio = mean(true) / mean(false);
  return Number.isFinite(ratio) ? ratio : null;
}

function alikeOptions(texts: readonly string[]): [number, number, 'equal' | 'near'][] {
  const found: [number, number, 'equal' | 'near'][] = [];
  const exact = texts.map((text) => wordsOf(text.normalize('NFC').toLowerCase()).join(' '));
  const plain = texts.map((text) => wordsOf(searchKey(text)));
  const grams = trigramSets(texts);
  for (let a = 0; a < texts.length; a++) {
    for (let b = a + 1; b < texts.length; b++) {
      const same = exact[a] !== '' && exact[a] === exact[b];
      const sameWords = plain[a]!.length > 0 && inOrder(plain[a]!) === inOrder(plain[b]!);
      const sameTurn = turningParts(texts[a]!) === turningParts(texts[b]!);
      if (same) found.push([a, b, 'equal']);
      else if (sameWords || (sameTurn && jaccard(grams[a]!, grams[b]!) >= NEAR_EQUAL)) found.push([a, b, 'near']);
    }
  }
  return found;
}

const inOrder = (words: readonly string[]): string => [...words].sort().join(' ');

/** Length as a reader sees it: letters with their marks, not code units. */
export const lengthOf = (text: string): number => [...text.normalize('NFC')].length;
/** The name of an option by its place: 0 is A. */
export const letterOf = (place: number): string => String.fromCharCode(65 + place);

/** What turns an option into another one though the rest is the same: figures and negations. */
const turningParts = (text: string): string =>
  (
    text
      .normalize('NFC')
      .toLowerCase()
      .match(/\d+|(?<!\p{L})(?:không|chưa|chỉ|trừ)(?!\p{L})/gu) ?? []
  ).join(' ');
const blank = (text: string | null): boolean => text === null || text.trim() === '';
const viDay = (day: string): string => day.split('-').reverse().join('/');
