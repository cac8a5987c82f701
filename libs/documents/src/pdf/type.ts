import type PDFKit from 'pdfkit';
import { FACES, type Face, type FontInside } from '../fonts.js';

type Pdf = InstanceType<typeof PDFKit>;

/** What of pdfkit's embedded fonts and pages is not in its types. */
interface EmbeddedFont {
  id: string;
  font: FontInside & { getGlyph(id: number): { advanceWidth: number } };
  scale: number;
  subset: { includeGlyph(id: number): number };
  widths: (number | undefined)[];
  unicode: (number[] | undefined)[];
  ref(): unknown;
  encode(
    text: string,
  ): [hex: string[], positions: { advanceWidth: number; xAdvance: number; xOffset: number; yOffset: number }[]];
}
interface PdfInside {
  _font: EmbeddedFont;
  addContent(drawing: string): void;
  page: { fonts: Record<string, unknown> };
}

/** What is written for a letter that no font here has, a picture sign or a far script: better than an empty box. */
const UNKNOWN = '?';
const MARKS = /\p{M}/u;
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/u;

/**
 * Writes letters into pages. Each is looked up once and then is a number in the page, without kerning: a table of ten
 * thousand rows is written in the time that pdfkit's own text takes for some hundreds. Letters with a mark of their own
 * (ơ̆, which has no composed form) are laid out by the font.
 */
export class Type {
  private readonly faces = {} as Record<Face, { font: EmbeddedFont; letters: Map<string, string> }>;
  private readonly inside: PdfInside;

  constructor(pdf: Pdf) {
    this.inside = pdf as unknown as PdfInside;
    for (const face of Object.keys(FACES) as Face[]) {
      pdf.font(FACES[face]);
      this.faces[face] = { font: this.inside._font, letters: new Map() };
    }
  }

  /** The text with what no font here can show replaced. */
  known(text: string): string {
    const { font } = this.faces.regular.font;
    let known = '';
    for (const letter of text) {
      if (font.hasGlyphForCodePoint(letter.codePointAt(0)!)) known += letter;
      else if (!INVISIBLE.test(letter)) known += UNKNOWN;
    }
    return known;
  }

  /**
   * @param x, y where the line of letters begins, in points from the top left
   * @param stretch what each space is wider by
   * @param isUpright turned to be read from below
   */
  line(text: string, x: number, y: number, face: Face, size: number, stretch = 0, isUpright = false): void {
    if (text === '') return;
    const { font } = this.faces[face];
    this.inside.page.fonts[font.id] ??= font.ref();
    // pdfkit's pages stand on their head; letters are turned back.
    const turn = isUpright ? '0 -1 -1 0' : '1 0 0 -1';
    const drawn =
      MARKS.test(text) && !isUpright
        ? this.marked(text, x, y, face, size, stretch)
        : this.plain(text, face, size, stretch);
    this.inside.addContent(`BT /${font.id} ${size} Tf ${turn} ${short(x)} ${short(y)} Tm ${drawn} ET`);
  }

  private plain(text: string, face: Face, size: number, stretch: number): string {
    const gap = stretch === 0 ? '' : `> ${short((-stretch * 1000) / size)} <`;
    let hex = '';
    for (const letter of text) {
      hex += this.letter(letter, face);
      if (letter === ' ') hex += gap;
    }
    return `[<${hex}>] TJ`;
  }

  private marked(text: string, x: number, y: number, face: Face, size: number, stretch: number): string {
    const { font } = this.faces[face];
    let at = x;
    let drawn = '';
    const scale = size / 1000;
    for (const word of text.split(/(?<= )/)) {
      const [hexes, positions] = font.encode(word);
      for (const [i, hex] of hexes.entries()) {
        const { xAdvance, xOffset, yOffset } = positions[i]!;
        drawn += `1 0 0 -1 ${short(at + xOffset * scale)} ${short(y - yOffset * scale)} Tm <${hex}> Tj `;
        at += xAdvance * scale;
      }
      if (word.endsWith(' ')) at += stretch;
    }
    return drawn;
  }

  private letter(letter: string, face: Face): string {
    const { font, letters } = this.faces[face];
    let hex = letters.get(letter);
    if (hex === undefined) {
      const codePoint = letter.codePointAt(0)!;
      const glyph = font.font.glyphForCodePoint(codePoint);
      const id = font.subset.includeGlyph(glyph.id);
      font.widths[id] ??= glyph.advanceWidth * font.scale;
      font.unicode[id] ??= [codePoint];
      hex = id.toString(16).padStart(4, '0');
      letters.set(letter, hex);
    }
    return hex;
  }
}

const short = (value: number): string => String(Math.round(value * 100) / 100);
