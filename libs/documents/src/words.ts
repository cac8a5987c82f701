import { formatCount, formatDateTime, formatDuration, formatPercent, formatPoints, NO_RATE } from '#domain';
import type { Annex, Block, Cell, Column, OfficialDocument, Table } from './official-document.js';

/**
 * What cannot be printed or would change what is beside it: control signs, halves of pairs, signs that turn the direction
 * of writing, what no XML may hold.
 */
const UNPRINTABLE = /[\p{Cc}\p{Cs}\u2028\u2029\u202A-\u202E\u2066-\u2069\uFEFF\uFFFE\uFFFF]+/gu;

/** A text as all formats write it: composed letters, one line, nothing that cannot be printed. */
export function plain(text: string): string {
  return text.normalize('NFC').replace(UNPRINTABLE, ' ');
}

/** Without those of these signs that it ends with. */
export function withoutEnd(text: string, signs: string): string {
  let end = text.length;
  while (end > 0 && signs.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

export const upper = (text: string): string => text.toLocaleUpperCase('vi');

/**
 * A cell as people read it. Null, and a share of nothing, is '–'. What is a text stays one in a column of any kind.
 *
 * Example: a percent of { numerator: 182, denominator: 222 } is '81,98%'; 1234 of kind count is '1.234'.
 */
export function cellText(cell: Cell, kind: Column['kind']): string {
  if (cell === null) return NO_RATE;
  if (typeof cell === 'string') return kind === 'date' ? dateText(cell) : plain(cell);
  if (typeof cell === 'object') {
    const { numerator, denominator } = cell;
    if (denominator === 0) return NO_RATE;
    if (kind === 'percent') return formatPercent(numerator, denominator);
    // A mean of points is rounded to a hundredth once, as any other share is.
    if (kind === 'points') return formatPoints(hundredths(numerator, denominator * 1000) * 10);
    if (kind === 'seconds') return formatDuration(Math.floor(numerator / denominator) * 1000);
    return formatRatio(numerator, denominator);
  }
  switch (kind) {
    case 'points':
      return formatPoints(cell);
    case 'seconds':
      return formatDuration(cell * 1000);
    case 'moment':
      return formatDateTime(cell);
    default:
      return formatCount(cell);
  }
}

/** Two decimals, rounded half up in integers: 5060 and 7884 lượt are '1,56'. */
export function formatRatio(numerator: number, denominator: number): string {
  const rounded = hundredths(numerator, denominator);
  return `${formatCount(Math.floor(rounded / 100))},${String(rounded % 100).padStart(2, '0')}`;
}

function hundredths(numerator: number, denominator: number): number {
  const twice = 2n * BigInt(denominator);
  return Number((200n * BigInt(numerator) + BigInt(denominator)) / twice);
}

function dateText(date: string): string {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date) ?? [];
  return year === undefined ? plain(date) : `${day}/${month}/${year}`;
}

/** 'Số: …/BC-BTC'; the document office fills in what is left empty. */
export const symbolLine = ({ letterhead }: OfficialDocument): string => `Số: …/${plain(letterhead.symbol)}`;

const EMPTY_DATE = 'ngày … tháng … năm …';

export const placeAndDate = ({ place }: OfficialDocument): string =>
  `${place === null ? '…………' : plain(place)}, ${EMPTY_DATE}`;

/** '(Kèm theo Báo cáo số …/BC-BTC ngày … tháng … năm … của Ban Tổ chức)' */
export function referenceLine({ kind, letterhead }: OfficialDocument): string {
  const name = plain(kind).toLocaleLowerCase('vi');
  const kindName = `${upper(name.slice(0, 1))}${name.slice(1)}`;
  return `(Kèm theo ${kindName} số …/${plain(letterhead.symbol)} ${EMPTY_DATE} của ${plain(letterhead.agency)})`;
}

/** 'Kính gửi: A' for one; a list below it for more. */
export function recipientLines({ recipients }: OfficialDocument): string[] {
  if (recipients.length === 1) return [`Kính gửi: ${plain(recipients[0]!)}`];
  if (recipients.length === 0) return [];
  return ['Kính gửi:', ...listed(recipients)];
}

/** '- A;', the last '- Z.' */
export const listed = (lines: readonly string[]): string[] =>
  lines.map((line, i) => `- ${withoutEnd(plain(line), ' ;.')}${i === lines.length - 1 ? '.' : ';'}`);

/** The body as it is printed: it ends with './.', behind its last sentence or, after a table or chart, on a line of its own. */
export function endedBody(body: readonly Block[]): Block[] {
  const last = body.at(-1);
  if (last === undefined) return [];
  if (last.block !== 'paragraph') return [...body, { block: 'paragraph', text: './.' }];
  return [...body.slice(0, -1), { ...last, text: `${withoutEnd(last.text, ' .;,/')}./.` }];
}

/** The rows of a table that stand on paper, as texts, and the sentence that says what is left out. */
export function paperRows({ rows, columns, rowsOnPaper, hasTotal }: Table): {
  rows: string[][];
  leftOut: string | null;
} {
  const texts = (row: readonly Cell[]) => columns.map(({ kind }, i) => cellText(row[i] ?? null, kind));
  const room = Math.max(1, rowsOnPaper ?? Infinity);
  const total = hasTotal ? rows.slice(-1) : [];
  const others = hasTotal ? rows.slice(0, -1) : rows;
  const shown = others.length > room ? [...others.slice(0, room), ...total] : rows;
  const leftOut =
    others.length > room
      ? `Bảng còn ${formatCount(others.length - room)} dòng; toàn bộ ${formatCount(others.length)} dòng có trong tệp Excel kèm theo.`
      : null;
  return { rows: shown.map(texts), leftOut };
}

/** What stands below a table, in italics. */
export const tableNotes = (table: Table, leftOut: string | null): string[] =>
  [leftOut, table.note === undefined ? null : plain(table.note)].filter((note) => note !== null);

export const EMPTY_TABLE = 'Không có dữ liệu.';

/** Paragraph as it is read: an item has a dash. */
export const paragraphText = ({ text, item }: { text: string; item?: boolean }): string =>
  item ? `- ${plain(text)}` : plain(text);

/** What the document is called where only one line is shown: its kind and subject. */
export const documentTitle = ({ kind, subject, annexes }: OfficialDocument): string =>
  plain([kind, subject].filter(Boolean).join(' ') || (annexes[0]?.title ?? ''));

/** The parts that are paged by themselves: the paper itself, unless only its annexes are wanted, and each annex. */
export function partsOf(document: OfficialDocument): ({ annex: null } | { annex: Annex })[] {
  const own = document.only === 'annexes' ? [] : [{ annex: null }];
  return [...own, ...document.annexes.map((annex) => ({ annex }))];
}
