import type PDFKit from 'pdfkit';
import { balancedLines, breakLines, type Face, type Measure } from '../fonts.js';
import { PAGE, pt, SIZE, textWidthMm } from '../nd30.js';
import { Type } from './type.js';

export type Pdf = InstanceType<typeof PDFKit>;
export type Element = PDFKit.PDFStructureElement;
/** With what pdfkit takes and its types leave out. */
type StructureOptions = NonNullable<Parameters<Pdf['struct']>[1]> & {
  scope?: 'Column';
  bbox?: [number, number, number, number];
};

/** Of a line of Times New Roman as Word sets it, in parts of its size. */
const LINE_HEIGHT = 1.149;
const ASCENT = 0.891;
const DESCENT = 0.216;

export interface Setting {
  face: Face;
  size: number;
  /** Of a line. */
  spacing?: number;
  align?: 'left' | 'right' | 'center' | 'justify';
  firstLine?: number;
}

export const lineHeight = ({ size, spacing = 1 }: Setting): number => size * LINE_HEIGHT * spacing;

/** The pages of a paper, one after the other: where the next line comes, and what every page has. */
export class Pages {
  readonly type: Type;
  y = 0;
  private isLandscape = false;
  private number = 0;
  private readonly root: Element;

  constructor(
    readonly pdf: Pdf,
    readonly measure: Measure,
  ) {
    this.type = new Type(pdf);
    this.root = pdf.struct('Document');
    pdf.addStructure(this.root);
  }

  get left(): number {
    return pt(PAGE.marginMm.left);
  }

  get width(): number {
    return pt(textWidthMm(this.isLandscape));
  }

  get top(): number {
    return pt(PAGE.marginMm.top);
  }

  get bottom(): number {
    return pt((this.isLandscape ? PAGE.widthMm : PAGE.heightMm) - PAGE.marginMm.bottom);
  }

  /** Begins a part that is paged by itself. */
  beginPart(isLandscape: boolean): void {
    this.isLandscape = isLandscape;
    this.number = 0;
    this.nextPage();
  }

  nextPage(): void {
    this.pdf.addPage({ size: 'A4', layout: this.isLandscape ? 'landscape' : 'portrait', margin: 0 });
    this.number += 1;
    this.y = this.top;
    if (this.number === 1) return;
    const text = String(this.number);
    const wide = this.measure(text, 'regular', SIZE.pageNumber);
    const y = pt(PAGE.numberTopMm) + ASCENT * SIZE.pageNumber;
    this.artifact(() => this.type.line(text, this.left + (this.width - wide) / 2, y, 'regular', SIZE.pageNumber));
  }

  /** Goes to the next page unless so much fits on this one; a page that is empty takes what there is. */
  ensure(height: number): void {
    if (this.y + height > this.bottom + 0.01 && this.y > this.top) this.nextPage();
  }

  /** What is drawn has no meaning to who listens: lines and page numbers. */
  artifact(draw: () => void): void {
    this.pdf.markContent('Artifact', { type: 'Layout' });
    draw();
    this.pdf.endMarkedContent();
  }

  /** A part of the structure that a screen reader reads: 'P', 'H1', 'Table'. */
  element(kind: string, parent: Element = this.root, options: StructureOptions = {}): Element {
    const element = this.pdf.struct(kind, options);
    parent.add(element);
    return element;
  }

  /** What stands in the middle is broken into lines of like length. */
  lines(text: string, width: number, { face, size, firstLine, align }: Setting): string[] {
    const widthOf = (words: string) => this.measure(words, face, size);
    const known = this.type.known(text);
    return align === 'center' ? balancedLines(known, width, widthOf) : breakLines(known, width, widthOf, firstLine);
  }

  /** In points. */
  longestLine(lines: readonly string[], { face, size }: Setting): number {
    return Math.max(...lines.map((line) => this.measure(line, face, size)));
  }

  /** Draws one line whose top is at `top`. */
  drawLine(line: string, x: number, top: number, width: number, setting: Setting, isLast = true): void {
    const { face, size, align = 'left' } = setting;
    const baseline = top + (lineHeight(setting) - (ASCENT + DESCENT) * size) / 2 + ASCENT * size;
    if (align === 'left' || (align === 'justify' && isLast)) {
      this.type.line(line, x, baseline, face, size);
      return;
    }
    const room = width - this.measure(line, face, size);
    if (align === 'justify') {
      const gaps = line.split(' ').length - 1;
      this.type.line(line, x, baseline, face, size, gaps === 0 ? 0 : Math.max(0, room / gaps));
    } else this.type.line(line, x + (align === 'center' ? room / 2 : room), baseline, face, size);
  }

  /**
   * A paragraph from here on. No page begins with its last line alone or ends with its first.
   *
   * @param keep what has to follow its last lines on the same page, in points
   */
  paragraph(text: string, kind: string, setting: Setting, gap: number, keep = 0): void {
    const lines = this.lines(text, this.width, setting);
    const height = lineHeight(setting);
    const element = this.element(kind);
    let from = 0;
    const flush = (to: number) => {
      if (from === to) return;
      const top = this.y - (to - from) * height;
      element.add(() => {
        for (let i = from; i < to; i++) {
          const first = i === 0 ? (setting.firstLine ?? 0) : 0;
          this.drawLine(
            lines[i]!,
            this.left + first,
            top + (i - from) * height,
            this.width - first,
            setting,
            i === lines.length - 1,
          );
        }
      });
      from = to;
    };
    for (let i = 0; i < lines.length; i++) {
      const left = lines.length - i;
      const together = i === 0 ? Math.min(2, left) : left === 2 ? 2 : 1;
      const needed =
        together * height + (left <= 2 || (i === 0 && left <= 3) ? Math.max(0, left - together) * height + keep : 0);
      if (this.y + needed > this.bottom + 0.01 && this.y > this.top) {
        flush(i);
        this.nextPage();
      }
      this.y += height;
    }
    flush(lines.length);
    element.end();
    this.y += gap;
  }

  /** A line in the middle of a room, at this height. */
  rule(x: number, y: number, room: number, length: number): void {
    const from = x + (room - length) / 2;
    this.artifact(() =>
      this.pdf
        .lineWidth(0.75)
        .strokeColor('#000000')
        .moveTo(from, y)
        .lineTo(from + length, y)
        .stroke(),
    );
  }
}
