import { readGift, type GiftItem, type GiftMeta, type GiftRefusalKind } from '../gift.js';
import { faultAt, tidy, type FaultCode, type Question, type RawQuestion, type Reading } from './question.js';
import { decodeText } from './text-file.js';

/**
 * Reads GIFT with the metadata lines of `readGift`. What the file says of a question's status is not asked: whoever imports
 * publishes nothing. @throws FileRefusal for what is no text
 */
export function readGiftFile(bytes: Buffer): Reading {
  const { items, refused } = readGift(decodeText(bytes));
  const faults = refused.map(({ line, kind, message }) =>
    faultAt(kind === 'too_long' ? null : line, faultCodeOf(kind), message),
  );
  return tidy(items.map(rawOf), faults);
}

const NOT_TAKEN: readonly GiftRefusalKind[] = ['description', 'short_answer', 'numerical', 'matching', 'essay'];

function faultCodeOf(kind: GiftRefusalKind): FaultCode {
  if (NOT_TAKEN.includes(kind)) return 'KIND_NOT_TAKEN';
  if (kind === 'picture') return 'PICTURE';
  if (kind === 'control_characters') return 'HIDDEN_CHARACTERS';
  if (kind === 'duplicate_title') return 'CODE_TWICE';
  return kind === 'no_key' || kind === 'ambiguous_key' || kind === 'partial_credit' ? 'KEY_AMBIGUOUS' : 'SYNTAX';
}

function rawOf({ line, title, stem, kind, options, generalFeedback, category, meta }: GiftItem): RawQuestion {
  const topic = category?.split('/').at(-1) ?? null;
  const texts = options.map(({ text, right }) => ({ text, right }));
  return { row: line, code: title, topic, stem, kind, options: texts, explanation: generalFeedback, ...fieldsOf(meta) };
}

/** The fields that stand in metadata, as a reader hands them on. */
export function fieldsOf(meta: GiftMeta): Partial<RawQuestion> {
  const { level, document, date, article, validFrom, validTo, mark, subBank } = meta;
  return { level: level === null ? null : String(level), document, date, article, validFrom, validTo, mark, subBank };
}

/** The same fields as lines `key: value`, in the form that `readGiftMeta` reads. */
export function metaLines(question: Question): string[] {
  const { level, document, date, article, validFrom, validTo, mark, subBank } = question;
  const fields = {
    level,
    document,
    date,
    article,
    'valid-from': validFrom,
    'valid-to': validTo,
    mark,
    'sub-bank': subBank,
  };
  return Object.entries(fields).flatMap(([key, value]) => (value === null ? [] : [`${key}: ${value}`]));
}

const escape = (text: string): string => text.replace(/[\\~=#{}:]/g, '\\$&').replaceAll('\n', '\\n');
/** A text that begins like a weight or a format is told to be plain. */
const optionText = (text: string): string => (/^[%[]/.test(text) ? '[plain]' : '') + escape(text);

/** Writes GIFT as Moodle and `readGiftFile` read it, questions of one topic under one category. */
export function writeGift(questions: readonly Question[]): Buffer {
  let topic: string | null = null;
  const blocks: string[] = [];
  for (const question of questions) {
    if (question.topic !== null && question.topic !== topic) blocks.push(`$CATEGORY: ${question.topic}`);
    topic = question.topic ?? topic;
    const title = question.code === null ? '' : `::${escape(question.code)}::`;
    const explanation = question.explanation === null ? [] : [`####${escape(question.explanation)}`];
    const head = `${title}[plain]${escape(question.stem)} {`;
    const comments = metaLines(question).map((line) => `// ${line}`);
    blocks.push([...comments, head + answersOf(question), ...explanation, '}'].join('\n'));
  }
  return Buffer.from(`${blocks.join('\n\n')}\n`);
}

function answersOf({ kind, options }: Question): string {
  if (kind === 'true_false' && options[0]?.text === 'Đúng') return options[0].right ? 'T' : 'F';
  const keys = options.filter(({ right }) => right).length;
  const share = Number((100 / keys).toFixed(5));
  const sign = (right: boolean): string =>
    kind === 'multiple' ? (right ? `~%${share}%` : '~%-100%') : right ? '=' : '~';
  return options.map(({ text, right }) => `\n${sign(right)}${optionText(text)}`).join('');
}
