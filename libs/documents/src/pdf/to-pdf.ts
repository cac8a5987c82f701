import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import type PDFKit from 'pdfkit';
import { drawChart, type Shape } from '../charts/drawing.js';
import { faceOf, loadMeasure } from '../fonts.js';
import { COUNTRY, letterheadWidths, MOTTO, pt, RECEIVERS_BLOCK, RULE, SIGNATURE_ROOM_MM, SIZE, TEXT } from '../nd30.js';
import type { Annex, Block, Chart, OfficialDocument, Paragraph, Picture } from '../official-document.js';
import {
  documentTitle,
  endedBody,
  listed,
  paragraphText,
  partsOf,
  placeAndDate,
  plain,
  recipientLines,
  referenceLine,
  symbolLine,
  upper,
} from '../words.js';
import { lineHeight, Pages, type Setting } from './pages.js';
import { tableStart, writeTable } from './table.js';

/**
 * Writes a PDF in the layout of Nghị định 30/2020/NĐ-CP: letters embedded, with title, language, bookmarks and a structure
 * that can be read aloud. Number, date and signature are left empty.
 *
 * @param sink is ended; the promise is kept when all is written to it
 */
export async function toPdf(document: OfficialDocument, sink: Writable): Promise<void> {
  // Loaded when first needed: a process that prints nothing never pays for it.
  const [{ default: Pdf }, measure] = await Promise.all([import('pdfkit'), loadMeasure()]);
  const pdf = new Pdf({
    ...{ autoFirstPage: false, pdfVersion: '1.7', lang: 'vi-VN', tagged: true, displayTitle: true },
    info: { Title: documentTitle(document), Creator: 'Thi CCHC', Author: plain(document.letterhead.agency) },
  });
  const written = finished(sink);
  pdf.pipe(sink);
  const paper = new Paper(document, new Pages(pdf, measure));
  for (const { annex } of partsOf(document)) {
    if (annex === null) await paper.writeOwn();
    else await paper.writeAnnex(annex);
  }
  pdf.end();
  await written;
}

const BODY: Setting = {
  ...{ face: 'regular', size: SIZE.body, spacing: TEXT.lineSpacing, align: 'justify' },
  firstLine: pt(TEXT.firstLineMm),
};
const HEADINGS: Record<1 | 2 | 3, Setting> = {
  1: { ...BODY, face: 'bold', align: 'left' },
  2: { ...BODY, face: 'bold' },
  3: BODY,
};
const KIND: Setting = { face: 'bold', size: SIZE.kind, align: 'center' };
const CAPTION: Setting = { face: 'bold', size: SIZE.tableTitle, align: 'center' };
const UNDER_PICTURE: Setting = { face: 'italic', size: SIZE.body, align: 'center' };

/** Something that stands beside something else: lines from a height on. */
interface Line {
  text: string;
  setting: Setting;
  before?: number;
  /** Drawn below, as a part of the longest line. */
  rule?: number;
}

class Paper {
  private outline: PDFKit.PDFOutline[] = [];

  constructor(
    private readonly document: OfficialDocument,
    private readonly pages: Pages,
  ) {}

  async writeOwn(): Promise<void> {
    const { document, pages } = this;
    pages.beginPart(false);
    this.letterhead();
    pages.y += 18;
    pages.paragraph(upper(plain(document.kind)), 'H1', KIND, 0);
    const subject = plain(document.subject);
    pages.paragraph(subject, 'H1', KIND, 2);
    const long = pages.longestLine(pages.lines(subject, pages.width, KIND), KIND);
    pages.rule(pages.left, pages.y, pages.width, long * RULE.subject);
    pages.y += 10;
    const recipients = recipientLines(document);
    if (recipients.length > 0) this.recipients(recipients);
    const body = endedBody(document.body);
    await this.writeBlocks(body, TEXT.gapPt + this.closingHeight());
    this.closing();
  }

  async writeAnnex(annex: Annex): Promise<void> {
    const { pages } = this;
    pages.beginPart(annex.landscape);
    const title = upper(plain(annex.title));
    this.bookmark(1, `${plain(annex.number)}. ${title}`);
    pages.paragraph(plain(annex.number), 'H1', KIND, 0);
    pages.paragraph(title, 'H1', KIND, 0);
    pages.paragraph(referenceLine(this.document), 'P', UNDER_PICTURE, 3);
    pages.rule(pages.left, pages.y, pages.width, pages.width * 0.2);
    pages.y += 8;
    await this.writeBlocks(annex.body, 0);
  }

