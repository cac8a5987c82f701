import { describe, expect, it } from '@jest/globals';
import exceljs from 'exceljs';
import { readBankFile } from './index.js';
import { writeCsv } from './table.js';

async function workbook(rows: unknown[][]): Promise<Buffer> {
  const book = new exceljs.Workbook();
  const sheet = book.addWorksheet('Câu hỏi');
  for (const row of rows) sheet.addRow(row);
  return Buffer.from((await book.xlsx.writeBuffer()) as ArrayBuffer);
}
const csv = (...lines: string[]) => readBankFile('csv', Buffer.from(lines.join('\n')));

describe('questions in a table', () => {
  it('are read below a title and heads in any order, days as Excel keeps them', async () => {
    const bytes = await workbook([
      ['BỘ CÂU HỎI NĂM 2026'],
      [],
      ['STT', 'Nội dung câu hỏi', 'Phương án A', 'Phương án B', 'Phương án C', 'Đáp án', 'Mức độ', 'Căn cứ', 'Hiệu lực từ', 'Lĩnh vực'],
      [1, 'Hỏi một?', 'x', 'y', 'z', 'B', 'Thông hiểu', 'Điều 3 Nghị định số 63/2010/NĐ-CP', new Date('2026-07-01T00:00:00Z'), 'Thể chế'],
      [2, 'Hỏi hai?', 'x', 'y', '', 'A; B', 3, '', '1/8/2026', ''],
      [3, 'Đúng không?', 'Đúng', 'Sai', '', 'Sai', '', '', '', ''],
    ]); // prettier-ignore
    const { questions, faults } = await readBankFile('xlsx', bytes);
    expect(faults).toEqual([]);
    expect(questions).toMatchObject([
      { row: 4, stem: 'Hỏi một?', level: 2, topic: 'Thể chế', document: '63/2010/NĐ-CP', article: 'Điều 3', validFrom: '2026-07-01', options: [{ right: false }, { text: 'y', right: true }, {}] },
      { row: 5, kind: 'multiple', level: 3, topic: null, validFrom: '2026-08-01', options: [{ right: true }, { right: true }] },
      { row: 6, kind: 'true_false', options: [{ text: 'Đúng', right: false }, { text: 'Sai', right: true }] },
    ]); // prettier-ignore
  });

  it('tell what cannot be read by row and column', async () => {
    const { questions, faults } = await csv(
      'Mã;Câu hỏi;A;B;Đáp án;Mức độ;Hiệu lực từ;Loại câu',
      'c-1;Hỏi?;x;y;E;giỏi;31/2/2026;tự luận',
      'c-1;Hỏi nữa?;x;y;2;1;;',
    );
    expect(faults).toMatchObject([
      { row: 2, column: 'Đáp án', code: 'KEY_UNREADABLE' },
      { row: 2, column: 'Loại câu', code: 'KIND_UNKNOWN' },
      { row: 2, column: 'Mức độ', code: 'LEVEL_UNKNOWN' },
      { row: 2, column: 'Hiệu lực từ', code: 'DATE_UNREADABLE', message: 'Không đọc được ngày “31/2/2026”; hãy viết như 01/07/2026.' },
      { row: 3, column: 'Mã câu', code: 'CODE_TWICE' },
    ]); // prettier-ignore
    expect(questions).toHaveLength(2);
    expect(await csv('Tên;Tuổi', 'An;5')).toMatchObject({
      questions: [],
      faults: [{ row: null, code: 'HEAD_MISSING' }],
    });
  });

  it('are written so that no program of tables runs a cell', () => {
    const question = { stem: '=HYPERLINK("x")', options: [{ text: '@SUM(1)', right: true }], code: '+1' };
    const text = writeCsv([{ ...question, kind: 'single', level: 1 } as never]).toString();
    expect(text).toContain('"\'=HYPERLINK(""x"")"');
    expect(text).toContain('"\'@SUM(1)"');
    expect(text).toContain('"\'+1"');
  });
});
