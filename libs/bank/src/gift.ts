import { parse, type GIFTQuestion, type SyntaxError as PegError, type TextChoice, type TrueFalse } from 'gift-pegjs';
import { DomainError, LIMITS, searchKey, type CheckedItem, type ItemKind } from '#domain';
import { GiftMetaError, readGiftMeta, type GiftMeta } from './gift-meta.js';
import { NOT_ASKED, Refusal, type GiftRefusalKind } from './gift-refusal.js';
import { openBraces, splitGift, type GiftBlock } from './gift-split.js';
import { oneLine, plainText } from './gift-text.js';

export type { GiftMeta, GiftRefusalKind };

export interface GiftOption {
  text: string;
  right: boolean;
  feedback: string | null;
}

export interface GiftItem {
  /** 1-based line of the file where the question begins. */
  line: number;
  /** The `::title::`, our code of the item. */
  title: string | null;
  stem: string;
  kind: ItemKind;
  options: GiftOption[];
  /** What stands after `####`: our explanation. */
  generalFeedback: string | null;
  /** Moodle's `[id:...]` and `[tag:...]`, kept as they are. */
  id: string | null;
  tags: string[];
  /** The `$CATEGORY` in force, whole, and its last part as a topic code; null before the first one. */
  category: string | null;
  topic: string | null;
  meta: GiftMeta;
}

export interface GiftRefusal {
  line: number;
  kind: GiftRefusalKind;
  /** Vietnamese, for the person who imports. */
  message: string;
}

export interface GiftReading {
  items: GiftItem[];
  refused: GiftRefusal[];
  categories: { line: number; name: string; topic: string }[];
}

/**
 * Reads a bank of questions in GIFT, the text format of Moodle. Every question is read for itself: a bad one is refused
 * with its line and the reason, the others are read. Single choice, several choices (by weights) and true-false are
 * taken; the other kinds of Moodle are refused by kind. Text comes out plain and NFC; markup of `[html]` is taken off and
 * nothing is ever rendered. Number of options, source and wording are judged by `checkItem` of #domain, not here.
 *
 * What GIFT has no field for stands in comment lines directly above the question, which Moodle skips:
 * `// level: 2`, `// document: 63/2010/NĐ-CP`, `// date: 2010-06-08`, `// article: khoản 1 Điều 3`, `// valid-from: 2010-10-14`,
 * `// valid-to:`, `// facts: F021, F022`, `// status: draft|review|published`, `// mark: …`, `// sub-bank: tuan-1`,
 * `// asks: situation|figure`, `// not-with: the-che-07`.
 * The topic is the last part of `$CATEGORY`. A line of its own that is not one of these is an ordinary comment.
 *
 * Source: Moodle docs "GIFT format"; grammar of gift-pegjs. Example: `readGift('::a::1 + 1 = 2 {T}').items[0].kind = 'true_false'`.
 */
export function readGift(text: string): GiftReading {
  const reading: GiftReading = { items: [], refused: [], categories: [] };
  const titles = new Map<string, number>();
  let category: GiftReading['categories'][number] | null = null;
  const blocks = splitGift(text);
  if (blocks.length > LIMITS.giftBlocksMax) {
    const message = `Tệp có ${blocks.length} câu hỏi và chủ đề; nhiều nhất là ${LIMITS.giftBlocksMax}, hãy chia thành nhiều tệp.`;
    return { ...reading, refused: [{ line: 1, kind: 'too_long', message }] };
  }
  for (const block of blocks) {
    if (block.category !== null) {
      const name = block.category.normalize('NFC');
      category = { line: block.line, name, topic: topicCode(name) };
      reading.categories.push(category);
      continue;
    }
    try {
      const item = readItem(block, category);
      const before = item.title === null ? undefined : titles.get(item.title);
      if (before !== undefined) {
        throw new Refusal('duplicate_title', `Mã câu hỏi “${item.title}” đã dùng ở dòng ${before}.`);
      }
      if (item.title !== null) titles.set(item.title, item.line);
      reading.items.push(item);
    } catch (error) {
      reading.refused.push({ line: block.line, ...explain(error) });
    }
  }
  return reading;
}

/** The item as `checkItem` and `checkBank` of #domain want it. */
export function checkedItemOf(item: GiftItem): CheckedItem {
  const { document, validFrom, validTo } = item.meta;
  const { stem, kind, options, generalFeedback: explanation } = item;
  return { id: item.title ?? `dòng ${item.line}`, kind, stem, options, explanation, document, validFrom, validTo };
}

function explain(error: unknown): { kind: GiftRefusalKind; message: string } {
  if (error instanceof Refusal) return { kind: error.kind, message: error.message };
  if (error instanceof GiftMetaError) return { kind: 'metadata', message: error.message };
  if (error instanceof DomainError && error.code === 'TEXT_HAS_CONTROL_CHARACTERS') {
    const message = `Câu hỏi có ký tự ẩn hoặc ký tự điều khiển (${error.details['codePoint']}); hãy gõ lại đoạn ấy.`;
    return { kind: 'control_characters', message };
  }
  throw error;
}

