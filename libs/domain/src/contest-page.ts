import { checkAccent } from './accent.js';
import { LIMITS } from './limits.js';
import * as shape from './rule-shape.js';
import { checkShape, faultIf, type RuleFault } from './rule-shape.js';
import { normalizeText } from './vi-text.js';

/** A prize as the thể lệ promises it. `count`: how many are given; `amountVnd`: money of one, in đồng. Null = not said. */
export interface Prize {
  title: string;
  count: number | null;
  detail: string | null;
  amountVnd: number | null;
}

/** A document that the contest stands on or asks about. */
export interface ContestDocument {
  title: string;
  /** Số, ký hiệu: '76/NQ-CP'. The same number can be another year's document, so give the date with it. */
  number: string | null;
  /** 'YYYY-MM-DD' of its signing. */
  date: string | null;
  /** Where it can be read; https only. */
  url: string | null;
}

/**
 * For which kind of unit people stand, which somebody who lives and works in different units must know: where they work or
 * study, or where they live.
 */
export const UNIT_KINDS = ['workplace', 'residence'] as const;
export type UnitKind = (typeof UNIT_KINDS)[number];

/** What the page of a contest tells beside its rules: words of the organizer, judged by no rule. */
export interface ContestPage {
  /** Cơ quan tổ chức, and the one above it. */
  agency: string | null;
  managingAgency: string | null;
  /** '#rrggbb'; null = that of the product. */
  accent: string | null;
  /** Two or three sentences for who opens the link. */
  summary: string | null;
  /** Beside the hotline. */
  contact: { zalo: string | null; hours: string | null };
  unitKind: UnitKind;
  /** Whoever joins reads it beside the choice of the unit: 'Ví dụ: làm ở Sở Nội vụ thì chọn Sở Nội vụ, dù nhà ở nơi khác.' */
  unitExample: string | null;
  prizes: Prize[];
  documents: ContestDocument[];
}

/** The page of a contest whose organizer has said nothing. */
export const BLANK_PAGE: ContestPage = {
  agency: null,
  managingAgency: null,
  accent: null,
  summary: null,
  contact: { zalo: null, hours: null },
  unitKind: 'workplace',
  unitExample: null,
  prizes: [],
  documents: [],
};

const line = (name: string) => shape.text(name, LIMITS.pageLineLengthMax);
const lineOrNull = (name: string) => shape.orNull(line(name));

const PAGE_SHAPE = shape.record('Trang cuộc thi', {
  agency: lineOrNull('Cơ quan tổ chức'),
  managingAgency: lineOrNull('Cơ quan chủ quản'),
  accent: lineOrNull('Màu nhấn'),
  summary: shape.orNull(shape.text('Lời giới thiệu', LIMITS.pageSummaryLengthMax)),
  contact: shape.record('Liên hệ', { zalo: lineOrNull('Zalo'), hours: lineOrNull('Giờ hỗ trợ') }),
  unitKind: shape.choice('Loại đơn vị dự thi', UNIT_KINDS),
  unitExample: lineOrNull('Ví dụ chọn đơn vị'),
  prizes: shape.list(
    'Cơ cấu giải thưởng',
    shape.record('Giải thưởng', {
      title: line('Tên giải'),
      count: shape.orNull(shape.integer('Số giải', 1, LIMITS.prizeCountMax)),
      detail: shape.orNull(shape.text('Mô tả giải', LIMITS.pageSummaryLengthMax)),
      amountVnd: shape.orNull(shape.integer('Giá trị một giải (đồng)', 1, LIMITS.prizeVndMax)),
    }),
    LIMITS.pageRowsMax,
  ),
  documents: shape.list(
    'Văn bản, tài liệu',
    shape.record('Văn bản', {
      title: shape.text('Tên văn bản', LIMITS.pageSummaryLengthMax),
      number: lineOrNull('Số, ký hiệu'),
      date: shape.orNull(shape.date('Ngày văn bản')),
      url: shape.orNull(shape.text('Địa chỉ văn bản', LIMITS.urlLengthMax)),
    }),
    LIMITS.pageRowsMax,
  ),
});

/**
 * Everything that makes the page of a contest impossible, by path; empty when it can be shown.
 *
 * Example: a document at `http://van.ban/1` gives one fault at `documents[0].url`.
 */
export function checkContestPage(page: ContestPage): RuleFault[] {
  const faults = [...checkShape(page, PAGE_SHAPE), ...hiddenCharacters(page)];
  if (faults.length > 0) return faults;
  const accent = page.accent === null ? [] : checkAccent(page.accent, 'accent');
  const links = page.documents.flatMap(({ url }, i) =>
    faultIf(
      url !== null && !isHttps(url),
      `documents[${i}].url`,
      'NOT_HTTPS',
      'Địa chỉ văn bản phải là một địa chỉ đầy đủ, bắt đầu bằng https://.',
    ),
  );
  return [...accent, ...links];
}

/** A value with every text in the form that the product stores. Expects one without hidden characters. */
export function normalizeTexts<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value), (_, one: unknown) =>
    typeof one === 'string' ? normalizeText(one) : one,
  ) as Value;
}

/** A link that every browser opens as what it shows: no other scheme, no name and password in front of the host. */
function isHttps(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password } = new URL(text);
  return protocol === 'https:' && username === '' && password === '';
}

/** A fault for each text, anywhere in a value, with signs that nobody sees: they come along when pasting. */
export function hiddenCharacters(value: unknown, path = ''): RuleFault[] {
  if (typeof value === 'string') {
    return faultIf(!isPlain(value), path, 'HIDDEN_CHARACTERS', 'Trong chữ có ký tự ẩn. Hãy gõ lại thay vì dán.');
  }
  if (Array.isArray(value)) return value.flatMap((one, i) => hiddenCharacters(one, `${path}[${i}]`));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => hiddenCharacters(one, path === '' ? key : `${path}.${key}`));
}

function isPlain(text: string): boolean {
  try {
    normalizeText(text);
    return true;
  } catch {
    return false;
  }
}
