import { GiftMetaError, readGiftMeta } from '../gift-meta.js';
import { Refusal } from '../gift-refusal.js';
import { withoutMarkup } from '../gift-text.js';
import { fieldsOf, metaLines } from './gift-format.js';
import { faultAt, FileRefusal, tidy, type Fault, type Question, type RawQuestion, type Reading } from './question.js';
import { decodeText } from './text-file.js';
import { childOf, childrenOf, escapeXml, parseXml, textOf, type XmlElement } from './xml.js';

/**
 * Reads Moodle XML: multichoice and truefalse, categories as topics, markup taken off. Level, source and window stand in
 * tags, written as the metadata lines of GIFT: `level: 2`. `row` counts the questions of the file.
 *
 * Source: Moodle docs "Moodle XML format". @throws FileRefusal
 */
export function readMoodleXml(bytes: Buffer): Reading {
  const quiz = parseXml(decodeText(bytes));
  if (quiz?.name !== 'quiz')
    throw new FileRefusal('NOT_THIS_FORMAT', 'Đây không phải tệp Moodle XML (thiếu thẻ quiz).');
  const raws: RawQuestion[] = [];
  const faults: Fault[] = [];
  let topic: string | null = null;
  let row = 0;
  for (const node of childrenOf(quiz, 'question')) {
    const type = node.attributes['type'] ?? '';
    if (type === 'category') {
      topic =
        textOf(childOf(node, 'category', 'text'))
          .trim()
          .split('/')
          .at(-1) || null;
      continue;
    }
    row++;
    try {
      if (type !== 'multichoice' && type !== 'truefalse') {
        faults.push(faultAt(row, 'KIND_NOT_TAKEN', `Câu loại “${type}”: cuộc thi chỉ hỏi câu chọn phương án.`));
      } else raws.push({ ...questionOf(node, row, type), topic });
    } catch (error) {
      if (error instanceof Refusal) faults.push(faultAt(row, 'PICTURE', error.message));
      else if (error instanceof GiftMetaError) faults.push(faultAt(row, 'SYNTAX', error.message));
      else throw error;
    }
  }
  return tidy(raws, faults);
}

function questionOf(node: XmlElement, row: number, type: string): RawQuestion {
  const tags = childrenOf(childOf(node, 'tags') ?? node, 'tag').map((tag) => textOf(childOf(tag, 'text')).trim());
  const answers = childrenOf(node, 'answer').map((answer) => ({
    text: contentOf(answer),
    fraction: Number(answer.attributes['fraction'] ?? 0),
  }));
  const isSingle = textOf(childOf(node, 'single')).trim() !== 'false';
  const question: RawQuestion = {
    row,
    code: textOf(childOf(node, 'idnumber')).trim() || textOf(childOf(node, 'name', 'text')).trim(),
    stem: contentOf(childOf(node, 'questiontext')),
    options: answers.map(({ text, fraction }) => ({ text, right: fraction > 0 })),
    explanation: contentOf(childOf(node, 'generalfeedback')),
    ...fieldsOf(readGiftMeta(tags.map((text) => ({ line: row, text })))),
  };
  if (type === 'truefalse') {
    const isTrue = answers.some(({ text, fraction }) => /^true$/i.test(text.trim()) && fraction > 0);
    question.options = [
      { text: 'Đúng', right: isTrue },
      { text: 'Sai', right: !isTrue },
    ];
  } else if (isSingle && answers.some(({ fraction }) => fraction > 0 && fraction < 100)) {
    const message = 'Câu chọn một có phương án được tính một phần điểm; mỗi câu chỉ đúng hoặc sai.';
    question.faults = [faultAt(row, 'KEY_AMBIGUOUS', message)];
  }
  return question;
}

/** The text of a field; Moodle takes one without a format for HTML. */
function contentOf(node: XmlElement | undefined): string {
  if (!node) return '';
  const text = textOf(childOf(node, 'text'));
  if (childOf(node, 'file')) throw new Refusal('picture', 'Câu hỏi có tệp kèm theo; chỉ nhận chữ.');
  const isPlain = ['plain_text', 'markdown'].includes(node.attributes['format'] ?? '');
  return isPlain ? text : withoutMarkup(text);
}

/** Writes Moodle XML as Moodle and `readMoodleXml` read it. */
export function writeMoodleXml(questions: readonly Question[]): Buffer {
  let topic: string | null = null;
  const parts: string[] = [];
  for (const question of questions) {
    if (question.topic !== null && question.topic !== topic) {
      const path = escapeXml(`$course$/top/${question.topic}`);
      parts.push(`<question type="category"><category><text>${path}</text></category></question>`);
    }
    topic = question.topic ?? topic;
    parts.push(questionXml(question));
  }
  return Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n${parts.join('\n')}\n</quiz>\n`);
}

function questionXml({ code, stem, kind, options, explanation, ...rest }: Question): string {
  const plain = (name: string, text: string): string =>
    `<${name} format="plain_text"><text>${escapeXml(text)}</text></${name}>`;
  const keys = options.filter(({ right }) => right).length;
  const isTrueFalse = kind === 'true_false' && options[0]?.text === 'Đúng';
  const answers = options.map(({ text, right }, place) => {
    const fraction = right ? Number((100 / keys).toFixed(5)) : kind === 'multiple' ? -100 : 0;
    const words = isTrueFalse ? (place === 0 ? 'true' : 'false') : text;
    return `<answer fraction="${fraction}" format="plain_text"><text>${escapeXml(words)}</text></answer>`;
  });
  const tags = metaLines({ code, stem, kind, options, explanation, ...rest }).map(
    (line) => `<tag><text>${escapeXml(line)}</text></tag>`,
  );
  return [
    `<question type="${isTrueFalse ? 'truefalse' : 'multichoice'}">`,
    `<name><text>${escapeXml(code ?? stem.slice(0, 60))}</text></name>`,
    plain('questiontext', stem),
    plain('generalfeedback', explanation ?? ''),
    `<defaultgrade>1</defaultgrade><penalty>0</penalty><hidden>0</hidden><idnumber>${escapeXml(code ?? '')}</idnumber>`,
    ...(isTrueFalse ? [] : [`<single>${kind !== 'multiple'}</single><shuffleanswers>true</shuffleanswers>`]),
    ...answers,
    `<tags>${tags.join('')}</tags>`,
    '</question>',
  ].join('\n');
}
