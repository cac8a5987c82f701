import { once } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { drawInPdf } from '../drawing/pdf-pen.js';
import type { Drawing } from '../drawing/marks.js';
import { pngOf } from '../drawing/picture.js';
import { measureIn, registerFonts } from '../drawing/typeface.js';
import { LEAFLET, POSTER, posterOf } from './poster.js';
import type { PosterFacts } from './poster-facts.js';

/** A3 and A4 to hang up; A5 to hand out, alone or two on one A4 to be cut apart. */
export const POSTER_SHEETS = ['a3', 'a4', 'a5', 'a5x2'] as const;
export type PosterSheet = (typeof POSTER_SHEETS)[number];

/** Pages in points as ISO 216 has them, and how the drawing lies on them. */
const PAGES = {
  a3: { size: [841.89, 1190.55], sheet: POSTER, places: [{ x: 0, y: 0, scale: 1190.55 / 841.89 }] },
  a4: { size: [595.28, 841.89], sheet: POSTER, places: [{ x: 0, y: 0, scale: 1 }] },
  a5: { size: [419.53, 595.28], sheet: LEAFLET, places: [{ x: 0, y: 0, scale: 1 }] },
  a5x2: {
    size: [841.89, 595.28],
    sheet: LEAFLET,
    places: [
      { x: 0, y: 0, scale: 1 },
      { x: 841.89 - 419.53, y: 0, scale: 1 },
    ],
  },
} as const;

/**
 * One page for each poster, as a PDF with its letters in it, piece by piece as it is drawn: a file for thousands of units is
 * never whole in memory.
 *
 * @param title of the file, as readers of PDF show it
 */
export async function* posterPdf(
  posters: AsyncIterable<PosterFacts> | Iterable<PosterFacts>,
  page: PosterSheet,
  title: string,
): AsyncGenerator<Buffer> {
  const pdf = await newPdf(page, title);
  const chunks: Buffer[] = [];
  pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = once(pdf, 'end');
  const { size, sheet, places } = PAGES[page];
  const modulesOf = await qrMaker();
  const measure = measureIn(pdf);
  for await (const facts of posters) {
    pdf.addPage({ size: [...size], margin: 0 });
    const drawing = posterOf(facts, sheet, modulesOf(facts.link), measure);
    for (const place of places) drawInPdf(pdf, drawing, place);
    await nextTurn();
    yield* chunks.splice(0);
  }
  pdf.end();
  await ended;
  yield* chunks;
}

/** The same in one piece, for a few. */
export async function posterFile(posters: Iterable<PosterFacts>, page: PosterSheet, title: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of posterPdf(posters, page, title)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** One poster before it has a format. */
export async function posterDrawing(facts: PosterFacts, page: PosterSheet): Promise<Drawing> {
  const pdf = await newPdf(page, facts.title);
  return posterOf(facts, PAGES[page].sheet, (await qrMaker())(facts.link), measureIn(pdf));
}

/** Wide enough to be looked at before it is printed. */
const PICTURE_WIDTH = 1240;

/** One poster as a PNG. */
export const posterPicture = async (facts: PosterFacts, page: PosterSheet): Promise<Buffer> =>
  pngOf(await posterDrawing(facts, page), PICTURE_WIDTH);

// Loaded when first needed: a process that prints nothing never pays for them.
async function newPdf(page: PosterSheet, title: string) {
  const { default: Pdf } = await import('pdfkit');
  const info = { Title: title, Creator: 'Thi CCHC' };
  const pdf = new Pdf({ size: [...PAGES[page].size], margin: 0, autoFirstPage: false, lang: 'vi-VN', info });
  registerFonts(pdf);
  return pdf;
}

/** Codes that are still read with a fold or a stain across them. */
async function qrMaker() {
  const { default: QRCode } = await import('qrcode');
  return (link: string) =>
    QRCode.create([{ data: Buffer.from(link), mode: 'byte' }], { errorCorrectionLevel: 'M' }).modules;
}
