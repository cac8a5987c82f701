import { applyKey, emptyQuestion, faultAt, FIELD_NAMES, optionName, readKey, readSource, tidy } from './question.js';
import type { Fault, RawQuestion, Reading } from './question.js';
import { questionOfRow, readHeads, type Heads } from './table.js';
import { refuseLegacy } from './text-file.js';
import {
  BOLD,
  COLOUR,
  HIGHLIGHT,
  ITALIC,
  joined,
  plain,
  readParagraphs,
  UNDERLINE,
  type Marked,
  type WordParagraph,
} from './word-package.js';

/**
 * Reads questions out of a Word file as drafters write them: "Câu 1." or "1." or an automatic list; options A, B, C, D
 * typed or numbered by Word, one a line, several in a line, or in a table; the key in bold, underlined, highlighted,
 * coloured, with an asterisk, on a line "Đáp án: B" or in a list of answers at the end; "Giải thích:", "Căn cứ:", topics as
 * headings. A table with the heads of the Excel template is read as one.
 *
 * @throws FileRefusal
 */
export function readWord(bytes: Buffer): Reading {
  const paragraphs = readParagraphs(bytes);
  refuseLegacy(paragraphs.flatMap(({ lines }) => lines.map(({ text }) => text)).join('\n'));
  return new WordReader(paragraphs).read();
}

const QUESTION_WORD = /^\s*câu(?:\s+hỏi)?(?:\s+số)?\s*(\d{1,4})(?!\d|\/)\s*[.:)\-–—]*\s*/i;
const QUESTION_NUMBER = /^\s*(\d{1,4})\s*([.):/])\s*(?=\D)/;
const OPTION = /^\s*(?:(\*)\s*)?[(\[]?([A-Fa-f])\s*(?:(\*)\s*)?[.):/\]]\s*/;
/** The same in the middle of a line, from its letter on. */
const NEXT_OPTION = /(?<=[\s;.*])([A-Fa-f])\s*(\*?)[.)]\s*(?=\S)/g;
const HEADING = /^\s*(?:chủ đề|lĩnh vực|chuyên đề|phần|chương|mục)\s*(?:\d+|[IVX]+)?\s*[.:–-]\s*(?=\S)/i;
const ROMAN = /^\s*[IVX]{1,5}\s*[.):–-]\s*(?=\S)/;
const KEY_LIST = /^\s*(?:bảng\s+)?đáp án(?:\s+(?:các câu|trắc nghiệm|đúng))?\s*[:.]?\s*$/i;

/** How a list of answers begins: "1. B", "Câu 1: B", or the row of numbers of a table. */
const KEYS_BEGIN = /^\s*(?:câu\s*)?\d{1,4}\s*[.:)\-–]?\s*[A-F](?!\p{L})|^\s*câu(?:\s+\d+)+\s*$|^\s*\d+(?:\t\d+)+\s*$/iu;

/** Lines below a question that begin with these words. */
const LABELS: readonly [RegExp, keyof typeof FIELD_NAMES | 'source'][] = [
  [/^\s*(?:đáp án(?:\s+đúng)?|phương án đúng|trả lời(?:\s+đúng)?|đ\/a|đa)(?:\s+là)?\s*[:.\-–]\s*/i, 'key'],
  [/^\s*đáp án(?:\s+đúng)?(?:\s+là)?\s+(?=[A-F](?:\s*[,;và]+\s*[A-F])*\s*\.?\s*$)/i, 'key'],
  [/^\s*(?:lời\s+)?(?:giải thích|giải)(?:\s+đáp án)?\s*[:.]\s*/i, 'explanation'],
  [/^\s*(?:căn cứ|nguồn|cơ sở pháp lý|trích dẫn)(?:\s+pháp lý)?\s*[:.]\s*/i, 'source'],
  [/^\s*văn bản\s*:\s*/i, 'document'],
  [/^\s*ngày (?:văn bản|ban hành)\s*:\s*/i, 'date'],
  [/^\s*(?:điều khoản|điều, khoản)\s*:\s*/i, 'article'],
  [/^\s*mức(?:\s+độ)?\s*:\s*/i, 'level'],
  [/^\s*mã(?:\s+câu(?:\s+hỏi)?)?\s*:\s*/i, 'code'],
  [/^\s*hiệu lực từ\s*:\s*/i, 'validFrom'],
  [/^\s*hiệu lực đến\s*:\s*/i, 'validTo'],
  [/^\s*phần ngân hàng\s*:\s*/i, 'subBank'],
  [/^\s*ghi chú\s*:\s*/i, 'mark'],
];

