import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readGift, type GiftItem, type GiftRefusalKind } from './gift.js';

const FOLDER = new URL('../../../test/fixtures/gift-pegjs/', import.meta.url);
const textOf = (name: string): string => readFileSync(new URL(name, FOLDER), 'utf8');

/** A node of the parse trees that the authors of gift-pegjs publish beside their examples. */
interface Node {
  type: string;
  title: string | null;
  stem: { format: string; text: string };
  globalFeedback?: { text: string } | null;
  isTrue?: boolean;
  trueFeedback?: { text: string } | null;
  falseFeedback?: { text: string } | null;
  choices?: { isCorrect: boolean; weight: number | null; text: { text: string }; feedback: { text: string } | null }[];
}

/** Where each question of each example begins, counted by hand. */
const LINES: Record<string, number[]> = {
  TFTwoFeedback: [1, 3, 5],
  categorySpecialCharacter: [1],
  descriptionTitleEscapedColon: [1, 3],
  escapeAll: [1],
  escapeEquals: [2],
  formatExamples: [2],
  markdown: [1, 3, 6, 11],
  mc1: [1],
  mc4: [2],
  mcHTMLComment: [1],
  multipleAnswersFloat: [1],
  numerical1: [3, 5, 7, 9, 11, 13, 15, 17, 19, 23],
  shortAnswer1: [3, 5],
  shortAnswerNotMatching: [1, 4],
  shortFirstEmbeddedUnderline: [1, 5],
  symbolsAll: [1],
  tag_id_and_two_tags: [3],
  tf1: [1],
  tf1_markdown: [1],
  totara_moodle_backslash: [4],
  totara_moodle_match: [4],
  totara_moodle_multichoice_multi: [4],
  totara_moodle_pre_content: [3],
  totara_moodle_shortanswer_general_feedback: [4],
  totara_moodle_truefalse_true_answer1: [4],
  type_inferred_multiline_markdown: [1],
};

const REFUSED: Record<string, GiftRefusalKind> = {
  Short: 'short_answer',
  Numerical: 'numerical',
  Matching: 'matching',
  Essay: 'essay',
  Description: 'description',
};

/** Plain text of the two HTML examples, by hand, since a reader that strips tags cannot prove itself. */
const PLAIN: Record<string, string> = {
  '<p>The sun rises in which direction?</p>': 'The sun rises in which direction?',
  '<p>The east.</p>': 'The east.',
  '<p>The west.</p>': 'The west.',
  '<b>Awesome!</b>': 'Awesome!',
  'What planet did <em>you</em> grow up on?': 'What planet did you grow up on?',
  '<p>¿En qué supuestos podría el Fiscal autorizar a la Policía Judicial la práctica de una diligencia de entrada y registro?</p>':
    '¿En qué supuestos podría el Fiscal autorizar a la Policía Judicial la práctica de una diligencia de entrada y registro?',
};

function meaning(node: Node, line: number) {
  const plain = (field: { text: string } | null | undefined) => (field ? (PLAIN[field.text] ?? field.text) : null);
  const isRight = (choice: { isCorrect: boolean; weight: number | null }) =>
    choice.isCorrect || (choice.weight ?? 0) > 0;
  const options =
    node.type === 'TF'
      ? [
          { text: 'Đúng', right: node.isTrue, feedback: plain(node.trueFeedback) },
          { text: 'Sai', right: !node.isTrue, feedback: plain(node.falseFeedback) },
        ]
      : node.choices!.map((one) => ({ text: plain(one.text), right: isRight(one), feedback: plain(one.feedback) }));
  const kind = node.type === 'TF' ? 'true_false' : node.choices!.some((one) => one.isCorrect) ? 'single' : 'multiple';
  return { line, title: node.title, stem: plain(node.stem), kind, options };
}

const shown = ({ line, title, stem, kind, options }: GiftItem) => ({ line, title, stem, kind, options });

describe('the examples of gift-pegjs', () => {
  const names = readdirSync(FOLDER)
    .filter((name) => name.endsWith('.gift'))
    .map((name) => name.replace('.gift', ''));

  it('are all here', () => {
    expect(names.toSorted()).toEqual(Object.keys(LINES).toSorted());
  });

  it.each(names)('%s: same meaning, or refused by kind with its line', (name) => {
    const reading = readGift(textOf(`${name}.gift`));
    const tree = JSON.parse(textOf(`${name}.json`)) as Node[];
    const nodes = tree.map((node, index) => ({ node, line: LINES[name]![index]! }));
    const asked = nodes.filter(({ node }) => node.type === 'MC' || node.type === 'TF');
    const others = nodes.filter(({ node }) => node.type in REFUSED);
    expect(reading.items.map(shown)).toEqual(asked.map(({ node, line }) => meaning(node, line)));
    expect(reading.refused.map(({ line, kind }) => ({ line, kind }))).toEqual(
      others.map(({ node, line }) => ({ line, kind: REFUSED[node.type] })),
    );
    expect(reading.categories.map(({ line, name: title }) => ({ line, title }))).toEqual(
      nodes.filter(({ node }) => node.type === 'Category').map(({ node, line }) => ({ line, title: node.title })),
    );
    expect(asked.length + others.length + reading.categories.length).toBe(tree.length);
  });

  it('an HTML explanation comes out as plain lines, its comment and markup gone', () => {
    const [item] = readGift(textOf('mcHTMLComment.gift')).items;
    const lines = item!.generalFeedback!.split('\n');
    expect(lines[0]).toBe('Artículo 5 Estatuto Orgánico del Ministerio Fiscal:');
    expect(lines[1]).toMatch(/^Dos\. Igualmente.*según la Ley de Enjuiciamiento Criminal, las cuales.*preventiva\.$/);
    expect(lines).toHaveLength(2);
  });
});

