import { DomainError, isCalendarDate, LIMITS, normalizeLines, searchKey, type ItemKind } from '#domain';

/** One question as a file gives it: what the file does not say is null, and nothing is guessed but the kind. */
export interface Question {
  /** Where it begins: the row of a table, the line of a text, the paragraph of a Word file. From 1. */
  row: number;
  /** Its name in the file, when it has one: "Câu 12". */
  label: string | null;
  code: string | null;
  /** A topic's code or title, as the file writes it. */
  topic: string | null;
  level: 1 | 2 | 3 | null;
  subBank: string | null;
  kind: ItemKind;
  stem: string;
  options: { text: string; right: boolean }[];
  explanation: string | null;
  /** Number and sign of the document, its day 'YYYY-MM-DD', the article. */
  document: string | null;
  date: string | null;
  article: string | null;
  /** First and last day on which the document says so. */
  validFrom: string | null;
  validTo: string | null;
  mark: string | null;
}

/** What a reader takes out of a file, before any of it is tidied: all of `Question`, in the file's own words. */
export type RawQuestion = Pick<Question, 'row' | 'stem' | 'options'> &
  Partial<Record<keyof Omit<Question, 'row' | 'stem' | 'options' | 'kind'>, string | null>> & {
    /** Left out: found from options and keys. */
    kind?: ItemKind | undefined;
    faults?: Fault[];
  };

export type FaultCode =
  | 'NOTHING_FOUND'
  | 'TOO_MANY'
  | 'HEAD_MISSING'
  | 'HIDDEN_CHARACTERS'
  | 'LEVEL_UNKNOWN'
  | 'KIND_UNKNOWN'
  | 'KEY_UNREADABLE'
  | 'KEY_AMBIGUOUS'
  | 'DATE_UNREADABLE'
  | 'WINDOW_REVERSED'
  | 'CODE_TWICE'
  | 'CODE_TOO_LONG'
  | 'OPTION_LETTERS'
  | 'STRAY_TEXT'
  | 'PICTURE'
  | 'KIND_NOT_TAKEN'
  | 'SYNTAX';

/** Something that a person has to look at; the message is Vietnamese. An error keeps the question out. */
export interface Fault {
  /** As `Question.row`; null when it is the file as a whole. */
  row: number | null;
  /** The field by its name on the screen, or the column of a text file; null when it is the question as a whole. */
  column: string | null;
  code: FaultCode;
  severity: 'error' | 'warning';
  message: string;
}

/** What is in a file: its questions in their order, and what was found wrong. */
export interface Reading {
  questions: Question[];
  faults: Fault[];
}

/** A file as a whole that is not read; message in Vietnamese for who chose it. */
export class FileRefusal extends Error {
  constructor(
    readonly code:
      | 'EMPTY'
      | 'TOO_LARGE'
      | 'NOT_THIS_FORMAT'
      | 'OLD_OFFICE'
      | 'MACROS'
      | 'ENTITIES'
      | 'ENCODING'
      | 'LEGACY_ENCODING'
      | 'NUL',
    message: string,
  ) {
    super(message);
  }
}

/** What the fields are called on screens, in the heads of tables and before the lines of a Word file. */
export const FIELD_NAMES = {
  code: 'Mã câu',
  topic: 'Chủ đề',
  level: 'Mức độ',
  kind: 'Loại câu',
  stem: 'Câu hỏi',
  key: 'Đáp án',
  explanation: 'Giải thích',
  document: 'Văn bản',
  date: 'Ngày văn bản',
  article: 'Điều khoản',
  validFrom: 'Hiệu lực từ',
  validTo: 'Hiệu lực đến',
  subBank: 'Phần ngân hàng',
  mark: 'Ghi chú',
} as const;

/** A question of which nothing is said but where it begins. */
export const emptyQuestion = (row: number): RawQuestion => ({ row, stem: '', options: [] });

/** Makes the fault of a question. Example: `faultAt(7, 'SYNTAX', 'Thiếu dấu }.')`. */
export function faultAt(
  row: number | null,
  code: FaultCode,
  message: string,
  { column = null, severity = 'error' }: { column?: string | null; severity?: Fault['severity'] } = {},
): Fault {
  return { row, column, code, severity, message };
}

/**
 * Brings what a reader took out of a file to one form: NFC, plain blanks, no unseen characters, days as 'YYYY-MM-DD',
 * levels as 1 to 3, the kind by what the options say. What cannot be read is told and left empty.
 */