interface Option {
  letter: string;
  label: Marked;
  text: Marked;
  hasStar: boolean;
}

interface Open {
  question: RawQuestion;
  number: number | null;
  options: Option[];
  answer: string | null;
  /** To what a line without a label belongs. */
  at: 'stem' | 'options' | 'explanation' | 'other';
}

class WordReader {
  private readonly raws: RawQuestion[] = [];
  private readonly faults: Fault[] = [];
  private readonly byNumber = new Map<number, RawQuestion>();
  private open: Open | null = null;
  private topic: string | null = null;
  private heads: Heads | null = null;
  /** Behind "ĐÁP ÁN" at the end. */
  private keyLines: string[] | null = null;
  /** A line "Đáp án:" without an answer: it stands on the next. */
  private awaitsAnswer = false;
  /** What stands behind the bare numbers of questions in this file. */
  private sign: string | null = null;
  /** Does the file say "Câu 1"? Then a bare "1." is part of a text. */
  private readonly saysCau: boolean;

  constructor(private readonly paragraphs: readonly WordParagraph[]) {
    this.saysCau = paragraphs.some(
      ({ label, lines }) =>
        (label !== null && QUESTION_WORD.test(`${label.text} `)) || QUESTION_WORD.test(lines[0]!.text),
    );
  }

  read(): Reading {
    for (const paragraph of this.paragraphs) this.paragraph(paragraph);
    this.close();
    this.readKeyList();
    return tidy(this.raws, this.faults);
  }

  private paragraph(paragraph: WordParagraph): void {
    const { row, label, lines, isHeading, cells } = paragraph;
    if (this.keyLines !== null) {
      const isQuestion = QUESTION_WORD.test(lines[0]!.text) && lines[0]!.text.length > 40;
      if (!isQuestion) {
        this.keyLines.push(...(cells === null ? lines.map(({ text }) => text) : [cells.join('\t')]));
        return;
      }
      this.readKeyList();
    }
    if (cells !== null && this.tableRow(paragraph, cells)) return;
    if (cells === null) this.heads = null;
    if (isHeading) {
      const text = lines
        .map((line) => line.text)
        .join(' ')
        .trim();
      if (text === '') return;
      if (!QUESTION_WORD.test(text)) return this.heading(text);
    }
    if (label?.kind === 'number' && (this.saysCau ? QUESTION_WORD.test(`${label.text} `) : this.mayBegin(label.text))) {
      const number = Number(/\d+/.exec(label.text)?.[0] ?? Number.NaN);
      this.begin(row, number);
      this.stem(whole(lines));
    } else if (label?.kind === 'letter' && this.open !== null) {
      const letter = String.fromCharCode(65 + this.open.options.length);
      this.option({ letter, label: sliced(lines[0]!, 0, 0), text: whole(lines), hasStar: false });
    } else if (label?.kind === 'words' && this.open !== null) {
      this.labelled(`${label.text} ${whole(lines).text}`);
    } else {
      for (const line of lines) this.line(line, row);
    }
    if (paragraph.hasPicture) this.picture();
  }

  /** A row of a table with the heads of the template; anything else in a table is read as lines. */
  private tableRow({ row }: WordParagraph, cells: string[]): boolean {
    const heads = readHeads(cells);
    if (heads) {
      this.close();
      this.heads = heads;
      return true;
    }
    const question = this.heads && questionOfRow({ row, cells }, this.heads);
    if (!question) return false;
    this.raws.push({ ...question, label: `Câu ${this.raws.length + 1}`, topic: question.topic || this.topic });
    return true;
  }