  private letterhead(): void {
    const { document, pages } = this;
    const { managingAgency, agency } = document.letterhead;
    const widths = letterheadWidths(pages.measure);
    const center = (face: Setting['face'], size: number): Setting => ({ face, size, align: 'center' });
    this.beside(widths, [
      [
        ...(managingAgency === null
          ? []
          : [{ text: upper(plain(managingAgency)), setting: center('regular', SIZE.agency) }]),
        { text: upper(plain(agency)), setting: center('bold', SIZE.agency), rule: RULE.agency },
      ],
      [
        { text: COUNTRY, setting: center('bold', SIZE.country) },
        { text: MOTTO, setting: center('bold', SIZE.motto), rule: RULE.motto },
      ],
    ]);
    pages.y += 6;
    this.beside(widths, [
      [{ text: symbolLine(document), setting: center('regular', SIZE.symbol) }],
      [{ text: placeAndDate(document), setting: center('italic', SIZE.placeAndDate) }],
    ]);
  }

  /** One stands in the middle; of more, each begins at the same place. */
  private recipients([first = '', ...others]: string[]): void {
    const { pages } = this;
    const setting: Setting = { face: 'regular', size: SIZE.body, align: 'center' };
    pages.paragraph(first, 'P', setting, others.length > 0 ? 0 : TEXT.gapPt + 4);
    const indent = pages.width * 0.3;
    for (const [i, text] of others.entries()) {
      const list: Setting = { ...setting, align: 'left' };
      const element = pages.element('P');
      for (const line of pages.lines(text, pages.width - indent, list)) {
        pages.ensure(lineHeight(list));
        element.add(() => pages.drawLine(line, pages.left + indent, pages.y, pages.width - indent, list));
        pages.y += lineHeight(list);
      }
      element.end();
      if (i === others.length - 1) pages.y += TEXT.gapPt + 4;
    }
  }

  /** Columns side by side, each from the same height. */
  private beside(widths: readonly number[], columns: readonly Line[][]): void {
    const { pages } = this;
    const top = pages.y;
    let x = pages.left;
    let lowest = top;
    for (const [i, column] of columns.entries()) {
      const width = widths[i]!;
      pages.y = top;
      for (const { text, setting, before = 0, rule } of column) {
        const lines = pages.lines(text, width, setting);
        pages.y += before;
        const [from, at] = [pages.y, x];
        const element = pages.element('P');
        element.add(() =>
          lines.forEach((line, k) => pages.drawLine(line, at, from + k * lineHeight(setting), width, setting)),
        );
        element.end();
        pages.y += lines.length * lineHeight(setting);
        if (rule === undefined) continue;
        pages.rule(x, pages.y + 2, width, pages.longestLine(lines, setting) * rule);
        pages.y += 4;
      }
      lowest = Math.max(lowest, pages.y);
      x += width;
    }
    pages.y = lowest;
  }

  /** @param keep what follows the last lines on the same page, in points */
  private async writeBlocks(body: readonly Block[], keep: number): Promise<void> {
    const { pages } = this;
    for (const [i, block] of body.entries()) {
      const behind = i === body.length - 1 ? keep : 0;
      switch (block.block) {
        case 'heading': {
          const text = block.level === 1 ? upper(plain(block.text)) : plain(block.text);
          if (block.level === 1) pages.y += pages.y > pages.top ? TEXT.gapPt : 0;
          pages.ensure(this.startOf(body, i) + behind);
          this.bookmark(block.level, text);
          pages.paragraph(text, `H${block.level + 1}`, HEADINGS[block.level], TEXT.gapPt);
          break;
        }
        case 'paragraph':
          pages.paragraph(paragraphText(block), 'P', settingOf(block), TEXT.gapPt, behind);
          break;
        case 'table':
          // The mark of the end below a table stays with it.
          await writeTable(pages, block, i === body.length - 2 && keep > 0 ? keep + lineHeight(BODY) : behind);
          break;
        case 'chart':
          this.writeChart(block);
          break;
        case 'picture':
          this.writePicture(block);
      }
    }
  }

  /** What has to stand below a heading, so that it is not the last of a page. */
  private startOf(body: readonly Block[], i: number): number {
    const { pages } = this;
    const block = body[i];
    switch (block?.block) {
      case 'heading': {
        const setting = HEADINGS[block.level];
        const lines = pages.lines(plain(block.text), pages.width, setting).length;
        return lines * lineHeight(setting) + TEXT.gapPt + this.startOf(body, i + 1);
      }
      case 'paragraph':
        return Math.min(2, pages.lines(paragraphText(block), pages.width, BODY).length) * lineHeight(BODY);
      case 'table':
        return tableStart(pages, block);
      case 'chart':
        return this.chartOf(block).height + 40;
      case 'picture':
        return pt(block.heightMm);
      default:
        return 0;
    }
  }

  private chartOf(chart: Chart) {
    const { pages } = this;
    return drawChart(chart, { width: pages.width, height: pages.bottom - pages.top - 60 }, (text, face, size) =>
      pages.measure(pages.type.known(text), face, size),
    );
  }

