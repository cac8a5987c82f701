import { applyKey, faultAt, tidy, type Fault, type Question, type RawQuestion, type Reading } from './question.js';
import { decodeText } from './text-file.js';

/**
 * Reads Aiken, the plainest format of Moodle: the question on one line (more are joined), options "A. …" or "A) …", then
 * "ANSWER: B". It knows neither topic nor source. Lines in Vietnamese ("ĐÁP ÁN: B") are taken as well.
 *
 * Source: Moodle docs "Aiken format". @throws FileRefusal for what is no text
 */
export function readAiken(bytes: Buffer): Reading {
  const raws: RawQuestion[] = [];
  const faults: Fault[] = [];
  let open: RawQuestion | null = null;
  for (const [i, line] of decodeText(bytes).split('\n').entries()) {
    const text = line.trim();
    const [, letter, option] = /^([A-Z])[.)]\s+(.*)$/.exec(text) ?? [];
    const [, answer] = /^(?:ANSWER|ĐÁP ÁN)\s*:\s*(.*)$/i.exec(text.normalize('NFC')) ?? [];
    if (text === '') continue;
    if (answer !== undefined) {
      if (open) applyKey(open, answer);
      else faults.push(faultAt(i + 1, 'STRAY_TEXT', 'Dòng đáp án không thuộc câu nào.'));
      open = null;
    } else if (letter !== undefined && open !== null) {
      const expected = String.fromCharCode(65 + open.options.length);
      if (letter !== expected) {
        const message = `Sau các phương án đã có phải là ${expected}, không phải ${letter}.`;
        (open.faults ??= []).push(faultAt(open.row, 'OPTION_LETTERS', message));
      }
      open.options.push({ text: option!, right: false });
    } else if (open !== null && open.options.length === 0) {
      open.stem += `\n${text}`;
    } else {
      open = { row: i + 1, stem: text, options: [] };
      raws.push(open);
    }
  }
  return tidy(raws, faults);
}

/** Aiken has one key and no field but question and options; what it cannot say is left out by the caller. */
export const fitsAiken = ({ options }: Pick<Question, 'options'>): boolean =>
  options.filter(({ right }) => right).length === 1;

/** Writes Aiken. Questions with several keys cannot be written in it: see `fitsAiken`. */
export function writeAiken(questions: readonly Question[]): Buffer {
  const one = ({ stem, options }: Question): string => {
    const lines = options.map(({ text }, i) => `${String.fromCharCode(65 + i)}. ${text}`);
    const key = String.fromCharCode(65 + options.findIndex(({ right }) => right));
    return [stem.replaceAll('\n', ' '), ...lines, `ANSWER: ${key}`].join('\n');
  };
  return Buffer.from(`${questions.filter(fitsAiken).map(one).join('\n\n')}\n`);
}