  private line(line: Marked, row: number): void {
    const { text } = line;
    if (text.trim() === '') return;
    if (this.awaitsAnswer) {
      this.awaitsAnswer = false;
      if (KEYS_BEGIN.test(text)) {
        this.close();
        this.keyLines = [text];
        return;
      }
      if (
        this.open &&
        readKey(
          text,
          this.open.options.map((option) => option.text),
        ) !== null
      ) {
        this.open.answer = text;
        this.open.at = 'other';
        return;
      }
    }
    if (KEY_LIST.test(text)) {
      this.awaitsAnswer = true;
      return;
    }
    const [begin = '', number] = this.beginningOf(text) ?? [];
    if (number !== undefined) {
      this.begin(row, Number(number));
      return this.stem(sliced(line, begin.length));
    }
    const heading = HEADING.exec(text)?.[0] ?? (isLoud(line) ? ROMAN.exec(text)?.[0] : undefined);
    if (heading !== undefined && !this.isInText()) return this.heading(text.slice(heading.length));
    if (this.open === null) return;
    if (this.open.at !== 'explanation' || LABELS.some(([words]) => words.test(text))) {
      if (this.labelled(text)) return;
    }
    const options = this.optionsOf(line);
    if (options !== null) options.forEach((option) => this.option(option));
    else this.more(line);
  }

  /** Text of a stem or an explanation may say "Mục 1: …" and is no heading. */
  private isInText(): boolean {
    return this.open !== null && this.open.options.length === 0;
  }

  private beginningOf(text: string): [string, string] | null {
    const found = (this.saysCau ? QUESTION_WORD : QUESTION_NUMBER).exec(text);
    return found && (this.saysCau || this.mayBegin(found[1]!, found[2])) ? [found[0], found[1]!] : null;
  }

  /** A bare number begins a question only where one may begin: steps in a stem are numbered as well, often "1)". */
  private mayBegin(label: string, sign = '.'): boolean {
    this.sign ??= sign;
    if (sign !== this.sign && this.open?.options.length === 0) return false;
    const number = Number(/\d+/.exec(label)?.[0] ?? Number.NaN);
    if (this.open === null || this.open.options.length >= 2) return true;
    return this.open.number !== null && number === this.open.number + 1;
  }

  private begin(row: number, number: number): void {
    this.close();
    const question: RawQuestion = { ...emptyQuestion(row), topic: this.topic };
    question.label = `Câu ${Number.isNaN(number) ? this.raws.length + 1 : number}`;
    this.open = { question, number: Number.isNaN(number) ? null : number, options: [], answer: null, at: 'stem' };
    this.raws.push(question);
  }

  /** The rest of the line that begins a question: perhaps a code and a level in brackets, then the text. */
  private stem(line: Marked): void {
    const { question } = this.open!;
    let rest = line;
    const take = (pattern: RegExp): string | undefined => {
      const found = pattern.exec(rest.text);
      if (found) rest = sliced(rest, found[0].length);
      return found?.[1];
    };
    question.code = take(/^\s*\[((?=[\w.-]*\d)[\w.-]{2,80})\]\s*[.:]?\s*/) ?? null;
    question.level = take(/^\s*\((nhận biết|thông hiểu|vận dụng(?: cao)?|NB|TH|VDC?|mức \d)\)\s*[.:]?\s*/i) ?? null;
    const options = this.optionsOf(rest, true);
    if (options !== null) {
      question.stem = rest.text.slice(0, rest.text.indexOf(options[0]!.label.text)).trim();
      options.forEach((option) => this.option(option));
    } else question.stem = rest.text.trim();
  }

  private more(line: Marked): void {
    const { question, options, at } = this.open!;
    const text = line.text.trim();
    if (at === 'stem') question.stem = `${question.stem}\n${text}`.trim();
    else if (at === 'explanation') question.explanation = `${question.explanation}\n${text}`;
    else if (at === 'options' && /^\p{Ll}/u.test(text)) {
      const last = options.at(-1)!;
      last.text = joined([last.text, plain(' '), trimmed(line)]);
    } else {
      const message = `Dòng “${text.slice(0, 60)}” không rõ thuộc phần nào nên bị bỏ qua.`;
      this.faults.push(faultAt(question.row, 'STRAY_TEXT', message, { severity: 'warning' }));
    }
  }

