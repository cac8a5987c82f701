import { buffer } from 'node:stream/consumers';
import { drawChart } from '../charts/drawing.js';
import { pngOf } from '../charts/picture.js';
import { svgOf } from '../charts/svg.js';
import { fitTable } from '../columns.js';
import { zipOf } from '../files/zip.js';
import { balancedLines, loadMeasure, type Measure } from '../fonts.js';
import {
  COUNTRY,
  letterheadWidths,
  MOTTO,
  pt,
  RECEIVERS_BLOCK,
  RULE,
  SIGNATURE_ROOM_MM,
  SIZE,
  textHeightMm,
  textWidthMm,
} from '../nd30.js';
import type { Annex, Block, Chart, OfficialDocument, Picture as PictureBlock, Table } from '../official-document.js';
import {
  documentTitle,
  EMPTY_TABLE,
  endedBody,
  listed,
  paperRows,
  paragraphText,
  partsOf as paperParts,
  placeAndDate,
  plain,
  recipientLines,
  referenceLine,
  symbolLine,
  tableNotes,
  upper,
} from '../words.js';
import { escapeXml } from '../xml.js';
import { partsOf, section, STYLE, twips, type Picture } from './parts.js';

/**
 * Writes a Word file in the layout of Nghị định 30/2020/NĐ-CP, with styles that have names, so that people can go on
 * writing in it. Number, date and signature are left empty.
 */
export async function toDocx(document: OfficialDocument): Promise<Buffer> {
  const paper = new Paper(document, await loadMeasure());
  for (const [i, { annex }] of paperParts(document).entries()) {
    if (i > 0) paper.endSection();
    if (annex === null) await paper.writeOwn();
    else await paper.writeAnnex(annex);
  }
  const body = paper.close();
  return buffer(zipOf(partsOf(body, documentTitle(document), paper.pictures)));
}

interface RunLook {
  bold?: boolean;
  italic?: boolean;
  /** In points; left out: that of the style. */
  size?: number;
}

function run(text: string, { bold, italic, size }: RunLook = {}): string {
  const look = `${bold ? '<w:b/>' : ''}${italic ? '<w:i/>' : ''}${size === undefined ? '' : `<w:sz w:val="${size * 2}"/><w:szCs w:val="${size * 2}"/>`}`;
  return `<w:r>${look && `<w:rPr>${look}</w:rPr>`}<w:t xml:space="preserve">${escapeXml(text)}</w:t></w:r>`;
}

/** @param more properties that come behind the style, in the order of the schema */
function paragraph(style: string, inside: string, more = ''): string {
  return `<w:p><w:pPr><w:pStyle w:val="${style}"/>${more}</w:pPr>${inside}</w:p>`;
}

const KEEP_NEXT = '<w:keepNext/>';

/** Pieces of a long text as bytes, which take a quarter of the memory of letters. */
class Pieces {
  private pieces: string[] = [];
  private readonly done: Buffer[] = [];

  push(...pieces: string[]): void {
    this.pieces.push(...pieces);
    if (this.pieces.length > PIECES_KEPT) this.pack();
  }

  close(): Buffer[] {
    this.pack();
    return this.done;
  }

  private pack(): void {
    this.done.push(Buffer.from(this.pieces.join('')));
    this.pieces = [];
  }
}

const PIECES_KEPT = 500;

class Paper {
  readonly pictures: Picture[] = [];
  private readonly out = new Pieces();
  private isLandscape = false;

  constructor(
    private readonly document: OfficialDocument,
    private readonly measure: Measure,
  ) {}

  /** The paper itself: letterhead, kind and subject, body, receivers and signature. */
  async writeOwn(): Promise<void> {
    const { document } = this;
    this.isLandscape = false;
    this.out.push(this.letterhead());
    this.out.push(paragraph(STYLE.kind, run(upper(plain(document.kind)))));
    const subject = this.balanced(plain(document.subject), this.width, SIZE.subject);
    this.out.push(paragraph(STYLE.subject, subject.runs), this.rule(this.width, subject.width * RULE.subject));
    const recipients = recipientLines(document);
    for (const [i, line] of recipients.entries())
      this.out.push(
        paragraph(
          STYLE.recipients,
          run(line),
          // A list stands below the words, each line beginning at the same place.
          i === 0 ? '' : `<w:ind w:left="${twips(this.width * 0.3)}"/><w:jc w:val="left"/>`,
        ),
      );
    this.out.push(paragraph(STYLE.rule, ''));
    await this.writeBlocks(endedBody(document.body), true);
    this.out.push(this.closing());
  }

  async writeAnnex(annex: Annex): Promise<void> {
    this.isLandscape = annex.landscape;
    this.out.push(paragraph(STYLE.annexNumber, run(plain(annex.number))));
    const title = this.balanced(upper(plain(annex.title)), this.width, SIZE.annexTitle);
    this.out.push(paragraph(STYLE.annexTitle, title.runs));
    this.out.push(paragraph(STYLE.reference, run(referenceLine(this.document))));
    this.out.push(this.rule(this.width, this.width * 0.2));
    await this.writeBlocks(annex.body, false);
  }