function readItem(block: GiftBlock, category: GiftReading['categories'][number] | null): GiftItem {
  const node = parseBlock(block);
  if (node.type !== 'MC' && node.type !== 'TF') throw new Refusal(...NOT_ASKED[node.type]);
  const { kind, options } = node.type === 'TF' ? trueFalse(node) : choices(node.choices);
  const comments = block.comments.map((comment) => comment.text).join('\n');
  return {
    line: block.line,
    title: oneLine(node.title ?? '') || null,
    stem: plainText(node.stem),
    kind,
    options,
    generalFeedback: plainText(node.globalFeedback) || null,
    id: /\[id:([^\]\n]+)\]/.exec(comments)?.[1]?.trim() ?? null,
    tags: [...comments.matchAll(/\[tag:([^\]\n]+)\]/g)].map((match) => match[1]!),
    category: category?.name ?? null,
    topic: category?.topic ?? null,
    meta: readGiftMeta(block.comments),
  };
}

/**
 * Asks the grammar. It wants a backslash before every colon, which Moodle does not and people forget, so a text that
 * fails is tried once more with its lone colons escaped.
 */
function parseBlock(block: GiftBlock): GIFTQuestion {
  if (block.blankInside) {
    throw new Refusal(
      'syntax',
      'Có dòng trống bên trong ngoặc { }: mỗi câu phải viết liền, dòng trống chỉ để giữa hai câu.',
    );
  }
  if (block.text.length > LIMITS.giftBlockLengthMax) {
    throw new Refusal('too_long', `Câu hỏi dài ${block.text.length} ký tự; có lẽ thiếu dòng trống giữa các câu.`);
  }
  let failure: unknown;
  for (const text of [block.text, block.text.replace(/(?<![\\:]):(?!:)/g, '\\:')]) {
    try {
      const [node, ...others] = parse(text);
      if (node !== undefined && others.length === 0) return node;
    } catch (error) {
      failure ??= error;
    }
  }
  throw new Refusal('syntax', syntaxMessage(block, failure));
}

function syntaxMessage(block: GiftBlock, failure: unknown): string {
  const depth = openBraces(block.text.split('\n').map((text, index) => ({ number: index, text })));
  if (depth > 0) return 'Thiếu dấu } đóng phần phương án.';
  if (depth < 0) return 'Thừa dấu } hoặc thiếu dấu { mở phần phương án.';
  const escape = 'Ký tự ~ = # { } trong nội dung phải có dấu \\ đứng trước.';
  const at = (failure as Partial<Pick<PegError, 'location'>> | undefined)?.location?.start;
  const line = at === undefined ? undefined : block.lines[at.line - 1];
  return line === undefined
    ? `Sai cú pháp GIFT. ${escape}`
    : `Sai cú pháp GIFT ở dòng ${line}, cột ${at!.column}. ${escape}`;
}

function trueFalse(node: TrueFalse): Pick<GiftItem, 'kind' | 'options'> {
  const options = [
    { text: 'Đúng', right: node.isTrue, feedback: plainText(node.trueFeedback) || null },
    { text: 'Sai', right: !node.isTrue, feedback: plainText(node.falseFeedback) || null },
  ];
  return { kind: 'true_false', options };
}

/**
 * Which options are right. `=` marks the one key of a single choice; without `=` the weights mark the keys of several
 * choices, those above 0, which must share 100 %. A weight between 0 and 100 beside a `=` would be part of the points for
 * a wrong answer, which no contest gives: refused, as is a second `=` (in Moodle: either of them is right).
 */
function choices(nodes: TextChoice[]): Pick<GiftItem, 'kind' | 'options'> {
  const keys = nodes.filter((node) => node.isCorrect);
  const weightOf = (node: TextChoice) => node.weight ?? 0;
  if (keys.length > 1) {
    const how = 'câu chọn nhiều phải viết bằng trọng số, ví dụ ~%50%.';
    throw new Refusal('ambiguous_key', `Câu chọn một có ${keys.length} đáp án đánh dấu “=”; ${how}`);
  }
  if (keys.length === 1) {
    const partly = nodes.some((node) => (node.isCorrect ? (node.weight ?? 100) !== 100 : weightOf(node) > 0));
    if (partly)
      throw new Refusal(
        'partial_credit',
        'Câu chọn một có phương án được tính một phần điểm; mỗi câu chỉ đúng hoặc sai.',
      );
    return { kind: 'single', options: optionsOf(nodes, (node) => node.isCorrect) };
  }
  const total = nodes.reduce((sum, node) => sum + Math.max(0, weightOf(node)), 0);
  if (total === 0)
    throw new Refusal('no_key', 'Câu hỏi không có đáp án (không có dấu “=” và không có trọng số dương).');
  if (Math.abs(total - 100) > 1) {
    throw new Refusal('partial_credit', `Trọng số của các đáp án cộng lại được ${total}%, phải là 100%.`);
  }
  return { kind: 'multiple', options: optionsOf(nodes, (node) => weightOf(node) > 0) };
}

function optionsOf(nodes: TextChoice[], isRight: (node: TextChoice) => boolean): GiftOption[] {
  return nodes.map((node) => ({
    text: oneLine(plainText(node.text)),
    right: isRight(node),
    feedback: plainText(node.feedback) || null,
  }));
}

/** The code of a topic from the last part of a category: 'CCHC/Thủ tục hành chính' gives 'thu-tuc-hanh-chinh'. */
function topicCode(category: string): string {
  const last = category.split('/').at(-1) ?? '';
  return searchKey(last)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}