describe('what GIFT has no field for', () => {
  const text = `$CATEGORY: CCHC/Thủ tục hành chính

// a note of the author: nothing to read
// [id:77] [tag:hồ sơ] [tag:dễ]
// level: 2
// document: 63/2010/NĐ-CP
// date: 2010-06-08
// article: khoản 3 Điều 18
// valid-from: 2010-10-14
// valid-to:
// facts: F203, F204
// status: published
// mark: chờ đối chiếu văn bản gốc
// sub-bank: tuan-1
// asks: situation
// not-with: tt-02, tt-03
::tt-01::Cấp giấy tờ nào? { =Giấy biên nhận ~Biên lai ####Khoản 3 Điều 18. }

Câu sau {T}
`;
  it('rides in comments directly above the question', () => {
    const { items, refused } = readGift(text);
    expect(refused).toEqual([]);
    expect(items[0]).toMatchObject({
      line: 17,
      title: 'tt-01',
      id: '77',
      tags: ['hồ sơ', 'dễ'],
      category: 'CCHC/Thủ tục hành chính',
      topic: 'thu-tuc-hanh-chinh',
      generalFeedback: 'Khoản 3 Điều 18.',
      meta: {
        level: 2,
        document: '63/2010/NĐ-CP',
        date: '2010-06-08',
        article: 'khoản 3 Điều 18',
        validFrom: '2010-10-14',
        validTo: null,
        facts: ['F203', 'F204'],
        status: 'published',
        mark: 'chờ đối chiếu văn bản gốc',
        subBank: 'tuan-1',
        asks: 'situation',
        notWith: ['tt-02', 'tt-03'],
      },
    });
  });

  it('is not inherited by the next question, which is a draft', () => {
    const [, next] = readGift(text).items;
    expect(next).toMatchObject({
      line: 19,
      tags: [],
      meta: { level: null, document: null, facts: [], status: 'draft' },
    });
  });

  it.each([
    ['// level: 4', 'mức độ phải là 1, 2 hoặc 3'],
    ['// date: 31/02/2010', 'ngày phải viết theo mẫu'],
    ['// valid-to: 2026-02-30', 'ngày phải viết theo mẫu'],
    ['// status: xuất bản', 'trạng thái phải là'],
    ['// sub-bank: Tuần 1', 'tên ngân hàng con'],
    ['// asks: trivia', 'chỉ ghi situation hoặc figure'],
    ['// level: 1\n// level: 2', 'ghi hai lần'],
    ['// valid-from: 2026-07-01\n// valid-to: 2026-06-30', 'trước khi bắt đầu'],
  ])('%j is refused, it is never guessed', (comment, why) => {
    const { items, refused } = readGift(`${comment}\nHỏi? {=a ~b}`);
    expect(items).toEqual([]);
    expect(refused).toMatchObject([{ kind: 'metadata', message: expect.stringContaining(why) }]);
  });

  it('a category without a blank line below still counts', () => {
    const { items } = readGift('$CATEGORY: the-che\nHỏi? {T}\n\n$CATEGORY: tai-chinh-cong\n// level: 1\nHỏi nữa? {F}');
    expect(items.map(({ line, topic, meta }) => [line, topic, meta.level])).toEqual([
      [2, 'the-che', null],
      [6, 'tai-chinh-cong', 1],
    ]);
  });
});

describe('which options are right', () => {
  it.each([
    ['{=a =b ~c}', 'ambiguous_key'],
    ['{=a ~%50%b ~c}', 'partial_credit'],
    ['{=%50%a ~b}', 'partial_credit'],
    ['{~a ~b}', 'no_key'],
    ['{~%-100%a ~%0%b}', 'no_key'],
    ['{~%50%a ~%30%b ~c}', 'partial_credit'],
  ])('%s is refused as %s', (options, kind) => {
    expect(readGift(`Hỏi? ${options}`)).toMatchObject({ items: [], refused: [{ line: 1, kind }] });
  });

  it('weights say so where there is no "="', () => {
    const [item] = readGift('Hỏi? {~%33.33333%a ~%-50%b ~%33.33333%c ~%33.33333%d}').items;
    expect(item).toMatchObject({ kind: 'multiple' });
    expect(item!.options.map(({ right }) => right)).toEqual([true, false, true, true]);
  });
});