export function tidy(raws: readonly RawQuestion[], faults: readonly Fault[] = []): Reading {
  const reading: Reading = { questions: [], faults: [...faults] };
  if (raws.length > LIMITS.bankFileQuestionsMax) {
    const message = `Tệp có ${raws.length} câu hỏi; nhiều nhất là ${LIMITS.bankFileQuestionsMax}, hãy chia thành nhiều tệp.`;
    return { questions: [], faults: [faultAt(null, 'TOO_MANY', message)] };
  }
  if (raws.length === 0 && faults.length === 0) {
    reading.faults.push(faultAt(null, 'NOTHING_FOUND', 'Không tìm thấy câu hỏi nào trong tệp.'));
  }
  const rowOf = new Map<string, number>();
  for (const raw of raws) {
    const { question, faults: own } = tidyOne(raw);
    const before = question.code === null ? undefined : rowOf.get(question.code);
    if (before !== undefined) {
      own.push(
        faultAt(raw.row, 'CODE_TWICE', `Mã “${question.code}” đã dùng ở dòng ${before} của tệp.`, {
          column: FIELD_NAMES.code,
        }),
      );
    } else if (question.code !== null) rowOf.set(question.code, raw.row);
    reading.questions.push(question);
    reading.faults.push(...own);
  }
  reading.faults.sort((a, b) => (a.row ?? 0) - (b.row ?? 0));
  return reading;
}

function tidyOne(raw: RawQuestion): { question: Question; faults: Fault[] } {
  const faults = [...(raw.faults ?? [])];
  const clean = (text: string, column: string, isOneLine = true): string => {
    try {
      const lines = normalizeLines(text.replace(/\t/g, ' '));
      const filled = lines.split('\n').filter((line) => line !== '');
      return filled.join(isOneLine ? ' ' : '\n');
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      const sign = String(error.details['codePoint']);
      const message = `Có ký tự ẩn hoặc ký tự điều khiển (${sign}); hãy gõ lại đoạn ấy.`;
      faults.push(faultAt(raw.row, 'HIDDEN_CHARACTERS', message, { column }));
      return text.replace(/[\p{C}\uFFFD]/gu, ' ').trim();
    }
  };
  const field = (name: keyof typeof FIELD_NAMES & keyof RawQuestion, isOneLine = true): string | null =>
    clean(String(raw[name] ?? ''), FIELD_NAMES[name], isOneLine) || null;
  const day = (name: 'date' | 'validFrom' | 'validTo'): string | null => {
    const text = field(name);
    const found = text === null ? null : readDay(text);
    if (text !== null && found === null) {
      const message = `Không đọc được ngày “${text}”; hãy viết như 01/07/2026.`;
      faults.push(faultAt(raw.row, 'DATE_UNREADABLE', message, { column: FIELD_NAMES[name] }));
    }
    return found;
  };
  const options = raw.options.map(({ text, right }, i) => ({ text: clean(text, optionName(i)), right }));
  const levelText = field('level');
  const level = levelText === null ? null : readLevel(levelText);
  if (levelText !== null && level === null) {
    const message = `Không hiểu mức độ “${levelText}”; hãy viết 1, 2, 3 hoặc nhận biết, thông hiểu, vận dụng.`;
    faults.push(faultAt(raw.row, 'LEVEL_UNKNOWN', message, { column: FIELD_NAMES.level }));
  }
  const question: Question = {
    row: raw.row,
    label: raw.label ?? null,
    code: codeOf(field('code')),
    topic: field('topic'),
    level,
    subBank: codeOf(field('subBank')),
    kind: raw.kind ?? kindOf(options),
    stem: clean(raw.stem, FIELD_NAMES.stem, false),
    options,
    explanation: field('explanation', false),
    document: field('document'),
    date: day('date'),
    article: field('article'),
    validFrom: day('validFrom'),
    validTo: day('validTo'),
    mark: field('mark'),
  };
  if ((question.code?.length ?? 0) > LIMITS.codeLengthMax) {
    const message = `Mã câu dài quá ${LIMITS.codeLengthMax} ký tự.`;
    faults.push(faultAt(raw.row, 'CODE_TOO_LONG', message, { column: FIELD_NAMES.code }));
  }
  if (question.validFrom !== null && question.validTo !== null && question.validTo < question.validFrom) {
    const message = `Hiệu lực kết thúc (${question.validTo}) trước khi bắt đầu (${question.validFrom}).`;
    faults.push(faultAt(raw.row, 'WINDOW_REVERSED', message, { column: FIELD_NAMES.validTo }));
  }
  return { question, faults };
}

/** A text without these signs, and blanks, at its end; an expression would be quadratic. */
export function withoutEnd(text: string, signs: string): string {
  let end = text.length;
  while (end > 0 && (signs.includes(text[end - 1]!) || text[end - 1]!.trim() === '')) end--;
  return text.slice(0, end);
}

/** The name of an option on the screen by its place. Example: `optionName(0) = 'Phương án A'`. */
export const optionName = (place: number): string => `Phương án ${String.fromCharCode(65 + place)}`;

/** Codes stand in addresses and files: what is no code is made one. Example: `codeOf('Câu 1') = 'cau-1'`. */
export function codeOf(text: string | null): string | null {
  if (text === null || /^[a-z0-9]+(?:[-_.][a-z0-9]+)*$/.test(text)) return text;
  return (
    searchKey(text)
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '') || null
  );
}

/** True-false is known by its words, several choices by several keys. */
export function kindOf(options: readonly { text: string; right: boolean }[]): ItemKind {
  const words = options.map(({ text }) => text.trim().replace(/\.$/, '').toLowerCase().normalize('NFC'));
  if (words.length === 2 && words[0] === 'đúng' && words[1] === 'sai') return 'true_false';
  return options.filter(({ right }) => right).length > 1 ? 'multiple' : 'single';
}

