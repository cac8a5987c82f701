import { describe, expect, it } from '@jest/globals';
import jszip from 'jszip';
import { readBankFile } from './index.js';

const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const run = (text: string, look = '') => `<w:r><w:rPr>${look}</w:rPr><w:t xml:space="preserve">${text}</w:t></w:r>`;
const p = (inside: string, properties = '') =>
  `<w:p><w:pPr>${properties}</w:pPr>${inside.startsWith('<') ? inside : run(inside)}</w:p>`;
const auto = (numId: number, level = 0) => `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${numId}"/></w:numPr>`;
const BOLD = '<w:b/>';
const UNDERLINE = '<w:u w:val="single"/>';

const lvl = (at: number, format: string, text: string) =>
  `<w:lvl w:ilvl="${at}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/></w:lvl>`;
const NUMBERING =
  `<w:numbering ${W}><w:abstractNum w:abstractNumId="0">${lvl(0, 'decimal', '%1.')}${lvl(1, 'upperLetter', '%2.')}</w:abstractNum>` +
  `<w:abstractNum w:abstractNumId="1">${lvl(0, 'decimal', 'Câu %1:')}</w:abstractNum>` +
  '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num></w:numbering>';
const STYLES = `<w:styles ${W}><w:style w:type="paragraph" w:styleId="H"><w:name w:val="heading 1"/></w:style></w:styles>`;

async function word(body: string): Promise<Buffer> {
  const zip = new jszip();
  zip.file('word/document.xml', `<w:document ${W}><w:body>${body}</w:body></w:document>`);
  zip.file('word/numbering.xml', NUMBERING);
  zip.file('word/styles.xml', STYLES);
  return zip.generateAsync({ type: 'nodebuffer', compression: 'DEFLATE' });
}
const read = async (...paragraphs: string[]) =>
  readBankFile('docx', await word(paragraphs.map((one) => (one.startsWith('<') ? one : p(one))).join('')));
const keysOf = async (...paragraphs: string[]) => {
  const { questions, faults } = await read(...paragraphs);
  return {
    keys: questions.map(({ options }) => options.flatMap(({ right }, i) => (right ? ['ABCDEF'[i]] : [])).join('')),
    faults: faults.map(({ code }) => code),
  };
};
const OPTIONS = ['A. Bộ Nội vụ', 'B. Bộ Tư pháp', 'C. Bộ Tài chính', 'D. Văn phòng Chính phủ'];