  /** A line such as "Giải thích: …". */
  private labelled(text: string): boolean {
    for (const [words, field] of LABELS) {
      const found = words.exec(text);
      if (!found) continue;
      const open = this.open!;
      const value = text.slice(found[0].length).trim();
      if (field === 'key') {
        if (value === '') this.awaitsAnswer = true;
        open.answer = value;
      } else if (field === 'source') Object.assign(open.question, readSource(value));
      else open.question[field as 'explanation'] = value;
      open.at = field === 'explanation' ? 'explanation' : 'other';
      return true;
    }
    return false;
  }

  private option(option: Option): void {
    const { question, options } = this.open!;
    const expected = String.fromCharCode(65 + options.length);
    if (option.letter !== expected) {
      const message = `Sau các phương án đã có phải là ${expected}, không phải ${option.letter}.`;
      (question.faults ??= []).push(faultAt(question.row, 'OPTION_LETTERS', message));
    }
    options.push(option);
    this.open!.at = 'options';
  }

  /**
   * The options that stand in a line: one at its beginning, and the next letters behind tabs or blanks. In the middle of
   * a line (`isInside`) at least A and B must stand.
   */
  private optionsOf(line: Marked, isInside = false): Option[] | null {
    const first = OPTION.exec(line.text);
    const have = this.open!.options.length;
    const marks: { at: number; end: number; letter: string; hasStar: boolean }[] = [];
    if (first && !isInside) {
      const letter = first[2]!.toUpperCase();
      // An "a)" where B is due is a list within the text, but A again, or a letter left out, is a slip to be told.
      if (have === 0 && letter !== 'A') return null;
      marks.push({ at: 0, end: first[0].length, letter, hasStar: first[1] === '*' || first[3] === '*' });
    } else if (!isInside || have > 0) return null;
    const isSmall = first !== null && !isInside && /[a-f]/.test(first[2]!);
    for (const found of line.text.matchAll(NEXT_OPTION)) {
      const next = String.fromCharCode((marks.at(-1)?.letter.charCodeAt(0) ?? 64) + 1);
      if (found[1] !== (isSmall ? next.toLowerCase() : next) || found.index < (marks.at(-1)?.end ?? 0)) continue;
      const before = line.text.slice(0, found.index).trimEnd();
      const isStarred = before.endsWith('*');
      const at = isStarred ? before.length - 1 : found.index;
      marks.push({ at, end: found.index + found[0].length, letter: next, hasStar: isStarred || found[2] === '*' });
    }
    if (marks.length === 0 || (isInside && marks.length < 2)) return null;
    return marks.map(({ at, end, letter, hasStar }, i) => ({
      letter,
      label: sliced(line, at, end),
      text: trimmed(sliced(line, end, marks[i + 1]?.at)),
      hasStar,
    }));
  }

  private heading(text: string): void {
    this.close();
    this.topic = text.replace(HEADING, '').replace(ROMAN, '').trim();
  }

  private picture(): void {
    const question = this.open?.question ?? this.raws.at(-1);
    if (!question) return;
    const message = 'Có hình, công thức hoặc vật thể: tệp chỉ nhập phần chữ, hình thêm sau ở trang soạn.';
    this.faults.push(faultAt(question.row, 'PICTURE', message, { severity: 'warning' }));
  }

  private close(): void {
    const open = this.open;
    this.open = null;
    if (open === null) return;
    if (open.number !== null) this.byNumber.set(open.number, open.question);
    settleKey(open);
  }

  /** "1.B  2.C", one or many in a line; or a row of numbers and a row of letters below it. */
  private readKeyList(): void {
    const lines = this.keyLines ?? [];
    this.keyLines = null;
    const answers: [number, string][] = [];
    lines.forEach((line, i) => {
      for (const [, number, letter] of line.matchAll(/(?:câu\s*)?(\d{1,4})\s*[.:)\-–\t]?\s*([A-F])(?![\p{L}\d])/giu)) {
        answers.push([Number(number), letter!]);
      }
      const numbers = line.match(/\d+/g) ?? [];
      const letters = (lines[i + 1] ?? '').replace(/đáp án/i, '').match(/(?<!\p{L})[A-F](?!\p{L})/gu) ?? [];
      if (/^[^A-Fa-f]*$|^câu/i.test(line) && numbers.length > 0 && numbers.length === letters.length) {
        numbers.forEach((number, n) => answers.push([Number(number), letters[n]!]));
      }
    });
    for (const [number, letter] of answers) {
      const question = this.byNumber.get(number);
      if (!question || question.options.some(({ right }) => right)) continue;
      question.faults = question.faults?.filter(({ code }) => code !== 'KEY_UNREADABLE') ?? [];
      applyKey(question, letter);
    }
  }
}

