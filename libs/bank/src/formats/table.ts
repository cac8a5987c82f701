import { DomainError, LIMITS, searchKey, type ItemKind } from '#domain';
import { isZip, readTableFile, type TableRow } from '#platform';
import { isOldOffice, openOffice } from './office.js';
import {
  applyKey,
  faultAt,
  FIELD_NAMES,
  FileRefusal,
  optionName,
  readSource,
  tidy,
  withoutEnd,
  type Question,
  type RawQuestion,
  type Reading,
} from './question.js';
import { decodeText, refuseLegacy } from './text-file.js';

type Column = keyof typeof FIELD_NAMES;

/** Heads as people write them, by `searchKey`; what stands first is what the template says. */
const HEADS: Readonly<Record<Column, RegExp>> = {
  code: /^ma(?: (?:so|cau|cau hoi|so cau))?$/,
  topic: /^(?:chu de|linh vuc|chuyen de|ma chu de)$/,
  level: /^(?:muc do|muc|cap do|do kho)$/,
  kind: /^(?:loai|loai cau|loai cau hoi|dang cau|dang cau hoi)$/,
  stem: /^(?:cau hoi|noi dung|noi dung cau hoi|phan dan)$/,
  key: /^(?:dap an|dap an dung|phuong an dung|tra loi dung|key)$/,
  explanation: /^(?:giai thich|loi giai thich|loi giai|giai thich dap an)$/,
  document: /^(?:van ban|can cu|can cu phap ly|so ky hieu|so ky hieu van ban|nguon)$/,
  date: /^(?:ngay van ban|ngay ban hanh)$/,
  article: /^(?:dieu khoan|dieu, khoan|trich dan)$/,
  validFrom: /^(?:hieu luc tu|tu ngay)$/,
  validTo: /^(?:hieu luc den|den ngay|het hieu luc)$/,
  subBank: /^(?:phan ngan hang|ngan hang con|phan)$/,
  mark: /^(?:ghi chu|luu y)$/,
};
const OPTION_HEAD = /^(?:(?:phuong an|lua chon|dap an|tra loi)\s*)?([a-f])$|^(?:phuong an|lua chon)\s*([1-6])$/;

export const KIND_NAMES: Readonly<Record<ItemKind, string>> = {
  single: 'Chọn một',
  multiple: 'Chọn nhiều',
  true_false: 'Đúng/Sai',
};
const KINDS: readonly [RegExp, ItemKind][] = [
  [/^(?:chon mot|chon 1|mot dap an|1 dap an|single)$/, 'single'],
  [/^(?:chon nhieu|nhieu dap an|nhieu lua chon|multiple)$/, 'multiple'],
  [/^(?:dung ?\/ ?sai|dung sai|dung hoac sai|true_false)$/, 'true_false'],
];

/** Which column holds what. Null when the row is no head: it names no question, or fewer than two options and no kind. */
export interface Heads {
  fields: Partial<Record<Column, number>>;
  /** Columns of options A, B, …; a gap ends them. */
  options: number[];
}

/** Example: `readHeads(['Câu hỏi', 'A', 'B', 'Đáp án'])` = { fields: { stem: 0, key: 3 }, options: [1, 2] }. */
export function readHeads(cells: readonly string[]): Heads | null {
  const fields: Heads['fields'] = {};
  const places: number[] = [];
  cells.forEach((cell, column) => {
    const key = withoutEnd(searchKey(cell), '.:*');
    const [, letter, digit] = OPTION_HEAD.exec(key) ?? [];
    const place = letter ? letter.charCodeAt(0) - 97 : digit ? Number(digit) - 1 : null;
    if (place !== null) places[place] ??= column;
    else for (const [name, head] of Object.entries(HEADS)) if (head.test(key)) fields[name as Column] ??= column;
  });
  const gap = Array.from(places).indexOf(undefined as never);
  const options = gap < 0 ? places : places.slice(0, gap);
  return fields.stem !== undefined && (options.length >= 2 || fields.kind !== undefined) ? { fields, options } : null;
}

/** One question of a row below the heads; null for a row without one. */
export function questionOfRow({ row, cells }: TableRow, { fields, options }: Heads): RawQuestion | null {
  const at = (column: number | undefined): string => unguarded(cells[column ?? -1] ?? '');
  const texts = options.map((column) => at(column));
  while (texts.length > 0 && texts.at(-1) === '') texts.pop();
  const named = searchKey(at(fields.kind));
  const kind = KINDS.find(([words]) => words.test(named))?.[1];
  if (kind === 'true_false' && texts.length === 0) texts.push('Đúng', 'Sai');
  const source: Pick<RawQuestion, 'document' | 'date' | 'article'> =
    fields.article === undefined && at(fields.document) !== ''
      ? readSource(at(fields.document))
      : { document: at(fields.document), article: at(fields.article) };
  const question: RawQuestion = {
    row,
    stem: at(fields.stem),
    options: texts.map((text) => ({ text, right: false })),
    kind,
    code: at(fields.code),
    topic: at(fields.topic),
    level: at(fields.level),
    subBank: at(fields.subBank),
    explanation: at(fields.explanation),
    ...source,
    ...(fields.date === undefined ? {} : { date: at(fields.date) }),
    validFrom: at(fields.validFrom),
    validTo: at(fields.validTo),
    mark: at(fields.mark),
  };
  if (question.stem === '' && texts.length === 0) return null;
  applyKey(question, at(fields.key));
  if (named !== '' && kind === undefined) {
    const message = `Không hiểu loại câu “${at(fields.kind)}”; hãy ghi ${Object.values(KIND_NAMES).join(', ')}.`;
    (question.faults ??= []).push(faultAt(row, 'KIND_UNKNOWN', message, { column: FIELD_NAMES.kind }));
  }
  return question;
}