const LEVELS: readonly [RegExp, 1 | 2 | 3][] = [
  [/^(?:muc )?1$|^nhan biet$|^nb$|^biet$|^de$/, 1],
  [/^(?:muc )?2$|^thong hieu$|^th$|^hieu$|^trung binh$/, 2],
  [/^(?:muc )?3$|^van dung(?: cao)?$|^vdc?$|^kho$/, 3],
];

/** Example: `readLevel('Thông hiểu') = 2`, `readLevel('5') = null`. */
export function readLevel(text: string): 1 | 2 | 3 | null {
  const key = searchKey(text).replace(/[.:()]/g, '');
  return LEVELS.find(([words]) => words.test(key))?.[1] ?? null;
}

/** A day as people write it. Example: `readDay('1/7/2026') = '2026-07-01'`, `readDay('31/2/2026') = null`. */
export function readDay(text: string): string | null {
  const [, year, month, date] = /^(\d{4})-(\d{2})-(\d{2})(?:[T ]00:00.*)?$/.exec(text) ?? [];
  const [, d, m, y] = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text) ?? [];
  const day = year ? `${year}-${month}-${date}` : y ? `${y}-${m!.padStart(2, '0')}-${d!.padStart(2, '0')}` : '';
  return isCalendarDate(day) ? day : null;
}

/**
 * Which options an answer names: letters, numbers from 1, or the words of an option. Null when it names none.
 *
 * Example: `readKey('A và C', options) = [0, 2]`, `readKey('b', options) = [1]`, `readKey('Đúng', trueFalse) = [0]`.
 */
export function readKey(text: string, options: readonly { text: string }[]): number[] | null {
  const plain = withoutEnd(text.normalize('NFC').trim(), '.;,');
  const same = (a: string, b: string): boolean => searchKey(a).replace(/\.$/, '') === searchKey(b).replace(/\.$/, '');
  const byWords = options.flatMap((option, i) => (same(option.text, plain) ? [i] : []));
  if (byWords.length === 1) return byWords;
  const list = plain.replace(/(?:^|\s)(?:và|phương án|câu|ý|là)(?=\s|$)/giu, ' ').trim();
  const places = /^[A-F](?:[\s,;&+/]*[A-F])*$/i.test(list)
    ? [...list.toUpperCase().replace(/[^A-F]/g, '')].map((letter) => letter.charCodeAt(0) - 65)
    : /^[1-6](?:[\s,;&+]+[1-6])*$/.test(list)
      ? list.match(/\d/g)!.map((digit) => Number(digit) - 1)
      : [];
  // "B. Sở Nội vụ": the letter with the words of its option beside it.
  const [, letter] = /^([A-F])\s*[.):\-–]\s*\S/i.exec(plain) ?? [];
  if (letter !== undefined && places.length === 0) places.push(letter.toUpperCase().charCodeAt(0) - 65);
  const unlike = [...new Set(places)].sort((a, b) => a - b);
  return unlike.length > 0 && unlike.every((place) => place < options.length) ? unlike : null;
}

/** Marks as right what the answer names; an answer that names nothing is told. */
export function applyKey(question: RawQuestion, answer: string): void {
  const text = answer.trim();
  if (text === '') return;
  const right = readKey(text, question.options);
  if (right === null) {
    const message = `Không hiểu đáp án “${text.slice(0, 60)}”; hãy ghi chữ cái của phương án, ví dụ B hoặc A, C.`;
    (question.faults ??= []).push(faultAt(question.row, 'KEY_UNREADABLE', message, { column: FIELD_NAMES.key }));
    return;
  }
  question.options = question.options.map((option, i) => ({ ...option, right: right.includes(i) }));
}

/**
 * Number and sign, day and article out of one line.
 *
 * Example: `readSource('Khoản 2 Điều 5 Nghị định số 63/2010/NĐ-CP ngày 08/6/2010')` = { document: '63/2010/NĐ-CP',
 * date: '8/6/2010', article: 'Khoản 2 Điều 5' }.
 */
export function readSource(text: string): Pick<RawQuestion, 'document' | 'date' | 'article'> {
  const line = text.normalize('NFC').trim();
  const sign = /\d{1,5}\/(?:\d{4}\/)?[A-ZĐƯ][A-ZĐƯ0-9]*(?:-[A-ZĐƯ0-9]+)*/u.exec(line)?.[0];
  const article = /(?:(?:điểm|khoản|điều|mục|phụ lục)\s+[\p{L}\d.]+[,\s]*)+/iu.exec(line)?.[0];
  const date = /ngày\s+(\d{1,2}[/.-]\d{1,2}[/.-]\d{4})/i.exec(line)?.[1];
  // Without a sign the line as it stands is the source: a law by its name, a book.
  return {
    document: sign ?? line,
    date: date ?? null,
    article: sign === undefined || article === undefined ? null : withoutEnd(article, ','),
  };
}
