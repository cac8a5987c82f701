import { isCalendarDate, normalizeText } from '#domain';

/** What the comment lines above a question say of it. Nothing is guessed: what is not said is null. */
export interface GiftMeta {
  /** 1 recognise, 2 understand, 3 apply to a situation. */
  level: 1 | 2 | 3 | null;
  /** Number and sign of the document, its day, and the article as the source gives it. */
  document: string | null;
  date: string | null;
  article: string | null;
  /** First and last day 'YYYY-MM-DD' on which the document says so; null = not known, no end. */
  validFrom: string | null;
  validTo: string | null;
  /** Ids of the facts it was written from. */
  facts: string[];
  /** Draft unless said otherwise: reading a file publishes nothing by accident. */
  status: 'draft' | 'review' | 'published';
  /** A mark that the question shows, e.g. chờ đối chiếu văn bản gốc. */
  mark: string | null;
  subBank: string | null;
  /** What it asks for, where a bank keeps count of it: what to do in a situation; a figure, a date, a title. */
  asks: 'situation' | 'figure' | null;
  /** Codes of questions that must not meet it in one paper, as one gives the other's answer away ("enemy items"). */
  notWith: string[];
}

/** A metadata line that says something impossible; message in Vietnamese. */
export class GiftMetaError extends Error {}

const KEYS = {
  level: 'level',
  document: 'document',
  date: 'date',
  article: 'article',
  'valid-from': 'validFrom',
  'valid-to': 'validTo',
  facts: 'facts',
  status: 'status',
  mark: 'mark',
  'sub-bank': 'subBank',
  asks: 'asks',
  'not-with': 'notWith',
} as const;

/**
 * Reads the metadata lines of one question (`key: value`, without the `//`). Lines with other keys are ordinary comments;
 * an empty value is as good as no line.
 *
 * @throws GiftMetaError for an impossible level, day, status, sub-bank or asks, a window that ends before it begins, a key twice
 * @throws DomainError TEXT_HAS_CONTROL_CHARACTERS
 * Example: `readGiftMeta([{ line: 3, text: 'level: 2' }]).level = 2`.
 */
export function readGiftMeta(comments: readonly { line: number; text: string }[]): GiftMeta {
  const meta: GiftMeta = {
    level: null,
    document: null,
    date: null,
    article: null,
    validFrom: null,
    validTo: null,
    facts: [],
    status: 'draft',
    mark: null,
    subBank: null,
    asks: null,
    notWith: [],
  };
  const seen = new Set<string>();
  for (const { line, text } of comments) {
    const [, key = '', raw = ''] = /^([a-z-]+)\s*:(.*)$/.exec(text) ?? [];
    if (!Object.hasOwn(KEYS, key)) continue;
    const fail = (why: string): never => {
      throw new GiftMetaError(`Dòng ${line}, “${key}”: ${why}`);
    };
    if (seen.has(key)) fail('ghi hai lần.');
    seen.add(key);
    const value = normalizeText(raw.replace(/\t/g, ' '));
    if (value === '') continue;
    const field = KEYS[key as keyof typeof KEYS];
    if (field === 'level') {
      if (!/^[123]$/.test(value)) fail(`mức độ phải là 1, 2 hoặc 3, không phải “${value}”.`);
      meta.level = Number(value) as 1 | 2 | 3;
    } else if (field === 'facts' || field === 'notWith') {
      meta[field] = value.split(/[,;\s]+/).filter((name) => name !== '');
    } else if (field === 'status') {
      if (value !== 'draft' && value !== 'review' && value !== 'published') {
        fail(`trạng thái phải là draft, review hoặc published, không phải “${value}”.`);
      }
      meta.status = value as GiftMeta['status'];
    } else if (field === 'asks') {
      if (value !== 'situation' && value !== 'figure') fail(`chỉ ghi situation hoặc figure, không phải “${value}”.`);
      meta.asks = value as GiftMeta['asks'];
    } else if (field === 'date' || field === 'validFrom' || field === 'validTo') {
      if (!isCalendarDate(value)) fail(`ngày phải viết theo mẫu 2026-07-01, không phải “${value}”.`);
      meta[field] = value;
    } else {
      if (field === 'subBank' && !/^[a-z0-9-]{1,80}$/.test(value)) {
        fail(`tên ngân hàng con chỉ gồm chữ thường không dấu, chữ số và dấu gạch nối, không phải “${value}”.`);
      }
      meta[field] = value;
    }
  }
  if (meta.validFrom !== null && meta.validTo !== null && meta.validTo < meta.validFrom) {
    throw new GiftMetaError(`Hiệu lực kết thúc (${meta.validTo}) trước khi bắt đầu (${meta.validFrom}).`);
  }
  return meta;
}
