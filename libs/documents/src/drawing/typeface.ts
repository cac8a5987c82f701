import { createRequire } from 'node:module';
import type PDFKit from 'pdfkit';
import type { Measure, Weight } from './marks.js';

type Document = InstanceType<typeof PDFKit>;

const fileOf = (path: string) => createRequire(import.meta.url).resolve(path);
const HOUSE = (name: string) => fileOf(`@expo-google-fonts/be-vietnam-pro/${name}/BeVietnamPro_${name}.ttf`);
const NOTO = (weight: number) => fileOf(`@fontsource/noto-sans/files/noto-sans-latin-ext-${weight}-normal.woff`);

/** The letters of the house, by their weight. */
export const FONT_FILES: Record<Weight, string> = {
  400: HOUSE('400Regular'),
  600: HOUSE('600SemiBold'),
  800: HOUSE('800ExtraBold'),
};
/** For letters of Êđê, Mnông, Jrai and others that they lack: ŏ, ĕ, ĭ, ŭ, ƀ. */
const OTHER_FILES: Record<Weight, string> = { 400: NOTO(400), 600: NOTO(600), 800: NOTO(800) };
const WEIGHTS = [400, 600, 800] as const;

const nameOf = (weight: Weight, isOther: boolean) => `${isOther ? 'other' : 'house'}-${weight}`;

export function registerFonts(pdf: Document): void {
  for (const weight of WEIGHTS) {
    pdf.registerFont(nameOf(weight, false), FONT_FILES[weight]);
    pdf.registerFont(nameOf(weight, true), OTHER_FILES[weight]);
  }
}

/** A piece of a line that one font has the letters of. */
export interface Run {
  text: string;
  font: string;
  width: number;
}

interface FontInside {
  _font: { font: { hasGlyphForCodePoint(codePoint: number): boolean } };
}

/** Cuts a line where letters begin or end that the font of the house does not have, and measures the pieces. */
export function runsOf(pdf: Document, text: string, size: number, weight: Weight): Run[] {
  const has = (font: string) => {
    pdf.font(font);
    const { font: inside } = (pdf as unknown as FontInside)._font;
    return (letter: string) => inside.hasGlyphForCodePoint(letter.codePointAt(0)!);
  };
  const [house, other] = [nameOf(weight, false), nameOf(weight, true)];
  const inHouse = has(house);
  const pieces: { text: string; font: string }[] = [];
  const letters = [...text];
  if (letters.every(inHouse)) pieces.push({ text, font: house });
  else {
    const inOther = has(other);
    for (const { segment } of GRAPHEMES.segment(text)) {
      const signs = [...segment];
      const isOther = !signs.every(inHouse) && signs.every(inOther);
      // A sign that neither has is a box on paper, as readers know it.
      const font = isOther ? other : house;
      const last = pieces.at(-1);
      if (last?.font === font) last.text += segment;
      else pieces.push({ text: segment, font });
    }
  }
  return pieces.map((piece) => {
    pdf.font(piece.font).fontSize(size);
    return { ...piece, width: pdf.widthOfString(piece.text) };
  });
}

const GRAPHEMES = new Intl.Segmenter('vi', { granularity: 'grapheme' });

/** Measures with the fonts of a document; the same words are measured once. */
export function measureIn(pdf: Document): Measure {
  const known = new Map<string, number>();
  return (text, size, weight) => {
    // Widths grow with the size: measured once at 100 points.
    const key = `${weight} ${text}`;
    let width = known.get(key);
    if (width === undefined) {
      width = runsOf(pdf, text, 100, weight).reduce((sum, run) => sum + run.width, 0);
      if (known.size < KNOWN_MAX) known.set(key, width);
    }
    return (width * size) / 100;
  };
}

/** Measures the letters of the house, for a drawing that becomes a picture. */
export async function houseMeasure(): Promise<Measure> {
  // Loaded when first needed: a process that draws nothing never pays for it.
  const { default: Pdf } = await import('pdfkit');
  const pdf = new Pdf({ autoFirstPage: false });
  registerFonts(pdf);
  return measureIn(pdf);
}

/** Lines and words of a few hundred posters. */
const KNOWN_MAX = 20_000;
