import { alikeTexts, checkItem, LIMITS, NEAR_DUPLICATE, searchKey } from '#domain';
import type { StoredItem } from '../bank.queries.js';
import type { FileFault, FileQuestion } from '../formats/index.js';
import { codeOf, FIELD_NAMES } from '../formats/question.js';
import { officialTopic } from '../topics.js';

/** Something that a person has to look at in one row. An error keeps the row out. */
export type RowFault = Pick<FileFault, 'column' | 'severity' | 'message'> & {
  code: string;
  /** Told by the reader of the file, and by nobody once the row was mended by hand. */
  isOfFile: boolean;
};

/** What stands in the bank, or in the same file, and asks nearly the same. */
export interface Alike {
  /** In the bank; null for a row of the file. */
  code: string | null;
  row: number | null;
  stem: string;
  /** 75 to 100. */
  percent: number;
}

export interface CheckedRow {
  question: FileQuestion;
  /** The topic as the bank calls it; null when the row names none. */
  topic: { code: string; title: string } | null;
  faults: RowFault[];
  alike: Alike[];
  /** The bank has an item of this code: the row would be its next version. */
  isKnown: boolean;
}

/** What of the bank the check of rows looks at. */
export interface BankAtHand {
  topics: readonly { code: string; title: string }[];
  items: readonly Pick<StoredItem, 'code' | 'topic' | 'subBank' | 'status' | 'stem' | 'options'>[];
  /** Codes of items from which a published round draws. */
  used: ReadonlySet<string>;
}

/**
 * Judges the rows of an import: what the reader found, what the checks of an item say, whether topic and code fit the
 * bank, and what is nearly there already. A draft may lack its source, and rest on one that is over.
 *
 * @param found faults of the reader; of a row that was mended by hand there are none
 * @param today local day 'YYYY-MM-DD'
 */
export function checkRows(
  questions: readonly FileQuestion[],
  found: readonly FileFault[],
  bank: BankAtHand,
  today: string,
): CheckedRow[] {
  const stored = new Map(bank.items.map((item) => [item.code, item]));
  const seen = new Set<string>();
  const alike = alikeOf(questions, bank);
  return questions.map((question, place) => {
    const { row, code } = question;
    const before = code === null ? undefined : stored.get(code);
    const topic = topicOf(question.topic, bank.topics);
    const faults: RowFault[] = found
      .filter((fault) => fault.row === row)
      .map(({ row: _, ...fault }) => ({ ...fault, isOfFile: true }));
    const isTwice = code !== null && seen.has(code);
    if (isTwice && !faults.some((fault) => fault.code === 'CODE_TWICE')) {
      faults.push(faultOf('code', 'CODE_TWICE', `Mã “${code}” dùng hai lần trong tệp.`));
    }
    if (code !== null) seen.add(code);
    faults.push(
      ...placeFaults(question, topic, before, bank),
      ...itemFaults(question, today),
      ...lengthFaults(question),
    );
    return { question, topic, faults, alike: alike[place]!, isKnown: before !== undefined };
  });
}

/** May a row be written? */
export const isGood = ({ faults }: Pick<CheckedRow, 'faults'>): boolean =>
  faults.every(({ severity }) => severity !== 'error');

/** The topic that a file means: by its code, its title in the bank, or the title of an official field; else a new one. */
function topicOf(text: string | null, topics: BankAtHand['topics']): CheckedRow['topic'] {
  const code = codeOf(text);
  if (text === null || code === null) return null;
  const same = (title: string): boolean => searchKey(title) === searchKey(text);
  const known = topics.find((topic) => topic.code === text) ?? topics.find(({ title }) => same(title));
  return known ?? officialTopic(text) ?? { code, title: text };
}

