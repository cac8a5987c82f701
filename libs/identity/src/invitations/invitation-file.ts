import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { LIMITS } from '#domain';
import { writeLetters } from './invitation-letter.js';
import { helpLine, officeOf, type Letter, type LetterHead } from './invitation-words.js';

export const INVITATION_FORMATS = ['pdf', 'xlsx', 'txt'] as const;
export type InvitationFormat = (typeof INVITATION_FORMATS)[number];

export interface InvitationFile {
  /** The file's name as people read it, in Vietnamese. */
  name: string;
  type: string;
  bytes: Buffer;
}

const TYPES: Record<InvitationFormat, string> = {
  pdf: 'application/pdf',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  txt: 'text/plain; charset=utf-8',
};

/** How invitations become a file: `writeInvitations` here, or in a process beside this one. */
export type InvitationWriter = typeof writeInvitations;

/** Lines written before others get their turn. */
const LINES_A_TURN = 50;

/** Writes invitations as one file: letters on A4, a table for Excel, or texts to paste into Zalo. */
export async function writeInvitations(
  format: InvitationFormat,
  head: LetterHead,
  letters: readonly Letter[],
): Promise<InvitationFile> {
  const write = { pdf: writeLetters, xlsx: writeSheet, txt: writeText }[format];
  const name = `Thư mời đầu mối - ${head.contestTitle}.${format}`;
  return { name, type: TYPES[format], bytes: await write(head, letters) };
}

function writeText(head: LetterHead, letters: readonly Letter[]): Promise<Buffer> {
  const help = helpLine(head);
  const texts = letters.map((letter) =>
    [
      `${letter.unitName} (mã ${letter.unitCode})${letter.fullName === null ? '' : ` - ${letter.fullName}`}`,
      `${head.sample ? '[Dữ liệu mẫu] ' : ''}Ban tổ chức “${head.contestTitle}” mời đơn vị làm ${officeOf(letter)}.`,
      `Mở liên kết này (dùng một lần, không gửi cho người ngoài đơn vị): ${letter.link}`,
      `Hoặc mở ${head.address}, nhập mã đơn vị ${letter.unitCode} và mã mời ${letter.code}.`,
      ...(help === null ? [] : [help]),
    ].join('\n'),
  );
  // With the mark of UTF-8: Windows' own editor would else guess.
  return Promise.resolve(Buffer.from(`\uFEFF${texts.join('\n\n----------\n\n')}\n`, 'utf8'));
}

const COLUMNS: { title: string; width: number; value: (letter: Letter, no: number) => string | number | null }[] = [
  { title: 'STT', width: 6, value: (_, no) => no },
  { title: 'Mã đơn vị', width: 14, value: ({ unitCode }) => unitCode },
  { title: 'Đơn vị', width: 40, value: ({ unitName }) => unitName },
  { title: 'Đơn vị cấp trên', width: 32, value: ({ parentName }) => parentName },
  { title: 'Họ tên', width: 26, value: ({ fullName }) => fullName },
  { title: 'Số điện thoại', width: 16, value: ({ phone }) => phone && phone.replace('+84', '0') },
  { title: 'Vai trò', width: 14, value: (letter) => (letter.isDeputy ? 'Phó' : 'Đầu mối') },
  { title: 'Liên kết dùng một lần', width: 60, value: ({ link }) => link },
  { title: 'Mã mời', width: 14, value: ({ code }) => code },
];

async function writeSheet(head: LetterHead, letters: readonly Letter[]): Promise<Buffer> {
  // Loaded when first needed: it takes a third of a second and a process that invites nobody never pays it.
  const { default: exceljs } = await import('exceljs');
  const stream = new PassThrough();
  const bytes = buffer(stream);
  const book = new exceljs.stream.xlsx.WorkbookWriter({ stream, useStyles: true, useSharedStrings: false });
  book.creator = 'Thi CCHC';
  const sheet = book.addWorksheet('Thư mời đầu mối', { views: [{ state: 'frozen', xSplit: 3, ySplit: 4 }] });
  sheet.columns = COLUMNS.map(({ width }) => ({ width, style: { numFmt: '@' } }));
  const title = sheet.addRow([inCell(`${head.sample ? '[Dữ liệu mẫu] ' : ''}${head.contestTitle}`)]);
  title.font = { bold: true, size: 14 };
  title.commit();
  sheet.addRow([inCell(`Thư mời đầu mối; mỗi liên kết dùng một lần trong ${LIMITS.invitationDays} ngày.`)]).commit();
  sheet.addRow([inCell(helpLine(head) ?? '')]).commit();
  const titles = sheet.addRow(COLUMNS.map((column) => column.title));
  titles.font = { bold: true };
  titles.commit();
  for (const [i, letter] of letters.entries()) {
    const cells = COLUMNS.map(({ value }) => value(letter, i + 1));
    sheet.addRow(cells.map((cell) => (typeof cell === 'string' ? inCell(cell) : cell))).commit();
    if (i % LINES_A_TURN === LINES_A_TURN - 1) await nextTurn();
  }
  sheet.commit();
  await book.commit();
  return bytes;
}

/**
 * Text that stays text. In an Excel file no string is a formula, but the file is saved as CSV and opened again: so what
 * begins like a formula gets an apostrophe before it. Control characters go, and Excel's own escapes (_x0041_) are escaped.
 */
function inCell(text: string): string {
  const plain = text.replace(/\p{Cc}/gu, ' ').replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_');
  return /^\s*[=+\-@＝＋－＠]/u.test(plain) ? `'${plain}` : plain;
}