describe('questions in a Word file', () => {
  it('are read with options, key, explanation, source and topic as drafters type them', async () => {
    const { questions, faults } = await read(
      'BỘ CÂU HỎI TRẮC NGHIỆM',
      'Chủ đề 1: Cải cách thể chế',
      'Câu 1. Cơ quan nào chủ trì?',
      ...OPTIONS,
      'Đáp án: B',
      'Giải thích: Theo phân công.',
      'Căn cứ: Khoản 2 Điều 5 Nghị định số 63/2010/NĐ-CP ngày 08/6/2010',
      'Câu 2 (Vận dụng): Hỏi tiếp',
      'gồm hai dòng?',
      'a) Một',
      'b) Hai',
      'Đáp án đúng là b',
    );
    expect(faults).toEqual([]);
    expect(questions).toMatchObject([
      {
        label: 'Câu 1',
        topic: 'Cải cách thể chế',
        stem: 'Cơ quan nào chủ trì?',
        kind: 'single',
        options: [
          { text: 'Bộ Nội vụ', right: false },
          { text: 'Bộ Tư pháp', right: true },
          { text: 'Bộ Tài chính', right: false },
          { text: 'Văn phòng Chính phủ', right: false },
        ],
        explanation: 'Theo phân công.',
        document: '63/2010/NĐ-CP',
        date: '2010-06-08',
        article: 'Khoản 2 Điều 5',
      },
      {
        label: 'Câu 2',
        level: 3,
        stem: 'Hỏi tiếp\ngồm hai dòng?',
        options: [{ right: false }, { text: 'Hai', right: true }],
      },
    ]);
  });

  it.each<[string, string[], string]>([
    ['a bold option', ['A. một', p(run('B. hai', BOLD)), 'C. ba'], 'B'],
    [
      'a bold option where every letter is bold',
      [p(run('A. ', BOLD) + run('một')), p(run('B. ', BOLD) + run('hai', BOLD))],
      'B',
    ],
    ['an underlined option', ['A. một', 'B. hai', p(run('C. ba', UNDERLINE))], 'C'],
    ['an underlined letter', [p(run('A', UNDERLINE) + run('. một')), 'B. hai'], 'A'],
    ['a red option', ['A. một', p(run('B. hai', '<w:color w:val="FF0000"/>'))], 'B'],
    ['a highlighted option', ['A. một', p(run('B. hai', '<w:highlight w:val="yellow"/>'))], 'B'],
    ['an asterisk before the letter', ['A. một', '*B. hai'], 'B'],
    ['an asterisk behind the text', ['A. một *', 'B. hai'], 'A'],
    ['two bold options', [p(run('A. một', BOLD)), 'B. hai', p(run('C. ba', BOLD))], 'AC'],
    ['an answer line with two letters', ['A. một', 'B. hai', 'C. ba', 'Đáp án: A và C'], 'AC'],
    ['an answer on the next line', ['A. một', 'B. hai', 'Đáp án:', 'B'], 'B'],
    [
      'a word in bold inside options, and an answer',
      [p(run('A. không ') + run('phải', BOLD)), 'B. hai', 'Đáp án: B. hai'],
      'B',
    ],
  ])('have the key marked by %s', async (_, options, key) => {
    expect(await keysOf('Câu 1: Hỏi gì?', ...options)).toEqual({ keys: [key], faults: [] });
    expect((await read('Câu 1: Hỏi gì?', ...options)).questions[0]!.options[1]!.text).toMatch(/^hai$/);
  });

  it('have no key when two ways of marking it disagree', async () => {
    const { faults } = await read('Câu 7: Hỏi?', 'A. một', p(run('B. hai', BOLD)), 'C. ba', 'Đáp án: C');
    expect(faults).toMatchObject([
      { code: 'KEY_AMBIGUOUS', message: 'Không rõ đáp án: dòng đáp án ghi C, nhưng in đậm: B.' },
    ]);
  });

  it('are numbered by Word itself, options too', async () => {
    const { questions, faults } = await read(
      p('Hỏi một?', auto(1)),
      p('đỏ', auto(1, 1)),
      p(run('vàng', BOLD), auto(1, 1)),
      p('Hỏi hai?', auto(1)),
      p('xanh', auto(1, 1)),
      p('tím', auto(1, 1)),
      'Đáp án: A',
    );
    expect(faults).toEqual([]);
    expect(questions.map(({ label, stem, options }) => [label, stem, options])).toEqual([
      ['Câu 1', 'Hỏi một?', [{ text: 'đỏ', right: false }, { text: 'vàng', right: true }]],
      ['Câu 2', 'Hỏi hai?', [{ text: 'xanh', right: true }, { text: 'tím', right: false }]],
    ]); // prettier-ignore
    const { questions: named } = await read(p('Hỏi?', auto(2)), 'A. x', 'B. y', 'Đáp án A');
    expect(named).toMatchObject([{ label: 'Câu 1', stem: 'Hỏi?', options: [{ right: true }, { right: false }] }]);
  });

  it('have several options in one line, behind tabs, behind line breaks or in a table without lines', async () => {
    const cell = (text: string) => `<w:tc>${p(text)}</w:tc>`;
    const table = `<w:tbl><w:tr>${cell('A. một')}${cell('B. hai')}</w:tr><w:tr>${cell('C. ba')}${cell('D. bốn')}</w:tr></w:tbl>`;
    const texts = ['một', 'hai', 'ba', 'bốn'];
    const forms = [
      ['Câu 1. Hỏi?', `<w:p>${run('A. một')}<w:r><w:tab/></w:r>${run('B. hai')}<w:r><w:tab/></w:r>${run('C. ba  D. bốn')}</w:p>`],
      ['Câu 1. Hỏi?', 'A. một', 'B. hai   C. ba', 'D. bốn'],
      ['Câu 1. Hỏi?', table],
      ['Câu 1. Hỏi? A. một B. hai C. ba D. bốn'],
      [`<w:p><w:r><w:t>Câu 1. Hỏi?</w:t><w:br/><w:t>A. một</w:t><w:br/><w:t>B. hai</w:t><w:br/><w:t>C. ba</w:t><w:br/><w:t>D. bốn</w:t></w:r></w:p>`],
    ]; // prettier-ignore
    for (const form of forms) {
      const { questions, faults } = await read(...form, 'Đáp án: D');
      expect([faults, questions.map(({ stem, options }) => [stem, options.map(({ text }) => text)])]).toEqual([
        [],
        [['Hỏi?', texts]],
      ]);
      expect(questions[0]!.options[3]!.right).toBe(true);
    }
  });

  it('stand under plain numbers, with a numbered list in a stem that begins no question', async () => {
    const { questions } = await read(
      '1. Thứ tự nào đúng?',
      '1) nộp',
      '2) nhận',
      'A. 1, 2',
      'B. 2, 1',
      'Đáp án: A',
      '2. Hỏi?',
      'A. x',
      'B. y',
    );
    expect(questions.map(({ stem }) => stem)).toEqual(['Thứ tự nào đúng?\n1) nộp\n2) nhận', 'Hỏi?']);
  });

  it('take their keys from a list of answers at the end, or from a table of them', async () => {
    const all = ['Câu 1. Một?', 'A. x', 'B. y', 'Câu 2. Hai?', 'A. x', 'B. y', 'ĐÁP ÁN'];
    expect((await keysOf(...all, '1. B   2. A')).keys).toEqual(['B', 'A']);
    expect((await keysOf(...all, 'Câu 1: B', 'Câu 2: A')).keys).toEqual(['B', 'A']);
    const cell = (text: string) => `<w:tc>${p(text)}</w:tc>`;
    const rows = [['Câu', '1', '2'], ['Đáp án', 'B', 'A']].map((cells) => `<w:tr>${cells.map(cell).join('')}</w:tr>`); // prettier-ignore
    expect((await keysOf(...all, `<w:tbl>${rows.join('')}</w:tbl>`)).keys).toEqual(['B', 'A']);
  });

  it('stand in a table with the heads of the template', async () => {
    const row = (cells: string[]) => `<w:tr>${cells.map((text) => `<w:tc>${p(text)}</w:tc>`).join('')}</w:tr>`;
    const { questions } = await read(
      `<w:tbl>${row(['STT', 'Câu hỏi', 'A', 'B', 'Đáp án'])}${row(['1', 'Hỏi?', 'x', 'y', 'b'])}</w:tbl>`,
    );
    expect(questions).toMatchObject([{ stem: 'Hỏi?', options: [{ text: 'x', right: false }, { text: 'y', right: true }] }]); // prettier-ignore
  });

  it('come without deleted revisions, with a word on pictures, and with headings as topics', async () => {
    const { questions, faults } = await read(
      p('Cải cách tài chính công', '<w:pStyle w:val="H"/>'),
      `<w:p>${run('Câu 1. Hỏi ')}<w:del><w:r><w:delText>cũ</w:delText></w:r></w:del><w:ins>${run('mới?')}</w:ins><w:r><w:drawing/></w:r></w:p>`,
      'A. x',
      'B. y',
      'Đáp án: A',
    );
    expect(questions).toMatchObject([{ stem: 'Hỏi mới?', topic: 'Cải cách tài chính công' }]);
    expect(faults).toMatchObject([{ code: 'PICTURE', severity: 'warning' }]);
  });

  it('tell a letter left out, a key that names nothing and a line that belongs nowhere', async () => {
    const { faults } = await read('Câu 1. Hỏi?', 'A. x', 'C. y', 'Đáp án: F', 'Lưu ý in đậm');
    expect(faults.map(({ row, code }) => [row, code])).toEqual([
      [1, 'STRAY_TEXT'],
      [1, 'OPTION_LETTERS'],
      [1, 'KEY_UNREADABLE'],
    ]);
  });
});