  private writeChart(chart: Chart): void {
    const { pages } = this;
    const { width, height, shapes, words } = this.chartOf(chart);
    const title = plain(chart.title);
    const titleHeight = pages.lines(title, pages.width, CAPTION).length * lineHeight(CAPTION) + 10;
    pages.ensure(titleHeight + height);
    pages.y += 6;
    pages.paragraph(title, 'Caption', CAPTION, 4);
    const { left, y } = pages;
    const figure = pages.element('Figure', undefined, { alt: words, bbox: [left, y, left + width, y + height] });
    figure.add(() => shapes.forEach((shape) => this.drawShape(shape, left, y)));
    figure.end();
    pages.y += height + TEXT.gapPt;
  }

  private drawShape(shape: Shape, left: number, top: number): void {
    const { pdf, type, measure } = this.pages;
    switch (shape.shape) {
      case 'box':
        pdf.rect(left + shape.x, top + shape.y, shape.width, shape.height).fill(shape.fill);
        break;
      case 'dot':
        pdf.circle(left + shape.x, top + shape.y, shape.radius).fill(shape.fill);
        break;
      case 'path':
        pdf.save().lineWidth(shape.width).strokeColor(shape.color);
        if (shape.dash !== undefined) pdf.dash(shape.dash, { space: shape.dash });
        shape.points.forEach(([x, y], i) => (i === 0 ? pdf.moveTo(left + x, top + y) : pdf.lineTo(left + x, top + y)));
        pdf.stroke().restore();
        break;
      case 'text': {
        const text = type.known(shape.text);
        const wide = measure(text, shape.face, shape.size);
        const back = shape.anchor === 'start' ? 0 : shape.anchor === 'middle' ? wide / 2 : wide;
        const [dx, dy] = shape.isUpright ? [0, back] : [-back, 0];
        pdf.fillColor('#000000');
        type.line(text, left + shape.x + dx, top + shape.y + dy, shape.face, shape.size, 0, shape.isUpright);
      }
    }
    pdf.fillColor('#000000');
  }

  private writePicture({ png, widthMm, heightMm, alt, caption }: Picture): void {
    const { pages } = this;
    const [width, height] = [pt(widthMm), pt(heightMm)];
    pages.ensure(height + (caption === undefined ? 0 : 2 * lineHeight(UNDER_PICTURE)));
    const x = pages.left + (pages.width - width) / 2;
    const { y } = pages;
    const figure = pages.element('Figure', undefined, { alt: plain(alt), bbox: [x, y, x + width, y + height] });
    figure.add(() => pages.pdf.image(Buffer.from(png), x, y, { width, height }));
    figure.end();
    pages.y += height + TEXT.gapPt;
    if (caption !== undefined) pages.paragraph(plain(caption), 'Caption', UNDER_PICTURE, TEXT.gapPt);
  }

  /** An entry in the list of contents that readers show beside the pages. */
  private bookmark(level: 1 | 2 | 3, title: string): void {
    const parent = this.outline.slice(0, level - 1).findLast((entry) => entry !== undefined) ?? this.pages.pdf.outline;
    this.outline = [...this.outline.slice(0, level - 1), parent.addItem(this.pages.type.known(title))];
  }

  private closingColumns(): { widths: number[]; columns: Line[][] } | null {
    const { receivers, signature } = this.document;
    if (receivers.length === 0 && signature === null) return null;
    const left = this.pages.width * RECEIVERS_BLOCK;
    const list: Setting = { face: 'regular', size: SIZE.receivers };
    const by: Setting = { face: 'bold', size: SIZE.body, align: 'center' };
    const to: Line[] =
      receivers.length === 0
        ? []
        : [
            { text: 'Nơi nhận:', setting: { face: 'boldItalic', size: SIZE.receiversTitle } },
            ...listed(receivers).map((text) => ({ text, setting: list })),
          ];
    const posts = signature === null ? [] : [signature.authority, signature.post].filter((text) => text !== '');
    return {
      widths: [left, this.pages.width - left],
      columns: [to, posts.map((text) => ({ text: upper(plain(text)), setting: by }))],
    };
  }

  /** With the room for signature and seal. */
  private closingHeight(): number {
    const closing = this.closingColumns();
    if (closing === null) return 0;
    const heights = closing.columns.map((lines, i) =>
      lines.reduce(
        (all, { text, setting }) =>
          all + this.pages.lines(text, closing.widths[i]!, setting).length * lineHeight(setting),
        i === 1 && lines.length > 0 ? pt(SIGNATURE_ROOM_MM) + lineHeight(BODY) : 0,
      ),
    );
    return 6 + Math.max(...heights);
  }

  private closing(): void {
    const closing = this.closingColumns();
    if (closing === null) return;
    this.pages.ensure(this.closingHeight());
    this.pages.y += 6;
    this.beside(closing.widths, closing.columns);
  }
}

function settingOf({ align, bold, italic }: Paragraph): Setting {
  const face = faceOf({ ...(bold && { bold }), ...(italic && { italic }) });
  return align === 'center' ? { ...BODY, face, align, firstLine: 0 } : { ...BODY, face };
}
