import { checkItem, type ItemFault, type ItemKind } from '#domain';
import { checkedItemOf, type GiftItem } from './gift.js';

export type ItemStatus = 'draft' | 'review' | 'published' | 'retired';

/** One question as an author hands it in. Options in the order they are written; dates are local days 'YYYY-MM-DD'. */
export interface ItemDraft {
  /** Names the item for ever: the same code is the same question, reworded. */
  code: string;
  topic: string;
  /** What the author calls a topic that is none of the official fields. */
  topicName: string | null;
  level: 1 | 2 | 3;
  subBank: string | null;
  status: ItemStatus;
  kind: ItemKind;
  stem: string;
  options: readonly { text: string; right: boolean }[];
  explanation: string | null;
  document: string | null;
  date: string | null;
  article: string | null;
  validFrom: string | null;
  validTo: string | null;
  mark: string | null;
}

export interface DraftReading {
  drafts: ItemDraft[];
  /** Questions that were read but cannot be stored; message in Vietnamese. */
  refused: { line: number; message: string }[];
}

/**
 * Questions read from GIFT as drafts of items. One that has no code, topic or level, or an error by `checkItem`, is
 * refused with its line; a warning does not keep it out. Two errors are no reason to lose a question: one whose source is
 * not in force any more is stored as retired, and one that is not published yet may still lack its source.
 *
 * @param today local day 'YYYY-MM-DD' on which the validity windows are judged
 * @example const { drafts, refused } = draftItems(readGift(text).items, '2026-11-22');
 */
export function draftItems(items: readonly GiftItem[], today: string): DraftReading {
  const reading: DraftReading = { drafts: [], refused: [] };
  for (const item of items) {
    const { title: code, topic, meta } = item;
    const missing = [
      ...(code === null ? ['mã câu hỏi (::mã::)'] : []),
      ...(topic === null ? ['chủ đề ($CATEGORY)'] : []),
      ...(meta.level === null ? ['mức độ (// level:)'] : []),
    ];
    const found = checkItem(checkedItemOf(item), today);
    const isOver = found.some(({ code: fault }) => fault === 'WINDOW_EXPIRED');
    const mayWait = (fault: ItemFault): boolean =>
      fault.code === 'WINDOW_EXPIRED' || (fault.code === 'SOURCE_MISSING' && meta.status !== 'published');
    const errors = found.filter((fault) => fault.severity === 'error' && !mayWait(fault));
    if (code === null || topic === null || meta.level === null) {
      reading.refused.push({ line: item.line, message: `Thiếu ${missing.join(', ')}.` });
    } else if (errors.length > 0) {
      reading.refused.push({ line: item.line, message: errors.map(({ message }) => message).join(' ') });
    } else {
      reading.drafts.push({ ...draftOf(item, code, topic, meta.level), ...(isOver ? { status: 'retired' } : {}) });
    }
  }
  return reading;
}

function draftOf(item: GiftItem, code: string, topic: string, level: 1 | 2 | 3): ItemDraft {
  const { document, date, article, validFrom, validTo, mark, status, subBank } = item.meta;
  const { kind, stem, options, generalFeedback: explanation } = item;
  const source = { document, date, article, validFrom, validTo, mark };
  return {
    code,
    topic,
    topicName: topicNameOf(item),
    level,
    subBank,
    status,
    kind,
    stem,
    options,
    explanation,
    ...source,
  };
}

/** The last part of the category path, as the file writes it. */
function topicNameOf({ category }: GiftItem): string | null {
  return category?.split('/').at(-1)?.trim() || null;
}