/** How far down a head may stand: titles of the agency stand above it. */
const HEAD_WITHIN_ROWS = 20;

/** Questions of rows below a head. */
export function readRows(rows: readonly TableRow[]): Reading {
  refuseLegacy(rows.flatMap(({ cells }) => cells).join('\n'));
  for (const [i, { cells }] of rows.slice(0, HEAD_WITHIN_ROWS).entries()) {
    const heads = readHeads(cells);
    if (heads) return tidy(rows.slice(i + 1).flatMap((row) => questionOfRow(row, heads) ?? []));
  }
  const message = `Không thấy dòng tiêu đề. Cần các cột ${FIELD_NAMES.stem}, ${optionName(0)}, ${optionName(1)} và ${FIELD_NAMES.key}.`;
  return tidy([], [faultAt(null, 'HEAD_MISSING', message)]);
}

/** Reads an Excel file: the first sheet, below its head. @throws FileRefusal */
export async function readExcel(bytes: Buffer): Promise<Reading> {
  openOffice(bytes, 'xl/workbook.xml', 'Excel');
  return readRows(await rowsOf(bytes));
}

/** Reads CSV in UTF-8 parted by commas, semicolons or tabs. @throws FileRefusal */
export async function readCsv(bytes: Buffer): Promise<Reading> {
  if (isZip(bytes) || isOldOffice(bytes)) {
    throw new FileRefusal('NOT_THIS_FORMAT', 'Đây là tệp Excel hoặc Word, không phải CSV.');
  }
  return readRows(await rowsOf(Buffer.from(decodeText(bytes))));
}

async function rowsOf(bytes: Buffer): Promise<TableRow[]> {
  try {
    return await readTableFile(bytes, LIMITS.bankFileQuestionsMax + HEAD_WITHIN_ROWS);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const message = {
      size: 'Tệp quá lớn, hoặc giải nén ra quá lớn.',
      rows: `Tệp có quá nhiều dòng; mỗi tệp nhiều nhất ${LIMITS.bankFileQuestionsMax} câu hỏi.`,
      form: 'Đây không phải bảng Excel hoặc CSV đọc được (hoặc tệp bị hỏng).',
    };
    const reason = error.details['reason'] as keyof typeof message;
    throw new FileRefusal(reason === 'form' ? 'NOT_THIS_FORMAT' : 'TOO_LARGE', message[reason]);
  }
}

/** The columns of a written table, in their order. */
const COLUMNS: readonly (Column | number)[] = [
  ...(['code', 'topic', 'level', 'kind', 'stem'] as const),
  ...[0, 1, 2, 3, 4, 5],
  ...(['key', 'explanation', 'document', 'date', 'article', 'validFrom', 'validTo', 'subBank', 'mark'] as const),
];
export const TABLE_HEADS: readonly string[] = COLUMNS.map((column) =>
  typeof column === 'number' ? optionName(column) : FIELD_NAMES[column],
);

/** The cells of one question under `TABLE_HEADS`. */
export function cellsOf(question: Question): string[] {
  const key = question.options.flatMap(({ right }, i) => (right ? [String.fromCharCode(65 + i)] : [])).join(', ');
  const texts = { ...question, key, kind: KIND_NAMES[question.kind], level: String(question.level ?? '') };
  return COLUMNS.map((column) =>
    typeof column === 'number' ? (question.options[column]?.text ?? '') : (texts[column] ?? ''),
  );
}

/** Programs of tables run what begins so; an apostrophe in front makes it text again. */
const FORMULA = /^'*[=+\-@]/;
const unguarded = (cell: string): string => (/^'+[=+\-@]/.test(cell) ? cell.slice(1) : cell);

/** CSV as Excel opens it: UTF-8 with its mark, quoted, no cell that a program would run. */
export function writeCsv(questions: readonly Question[]): Buffer {
  const line = (cells: readonly string[]): string =>
    cells.map((cell) => `"${(FORMULA.test(cell) ? `'${cell}` : cell).replaceAll('"', '""')}"`).join(',');
  return Buffer.from(`\uFEFF${[TABLE_HEADS, ...questions.map(cellsOf)].map(line).join('\r\n')}\r\n`);
}

/** An Excel file of one sheet; every cell is text. */
export async function writeExcel(questions: readonly Question[]): Promise<Buffer> {
  // Loaded when first needed: it takes a third of a second.
  const { default: exceljs } = await import('exceljs');
  const book = new exceljs.Workbook();
  const sheet = book.addWorksheet('Câu hỏi', { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.columns = TABLE_HEADS.map((head) => ({ width: head === FIELD_NAMES.stem ? 60 : head.length > 12 ? 24 : 16 }));
  sheet.addRow(TABLE_HEADS).font = { bold: true };
  for (const question of questions) {
    const row = sheet.addRow(cellsOf(question).map((cell) => (/^'+[=+\-@]/.test(cell) ? `'${cell}` : cell)));
    row.alignment = { wrapText: true, vertical: 'top' };
    row.eachCell((cell) => (cell.numFmt = '@'));
  }
  return Buffer.from((await book.xlsx.writeBuffer()) as ArrayBuffer);
}