function placeFaults(
  { topic: named, level, subBank }: FileQuestion,
  topic: CheckedRow['topic'],
  before: BankAtHand['items'][number] | undefined,
  bank: BankAtHand,
): RowFault[] {
  const faults: RowFault[] = [];
  if (topic === null) faults.push(faultOf('topic', 'TOPIC_MISSING', 'Chưa có chủ đề.'));
  else if (!bank.topics.some(({ code }) => code === topic.code)) {
    faults.push(faultOf('topic', 'TOPIC_NEW', `Ngân hàng chưa có chủ đề “${named}”; sẽ thêm chủ đề này.`, 'warning'));
  }
  if (level === null) faults.push(faultOf('level', 'LEVEL_MISSING', 'Chưa có mức độ.'));
  if (before?.status === 'retired') {
    faults.push(faultOf('code', 'CODE_RETIRED', `Câu “${before.code}” đã ngừng dùng; hãy đặt mã khác.`));
  }
  const isMoved = topic !== null && before && (before.topic !== topic.code || before.subBank !== subBank);
  if (isMoved && bank.used.has(before.code)) {
    const message = `Câu “${before.code}” đang dùng trong đợt thi: không đổi được chủ đề và phần ngân hàng.`;
    faults.push(faultOf('topic', 'TOPIC_KEPT', message));
  }
  return faults;
}

/** Faults that a draft may have until it is sent. */
const MAY_WAIT = ['SOURCE_MISSING', 'WINDOW_EXPIRED'];

const COLUMN_OF: Readonly<Record<string, keyof typeof FIELD_NAMES>> = {
  STEM_MISSING: 'stem',
  KEY_COUNT: 'key',
  SOURCE_MISSING: 'document',
  EXPLANATION_MISSING: 'explanation',
  WINDOW_EXPIRED: 'validTo',
  WINDOW_NOT_OPEN: 'validFrom',
};

function itemFaults(question: FileQuestion, today: string): RowFault[] {
  const { kind, stem, options, explanation, document, validFrom, validTo } = question;
  const item = { id: '', kind, stem, options, explanation, document, validFrom, validTo };
  return checkItem(item, today).map(({ code, severity, message }) => ({
    column: COLUMN_OF[code] === undefined ? null : FIELD_NAMES[COLUMN_OF[code]],
    code,
    severity: MAY_WAIT.includes(code) ? 'warning' : severity,
    message,
    isOfFile: false,
  }));
}

const LENGTHS = {
  code: LIMITS.codeLengthMax,
  subBank: LIMITS.codeLengthMax,
  topic: LIMITS.codeLengthMax,
  document: LIMITS.pageLineLengthMax,
  article: LIMITS.pageLineLengthMax,
  mark: LIMITS.pageLineLengthMax,
} as const;

const lengthFaults = (question: FileQuestion): RowFault[] =>
  Object.entries(LENGTHS).flatMap(([name, max]) => {
    const field = name as keyof typeof LENGTHS;
    return (question[field]?.length ?? 0) > max ? [faultOf(field, 'FIELD_TOO_LONG', `Dài quá ${max} ký tự.`)] : [];
  });

const faultOf = (
  field: keyof typeof FIELD_NAMES,
  code: string,
  message: string,
  severity: RowFault['severity'] = 'error',
): RowFault => ({ column: FIELD_NAMES[field], code, severity, message, isOfFile: false });

/** Below this a stem says little ("Phát biểu nào sau đây đúng?"), and the options are what is asked. */
const SHORT_STEM = 60;

/** What of a question is compared with others. */
export const comparedText = (stem: string, options: readonly string[]): string =>
  stem.length < SHORT_STEM ? [stem, ...options].join(' ') : stem;

function alikeOf(questions: readonly FileQuestion[], { items }: BankAtHand): Alike[][] {
  const living = items.filter(({ status }) => status !== 'retired');
  const texts = [
    ...living.map(({ stem, options }) => comparedText(stem, options)),
    ...questions.map(({ stem, options }) => comparedText(stem, options.map(({ text }) => text))),
  ]; // prettier-ignore
  const found: Alike[][] = questions.map(() => []);
  for (const [a, b, likeness] of alikeTexts(texts, NEAR_DUPLICATE, living.length)) {
    const own = questions[b - living.length]!;
    const item = living[a];
    const other = questions[a - living.length];
    if (item?.code === own.code && item) continue;
    found[b - living.length]!.push({
      code: item?.code ?? null,
      row: other?.row ?? null,
      stem: item?.stem ?? other!.stem,
      percent: Math.round(likeness * 100),
    });
  }
  return found.map((list) => list.sort((x, y) => y.percent - x.percent).slice(0, 3));
}