  endSection(): void {
    this.out.push(`<w:p><w:pPr><w:pStyle w:val="${STYLE.sectionEnd}"/>${section(this.isLandscape)}</w:pPr></w:p>`);
  }

  /** The whole body; a table must not be the last of it. */
  close(): Buffer[] {
    this.out.push(paragraph(STYLE.sectionEnd, ''), section(this.isLandscape));
    return this.out.close();
  }

  private get width(): number {
    return pt(textWidthMm(this.isLandscape));
  }

  private letterhead(): string {
    const { letterhead } = this.document;
    const [left, right] = letterheadWidths(this.measure);
    const agency = this.balanced(upper(plain(letterhead.agency)), left, SIZE.agency);
    const motto = this.measure(MOTTO, 'bold', SIZE.motto);
    const managing =
      letterhead.managingAgency === null
        ? ''
        : paragraph(
            STYLE.managingAgency,
            this.balanced(upper(plain(letterhead.managingAgency)), left, SIZE.agency, 'regular').runs,
          );
    const names = `${managing}${paragraph(STYLE.agency, agency.runs)}${this.rule(left, agency.width * RULE.agency)}`;
    const country = `${paragraph(STYLE.country, run(COUNTRY))}${paragraph(STYLE.motto, run(MOTTO))}${this.rule(right, motto * RULE.motto)}`;
    return blocks(
      [left, right],
      [
        [names, country],
        [
          paragraph(STYLE.symbol, run(symbolLine(this.document))),
          paragraph(STYLE.placeAndDate, run(placeAndDate(this.document))),
        ],
      ],
    );
  }

  /** Lines of like length, and how long the longest is, in points. */
  private balanced(text: string, room: number, size: number, face: 'bold' | 'regular' = 'bold') {
    const widthOf = (words: string) => this.measure(words, face, size);
    const lines = balancedLines(text, room, widthOf);
    return { runs: lines.map((line) => run(line)).join('<w:r><w:br/></w:r>'), width: Math.max(...lines.map(widthOf)) };
  }

  /** A line in the middle of a room. */
  private rule(room: number, length: number): string {
    const side = twips((room - length) / 2);
    const border = '<w:pBdr><w:top w:val="single" w:sz="6" w:space="0" w:color="000000"/></w:pBdr>';
    return paragraph(STYLE.rule, '', `${border}<w:ind w:left="${side}" w:right="${side}"/>`);
  }

  /** @param staysWithNext the last lines are not parted from what comes behind */
  private async writeBlocks(body: readonly Block[], staysWithNext: boolean): Promise<void> {
    for (const [i, block] of body.entries()) {
      const keep = staysWithNext && i === body.length - 1;
      switch (block.block) {
        case 'heading':
          this.out.push(paragraph(STYLE.heading[block.level - 1]!, run(plain(block.text)), keep ? KEEP_NEXT : ''));
          break;
        case 'paragraph': {
          const center = block.align === 'center' ? '<w:ind w:firstLine="0"/><w:jc w:val="center"/>' : '';
          const look = { ...(block.bold && { bold: true }), ...(block.italic && { italic: true }) };
          this.out.push(paragraph(STYLE.body, run(paragraphText(block), look), `${keep ? KEEP_NEXT : ''}${center}`));
          break;
        }
        case 'table':
          this.writeTable(block, staysWithNext && i >= body.length - 2);
          break;
        case 'chart':
          await this.writeChart(block);
          break;
        case 'picture':
          this.writePicture(block);
      }
    }
  }

  private writeTable(table: Table, staysWithNext: boolean): void {
    const { rows, leftOut } = paperRows(table);
    const { size, widths } = fitTable(table, rows, this.width, this.measure);
    const look = size === SIZE.table ? {} : { size };
    const twipWidths = widths.map(twips);
    const open = twipWidths.map(
      (width) => `<w:tc><w:tcPr><w:tcW w:w="${width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>`,
    );
    const head = table.columns.map(
      ({ title }, i) => `${open[i]}${paragraph(STYLE.tableHead, run(plain(title), look))}</w:tc>`,
    );
    this.out.push(
      paragraph(STYLE.caption, run(plain(table.title))),
      `<w:tbl><w:tblPr><w:tblStyle w:val="${STYLE.table}"/><w:tblW w:w="${twips(this.width)}" w:type="dxa"/><w:jc w:val="center"/>`,
      `<w:tblLayout w:type="fixed"/><w:tblLook w:val="${table.hasTotal ? '0060' : '0020'}" w:firstRow="1" w:lastRow="${table.hasTotal ? 1 : 0}" `,
      `w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/><w:tblCaption w:val="${escapeXml(plain(table.title))}"/></w:tblPr>`,
      grid(twipWidths),
      `<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>${head.join('')}</w:tr>`,
    );
    const notes = tableNotes(table, leftOut);
    if (rows.length === 0) {
      const all = `<w:tcPr><w:tcW w:w="${twips(this.width)}" w:type="dxa"/><w:gridSpan w:val="${widths.length}"/></w:tcPr>`;
      this.out.push(
        `<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc>${all}${paragraph(STYLE.cell.center, run(EMPTY_TABLE, { ...look, italic: true }))}</w:tc></w:tr>`,
      );
    }
    for (const [i, row] of rows.entries()) {
      const isTotal = table.hasTotal === true && i === rows.length - 1;
      // The last two rows stay together, and with what must not be parted from the table.
      const keep =
        i === rows.length - 2 || (i === rows.length - 1 && (staysWithNext || notes.length > 0)) ? KEEP_NEXT : '';
      const cells = row.map(
        (text, j) =>
          `${open[j]}${paragraph(STYLE.cell[table.columns[j]!.align], run(text, isTotal ? { ...look, bold: true } : look), keep)}</w:tc>`,
      );
      this.out.push(`<w:tr><w:trPr><w:cantSplit/></w:trPr>${cells.join('')}</w:tr>`);
    }
    this.out.push('</w:tbl>');
    for (const note of notes) this.out.push(paragraph(STYLE.tableNote, run(note), staysWithNext ? KEEP_NEXT : ''));
    // What follows a table has the distance that paragraphs have; two tables are not grown together.
    if (notes.length === 0) this.out.push(paragraph(STYLE.tableNote, '', staysWithNext ? KEEP_NEXT : ''));
  }