describe('broken input spoils only itself', () => {
  const GOOD = '::tốt::Câu tốt? {=có ~không}';

  it.each([
    ['an unclosed brace', 'Hỏng? {=a ~b', 'syntax', 'Thiếu dấu }'],
    ['a brace too many', 'Hỏng? {=a ~b}}', 'syntax', 'Thừa dấu }'],
    ['an unescaped sign', 'Hỏng? {=a # b { c} ~d}', 'syntax', 'Sai cú pháp GIFT ở dòng 1, cột'],
    ['a weight that is none', 'Hỏng? {=a ~%nhiều%b}', 'syntax', 'Sai cú pháp'],
    ['two questions with no blank line between', 'Một {T}\nHai {F}', 'syntax', 'Sai cú pháp'],
    ['a blank line inside the braces', 'Hỏng? {\n=a\n\n~b\n\n~c\n}', 'syntax', 'dòng trống bên trong'],
    ['a line of a megabyte', 'x'.repeat(1 << 20), 'too_long', '1048576 ký tự'],
    ['a megabyte of braces', `Hỏng? ${'{~'.repeat(1 << 19)}`, 'too_long', 'thiếu dòng trống'],
    ['a zero-width space', 'Hỏ\u200Bng? {T}', 'control_characters', 'U+200B'],
    ['a picture', '[html]<p>Hỏng <img src\\="a.png"></p> {T}', 'picture', 'chỉ nhận chữ'],
    ['a used code', '::tốt::Hỏng? {T}', 'duplicate_title', 'đã dùng ở dòng 1'],
  ])('%s', (_, bad, kind, message) => {
    const { items, refused } = readGift(`${GOOD}\n\n${bad}\n\n::sau::Câu sau? {F}`);
    expect(items.map(({ title }) => title)).toEqual(['tốt', 'sau']);
    const expected = message.includes('dòng 1, cột') ? message.replace('dòng 1', 'dòng 3') : message;
    expect(refused).toEqual([{ line: 3, kind, message: expect.stringContaining(expected) }]);
  });

  it('an unclosed brace does not swallow the question below', () => {
    const { items, refused } = readGift('Hỏng? {=a\n\nTốt? {=a ~b}');
    expect([refused.map(({ line }) => line), items.map(({ line }) => line)]).toEqual([[1], [3]]);
  });

  it('byte order mark, Windows line ends, tabs and no-break spaces are only the edge', () => {
    const { items, refused } = readGift(
      '\uFEFF// level: 1\r\nHỏi\u00a0gì? {\r\n\t=a\u00a0b\r\n\t~c\r\n}\r\n\r\nNữa? {T}\r\n',
    );
    expect(refused).toEqual([]);
    expect(items[0]).toMatchObject({
      line: 2,
      stem: 'Hỏi gì?',
      meta: { level: 1 },
      options: [{ text: 'a b' }, { text: 'c' }],
    });
    expect(items[1]).toMatchObject({ line: 7 });
  });

  it('decomposed letters come out composed', () => {
    const [item] = readGift('// mark: chờ\n::mã ệ::Nghệ? {=Đường ~Ủy ####Giải thích}'.normalize('NFD')).items;
    expect(JSON.stringify(item)).toBe(JSON.stringify(item).normalize('NFC'));
    expect(item).toMatchObject({ title: 'mã ệ', stem: 'Nghệ?', generalFeedback: 'Giải thích', meta: { mark: 'chờ' } });
  });

  it('a colon without a backslash is read, as Moodle reads it', () => {
    const [item] = readGift('::x::Chọn câu đúng: một trong hai {=lúc 08:00 ~lúc 09:00 ####Giờ: 08:00}').items;
    expect(item).toMatchObject({ title: 'x', stem: 'Chọn câu đúng: một trong hai', generalFeedback: 'Giờ: 08:00' });
  });

  it('a comment between the options is no part of an option', () => {
    expect(readGift('Hỏi? {\n=a\n// ghi chú\n~b\n}').items[0]!.options.map(({ text }) => text)).toEqual(['a', 'b']);
  });

  it('markup of an HTML question becomes text, entities once', () => {
    const html = '[html]<p>1 &lt; 2<br>và &amp;lt;</p><script>x()</script><!-- y --> {=<i>a</i> ~b}';
    expect(readGift(html).items[0]).toMatchObject({ stem: '1 < 2\nvà &lt;', options: [{ text: 'a' }, { text: 'b' }] });
  });

  it('never throws, every question is read or refused, within the time of its length', () => {
    const piece = fc.constantFrom(
      '::',
      '{',
      '}',
      '=',
      '~',
      '#',
      '####',
      '%50%',
      '->',
      '\\',
      ':',
      ' ',
      '\n',
      '\n\n',
      '//',
      'a',
      'ệ',
      '$CATEGORY:',
      'TRUE',
      '[html]',
      '<p>',
      '1..2',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const text = pieces.join('');
        const { items, refused } = readGift(text);
        const last = text.split('\n').length;
        expect([...items, ...refused].every(({ line }) => line >= 1 && line <= last)).toBe(true);
        expect(items.every(({ options }) => options.some(({ right }) => right))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
