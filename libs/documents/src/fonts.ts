import { createRequire } from 'node:module';

/**
 * Tinos has the widths of Times New Roman: what is measured by it comes out the same in Word, which has the other, and in
 * the PDF, where Tinos itself is.
 */
const fileOf = (name: string) => createRequire(import.meta.url).resolve(`@expo-google-fonts/tinos/${name}`);

export const FACES = {
  regular: fileOf('400Regular/Tinos_400Regular.ttf'),
  bold: fileOf('700Bold/Tinos_700Bold.ttf'),
  italic: fileOf('400Regular_Italic/Tinos_400Regular_Italic.ttf'),
  boldItalic: fileOf('700Bold_Italic/Tinos_700Bold_Italic.ttf'),
} as const;

export type Face = keyof typeof FACES;

export const faceOf = ({ bold, italic }: { bold?: boolean; italic?: boolean }): Face =>
  bold ? (italic ? 'boldItalic' : 'bold') : italic ? 'italic' : 'regular';

/** Width of a text in points. */
export type Measure = (text: string, face: Face, size: number) => number;

/** What of a font of fontkit is asked here; pdfkit's types leave it out. */
export interface FontInside {
  unitsPerEm: number;
  hasGlyphForCodePoint(codePoint: number): boolean;
  glyphForCodePoint(codePoint: number): { id: number; advanceWidth: number };
}

let measuring: Promise<Measure> | undefined;

/** Reads the fonts once in a process. */
export function loadMeasure(): Promise<Measure> {
  measuring ??= makeMeasure();
  return measuring;
}

async function makeMeasure(): Promise<Measure> {
  const { default: Pdf } = await import('pdfkit');
  const pdf = new Pdf({ autoFirstPage: false });
  const fonts = {} as Record<Face, { font: FontInside; widths: Map<string, number> }>;
  for (const face of Object.keys(FACES) as Face[]) {
    const { font } = (pdf.font(FACES[face]) as unknown as { _font: { font: FontInside } })._font;
    fonts[face] = { font, widths: new Map() };
  }
  return (text, face, size) => {
    const { font, widths } = fonts[face];
    let width = 0;
    for (const letter of text) {
      let advance = widths.get(letter);
      if (advance === undefined) {
        advance = font.glyphForCodePoint(letter.codePointAt(0)!).advanceWidth / font.unitsPerEm;
        widths.set(letter, advance);
      }
      width += advance;
    }
    return width * size;
  };
}

const GRAPHEMES = new Intl.Segmenter('vi', { granularity: 'grapheme' });

/**
 * Breaks a text into lines at its spaces; a word that is longer than a line is broken between letters.
 *
 * @param first what the first line is narrower by, in the unit of width
 */
export function breakLines(text: string, width: number, widthOf: (text: string) => number, first = 0): string[] {
  const lines: string[] = [];
  const space = widthOf(' ');
  let line = '';
  let used = 0;
  let room = width - first;
  const close = () => {
    lines.push(line);
    line = '';
    used = 0;
    room = width;
  };
  for (const word of text.split(/[ \t]+/)) {
    if (word === '') continue;
    const wide = widthOf(word);
    if (line !== '' && used + space + wide > room) close();
    if (wide <= room) {
      used += (line === '' ? 0 : space) + wide;
      line += (line === '' ? '' : ' ') + word;
      continue;
    }
    for (const { segment } of GRAPHEMES.segment(word)) {
      const more = widthOf(segment);
      if (line !== '' && used + more > room) close();
      line += segment;
      used += more;
    }
  }
  if (line !== '' || lines.length === 0) lines.push(line);
  return lines;
}

/**
 * No more lines than must be, of like length: what stands in the middle of a paper does not end with a lone syllable.
 */
export function balancedLines(text: string, width: number, widthOf: (text: string) => number): string[] {
  let lines = breakLines(text, width, widthOf);
  if (lines.length === 1) return lines;
  const longest = Math.max(...text.split(' ').map(widthOf));
  for (let room = width * 0.97; room > width / 2 && room > longest; room -= width * 0.03) {
    const narrower = breakLines(text, room, widthOf);
    if (narrower.length > lines.length) break;
    lines = narrower;
  }
  return lines;
}