  private async writeChart(chart: Chart): Promise<void> {
    const { width, height, shapes, words } = drawChart(
      chart,
      { width: this.width, height: pt(textHeightMm(this.isLandscape)) - 60 },
      this.measure,
    );
    const svg = svgOf({ width, height, shapes, words });
    this.out.push(paragraph(STYLE.caption, run(plain(chart.title))));
    this.place({ png: await pngOf(svg), svg }, width, height, words);
  }

  private writePicture({ png, widthMm, heightMm, alt, caption }: PictureBlock): void {
    this.place(
      { png: Buffer.from(png) },
      pt(widthMm),
      pt(heightMm),
      plain(alt),
      caption === undefined ? '' : KEEP_NEXT,
    );
    if (caption !== undefined) this.out.push(paragraph(STYLE.reference, run(plain(caption))));
  }

  /** Puts a picture into a line of its own; programs that draw SVG take that. @param width, height in points */
  private place(picture: Picture, width: number, height: number, words: string, keep = ''): void {
    const number = this.pictures.push(picture);
    const emu = (points: number) => Math.round(points * 12_700);
    const extent = `cx="${emu(width)}" cy="${emu(height)}"`;
    const name = `id="${number}" name="Hình ${number}" descr="${escapeXml(words)}"`;
    const svg =
      picture.svg === undefined
        ? ''
        : `<a:extLst><a:ext uri="{96DAC541-7B7A-43D3-8B79-37D633B846F1}"><asvg:svgBlip ` +
          `xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main" r:embed="rIdSvg${number}"/></a:ext></a:extLst>`;
    this.out.push(
      paragraph(
        STYLE.chart,
        `<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent ${extent}/><wp:docPr ${name}/>` +
          `<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>` +
          `<pic:nvPicPr><pic:cNvPr ${name}/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="rIdPng${number}">` +
          `${svg}</a:blip><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext ${extent}/></a:xfrm>` +
          `<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>`,
        keep,
      ),
    );
  }

  /** Receivers and signature, side by side, never parted. */
  private closing(): string {
    const { receivers, signature } = this.document;
    if (receivers.length === 0 && signature === null) return '';
    const left = this.width * RECEIVERS_BLOCK;
    const to =
      receivers.length === 0
        ? paragraph(STYLE.receivers, '')
        : paragraph(STYLE.receiversTitle, run('Nơi nhận:')) +
          listed(receivers)
            .map((line) => paragraph(STYLE.receivers, run(line)))
            .join('');
    const by =
      signature === null
        ? paragraph(STYLE.signer, '')
        : [signature.authority, signature.post]
            .filter((line) => line !== '')
            .map((line) => paragraph(STYLE.signature, run(upper(plain(line)))))
            .join('') + paragraph(STYLE.signer, '', `<w:spacing w:before="${twips(pt(SIGNATURE_ROOM_MM))}"/>`);
    return blocks([left, this.width - left], [[to, by]]);
  }
}

const grid = (widths: readonly number[]): string =>
  `<w:tblGrid>${widths.map((width) => `<w:gridCol w:w="${width}"/>`).join('')}</w:tblGrid>`;

/** Blocks that stand side by side, without lines around them. @param widths in points */
function blocks(widths: readonly number[], rows: readonly string[][]): string {
  const cell = (inside: string, i: number) =>
    `<w:tc><w:tcPr><w:tcW w:w="${twips(widths[i]!)}" w:type="dxa"/></w:tcPr>${inside}</w:tc>`;
  return (
    `<w:tbl><w:tblPr><w:tblW w:w="${twips(widths.reduce((all, one) => all + one, 0))}" w:type="dxa"/><w:tblLayout w:type="fixed"/>` +
    '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>' +
    grid(widths.map(twips)) +
    rows.map((row) => `<w:tr><w:trPr><w:cantSplit/></w:trPr>${row.map(cell).join('')}</w:tr>`).join('') +
    '</w:tbl>'
  );
}