/** Which options are right, by the answer line and by how they look. Two ways that disagree are told. */
function settleKey({ question, options, answer }: Open): void {
  question.options = options.map(({ text }) => ({ text: withoutStar(text.text), right: false }));
  const marked = waysOf(options);
  const byAnswer = answer === null || answer === '' ? null : readKey(answer, question.options);
  if (answer !== null && answer !== '' && byAnswer === null) return applyKey(question, answer);
  const [first, ...others] = marked;
  const right = byAnswer ?? first?.places ?? [];
  question.options = question.options.map((option, i) => ({ ...option, right: right.includes(i) }));
  const unlike = (byAnswer === null ? others : marked).find(({ places }) => places.join() !== right.join());
  if (unlike) {
    const names = (places: readonly number[]): string => places.map((place) => optionName(place).slice(-1)).join(', ');
    const said = byAnswer === null ? `${first!.name}: ${names(right)}` : `dòng đáp án ghi ${names(right)}`;
    const message = `Không rõ đáp án: ${said}, nhưng ${unlike.name}: ${names(unlike.places)}.`;
    (question.faults ??= []).push(faultAt(question.row, 'KEY_AMBIGUOUS', message, { column: FIELD_NAMES.key }));
  }
}

/** Ways in which some options, but not all, are marked. */
function waysOf(options: readonly Option[]): { name: string; places: number[] }[] {
  const ways: [string, (option: Option) => boolean][] = [
    ['dấu sao', ({ hasStar, text }) => hasStar || /^\*|\*$|\((?:đúng|đ)\)$/i.test(text.text)],
    ['gạch chân', ({ text }) => looks(text, UNDERLINE)],
    ['gạch chân chữ cái', ({ label }) => looks(label, UNDERLINE)],
    ['tô nền', ({ text }) => looks(text, HIGHLIGHT)],
    ['đổi màu chữ', ({ text }) => looks(text, COLOUR)],
    ['in đậm', ({ text }) => looks(text, BOLD)],
    ['in đậm chữ cái', ({ label }) => looks(label, BOLD)],
    ['đổi màu chữ cái', ({ label }) => looks(label, COLOUR)],
    ['in nghiêng', ({ text }) => looks(text, ITALIC)],
  ];
  return ways.flatMap(([name, isMarked]) => {
    const places = options.flatMap((option, i) => (isMarked(option) ? [i] : []));
    return places.length > 0 && places.length < options.length ? [{ name, places }] : [];
  });
}

/** Most letters of a text look so: a dot or a blank that was missed does not count. */
function looks({ text, looks: own }: Marked, bit: number): boolean {
  const letters = [...own.keys()].filter((i) => /[\p{L}\p{N}]/u.test(text[i] ?? ''));
  return letters.length > 0 && letters.filter((i) => (own[i]! & bit) !== 0).length >= letters.length * 0.8;
}

/** An option without the star, or the word, that says it is right. */
function withoutStar(text: string): string {
  const plain = text
    .trim()
    .replace(/\((?:đúng|đ)\)$/i, '')
    .trimEnd();
  return plain.slice(plain.startsWith('*') ? 1 : 0, plain.endsWith('*') ? -1 : undefined).trim();
}
/** A heading by its look: bold, or all in capitals. */
const isLoud = (line: Marked): boolean => looks(line, BOLD) || line.text === line.text.toUpperCase();
const sliced = ({ text, looks: own }: Marked, from: number, to?: number): Marked => ({
  text: text.slice(from, to),
  looks: own.slice(from, to),
});
const trimmed = (line: Marked): Marked => {
  const begin = line.text.length - line.text.trimStart().length;
  return sliced(line, begin, line.text.trimEnd().length);
};
const whole = (lines: readonly Marked[]): Marked => ({
  text: lines.map(({ text }) => text).join('\n'),
  looks: lines.flatMap(({ looks: own }, i) => (i > 0 ? [0, ...own] : own)),
});
