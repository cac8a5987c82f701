import type { Measure, Weight } from './marks.js';

/** Pairs of syllables that are one word, and a number with the word before it: no line breaks between them. */
const TOGETHER =
  /(?<=cải|hành|thủ|dịch|trực|kiểm|tìm|cuộc|ủy|nhân|năm|đợt|công|chuyển|pháp) (?=cách|chính|tục|vụ|tuyến|soát|hiểu|thi|ban|dân|chức|đổi|luật|\d)/giu;
const KEPT_SPACE = '\u00a0';

export interface TextStyle {
  size: number;
  weight: Weight;
}

/** Lines of whole words within the room; of a word that is longer than a line, as much as there is room for. */
export function wrapped(text: string, style: TextStyle, room: number, measure: Measure): string[] {
  const lines: string[] = [];
  for (const word of wordsOf(text)) {
    const last = lines.at(-1);
    const longer = `${last} ${word}`;
    if (last !== undefined && measure(longer, style.size, style.weight) <= room) lines[lines.length - 1] = longer;
    else lines.push(...cut(word, style, room, measure));
  }
  return lines;
}

/** No more lines than must be, and those of like length: a single word on the last one looks like a mistake. */
export function balanced(text: string, style: TextStyle, room: number, measure: Measure): string[] {
  let lines = wrapped(text, style, room, measure);
  for (let narrow = room * 0.97; narrow > room / 2; narrow -= room * 0.03) {
    const narrower = wrapped(text, style, narrow, measure);
    if (narrower.length > lines.length) break;
    lines = narrower;
  }
  return lines;
}

/** The first size in which a text needs no more lines than that size has room for; in the last one it is cut. */
export function fitted(
  text: string,
  sizes: readonly { size: number; linesMax: number }[],
  style: Omit<TextStyle, 'size'>,
  room: number,
  measure: Measure,
): { size: number; lines: string[] } {
  for (const { size, linesMax } of sizes) {
    const lines = balanced(text, { ...style, size }, room, measure);
    if (lines.length <= linesMax) return { size, lines };
  }
  const { size, linesMax } = sizes.at(-1)!;
  return {
    size,
    lines: atMost(wrapped(text, { ...style, size }, room, measure), linesMax, { ...style, size }, room, measure),
  };
}

/** The first lines; the last of them ends with three points when there were more. */
export function atMost(lines: string[], max: number, style: TextStyle, room: number, measure: Measure): string[] {
  if (lines.length <= max) return lines;
  const shown = lines.slice(0, max);
  let letters = [...shown[max - 1]!];
  const width = () => measure(`${letters.join('').trimEnd()}…`, style.size, style.weight);
  while (letters.length > 1 && width() > room) letters = letters.slice(0, -1);
  shown[max - 1] = `${letters.join('').trimEnd()}…`;
  return shown;
}

const wordsOf = (text: string): string[] =>
  text.trim().split(/\s+/).filter(Boolean).join(' ').replace(TOGETHER, KEPT_SPACE).split(' ').filter(Boolean);

function cut(word: string, style: TextStyle, room: number, measure: Measure): string[] {
  const fits = (text: string) => measure(text, style.size, style.weight) <= room;
  if (fits(word)) return [word];
  const together = word.split(KEPT_SPACE);
  if (together.length > 1) return together.flatMap((part) => cut(part, style, room, measure));
  const parts: string[] = [''];
  for (const letter of word) {
    const longer = parts.at(-1)! + letter;
    if (fits(longer) || parts.at(-1) === '') parts[parts.length - 1] = longer;
    else parts.push(letter);
  }
  return parts;
}
