import { setImmediate as nextTurn } from 'node:timers/promises';
import { deflateSync } from 'node:zlib';
import type PDFKit from 'pdfkit';
import { PAGE_HEIGHT, PAGE_WIDTH, type Certificate, type CertificateHead } from './certificate.js';
import type { Mark, Measure } from './drawing.js';
import { FONT_FILES, type Face } from './fonts.js';
import { layCommon, layOwn, layQr } from './layout.js';
import { ownBackground } from './ornament.js';

type Pdf = InstanceType<typeof PDFKit>;

/** Certificates written before others get their turn. */
const A_TURN = 20;
/** The picture is so much larger than the page in points: 1,684 px wide, sharp on any phone. */
const PICTURE_SCALE = 2;

export interface Writing {
  /** Called with how many are written. */
  onProgress?: (done: number) => void;
  signal?: AbortSignal;
}

/**
 * Writes certificates as one PDF, a page each, every letter embedded. What all of them say stands in the file once.
 *
 * @throws what the signal was aborted with
 * Example: `writeCertificates(head, [certificate])` is a PDF of one page A4 on its side.
 */
export async function writeCertificates(
  head: CertificateHead,
  certificates: readonly Certificate[],
  { onProgress, signal }: Writing = {},
): Promise<Buffer> {
  const { Pdf, QRCode } = await load();
  const pdf = openPdf(Pdf, head);
  const chunks: Buffer[] = [];
  pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
  const written = new Promise<Buffer>((resolve, reject) => {
    pdf.on('end', () => resolve(Buffer.concat(chunks)));
    pdf.on('error', reject);
  });
  const measure = measureOf(pdf);
  const share = sharedContent(pdf, () => {
    if (head.background) pdf.image(head.background, 0, 0, { width: PAGE_WIDTH, height: PAGE_HEIGHT });
    draw(pdf, [...(head.background ? [] : ownBackground()), ...layCommon(head, measure)]);
  });
  for (const [i, certificate] of certificates.entries()) {
    pdf.addPage();
    share();
    draw(pdf, [...layOwn(certificate, head.place, measure), ...layQr(qrOf(QRCode, certificate))]);
    pack(pdf);
    onProgress?.(i + 1);
    if (i % A_TURN === A_TURN - 1) {
      await nextTurn();
      signal?.throwIfAborted();
    }
  }
  pdf.end();
  return written;
}

/**
 * Draws one certificate as a picture to keep, painted outside of the thread that answers requests.
 * @returns a PNG of 1,684 × 1,191
 */
export async function pictureOfCertificate(head: CertificateHead, certificate: Certificate): Promise<Buffer> {
  const [svg, { renderAsync }] = await Promise.all([svgOf(head, certificate), import('@resvg/resvg-js')]);
  const font = { loadSystemFonts: false, fontFiles: Object.values(FONT_FILES), defaultFontFamily: 'Tinos' };
  return (await renderAsync(svg, { font, fitTo: { mode: 'zoom', value: PICTURE_SCALE } })).asPng();
}

async function svgOf(head: CertificateHead, certificate: Certificate): Promise<string> {
  const { Pdf, QRCode } = await load();
  const measure = measureOf(openPdf(Pdf, head));
  const marks = [
    ...(head.background ? [] : ownBackground()),
    ...layCommon(head, measure),
    ...layOwn(certificate, head.place, measure),
    ...layQr(qrOf(QRCode, certificate)),
  ];
  const paper = head.background
    ? `<image width="${PAGE_WIDTH}" height="${PAGE_HEIGHT}" preserveAspectRatio="none" href="data:${typeOf(head.background)};base64,${head.background.toString('base64')}"/>`
    : '';
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${PAGE_WIDTH}" height="${PAGE_HEIGHT}" viewBox="0 0 ${PAGE_WIDTH} ${PAGE_HEIGHT}" font-family="Tinos">` +
    `<rect width="100%" height="100%" fill="#ffffff"/>${paper}${marks.map(markup).join('')}</svg>`
  );
}

const typeOf = (picture: Buffer) => (picture[0] === 0x89 ? 'image/png' : 'image/jpeg');

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
/** Text that XML can hold: control signs and halves of pairs are not letters of any name. */
const inXml = (text: string) =>
  text.replace(/[\p{Cc}\p{Cs}\uFFFE\uFFFF]+/gu, ' ').replace(/[&<>"]/g, (sign) => ESCAPES[sign]!);

function markup(mark: Mark): string {
  if ('stroke' in mark)
    return `<path d="${mark.path}" fill="none" stroke="${mark.stroke}" stroke-width="${mark.width}"/>`;
  if ('path' in mark) return `<path d="${mark.path}" fill="${mark.fill}"/>`;
  const { text, x, y, size, face, fill, spacing } = mark;
  const weight = face.startsWith('bold') ? ' font-weight="700"' : '';
  const slope = face.toLowerCase().endsWith('italic') ? ' font-style="italic"' : '';
  const apart = spacing === undefined ? '' : ` letter-spacing="${spacing}"`;
  return `<text x="${x}" y="${y}" font-size="${size}" fill="${fill}"${weight}${slope}${apart} xml:space="preserve">${inXml(text)}</text>`;
}

function draw(pdf: Pdf, marks: readonly Mark[]): void {
  for (const mark of marks) {
    if ('stroke' in mark) pdf.path(mark.path).lineWidth(mark.width).stroke(mark.stroke);
    else if ('path' in mark) pdf.path(mark.path).fill(mark.fill);
    else {
      const { text, x, y, size, face, fill, spacing = 0 } = mark;
      pdf.font(face).fontSize(size).fillColor(fill);
      pdf.text(text, x, y, { lineBreak: false, baseline: 'alphabetic', characterSpacing: spacing });
    }
  }
}

/** Loaded when first needed: a process that gives no certificate never pays for it. */
async function load(): Promise<{ Pdf: typeof PDFKit; QRCode: typeof import('qrcode') }> {
  const [{ default: Pdf }, { default: QRCode }] = await Promise.all([import('pdfkit'), import('qrcode')]);
  return { Pdf, QRCode };
}

function openPdf(Document: typeof PDFKit, { title, issuer }: CertificateHead): Pdf {
  const info = { Title: title, Author: issuer, Creator: 'Thi CCHC' };
  const pdf = new Document({
    size: [PAGE_WIDTH, PAGE_HEIGHT],
    margin: 0,
    autoFirstPage: false,
    lang: 'vi-VN',
    displayTitle: true,
    info,
  });
  for (const [face, file] of Object.entries(FONT_FILES)) {
    // Takes a font that is open as well as a file, which its types do not say.
    pdf.registerFont(face, (openFonts.get(face) ?? file) as string);
    const { font } = (pdf.font(face) as unknown as { _font: { font: OpenFont } })._font;
    // A glyph remembers the letter that it was first asked for, which is what readers copy: of this document, not of another.
    font._glyphs = {};
    openFonts.set(face, font);
  }
  return pdf;
}

/** What of an open font is not in the types: its glyphs that were used. */
interface OpenFont {
  _glyphs: object;
}

/** Fonts by face. To read how they part their letters takes three quarters of a certificate's time, so it is done once. */
const openFonts = new Map<string, OpenFont>();

/** Sizes give way in steps: a word is laid out once and scaled from there. */
function measureOf(pdf: Pdf): Measure {
  const known = new Map<string, number>();
  const widthOf = (word: string, face: Face): number => {
    const key = `${face} ${word}`;
    const width = known.get(key) ?? pdf.font(face).fontSize(1000).widthOfString(word) / 1000;
    known.set(key, width);
    return width;
  };
  return (text, face, size, spacing = 0) => {
    const words = text.split(' ').reduce((sum, word) => sum + widthOf(word, face), 0);
    const blanks = text.split(' ').length - 1;
    return size * (words + blanks * widthOf(' ', face)) + spacing * [...text].length;
  };
}

/** Any mask can be read: to try all eight for the best takes most of the time. */
function qrOf(QRCode: typeof import('qrcode'), { address }: Certificate) {
  const link = [{ data: Buffer.from(address), mode: 'byte' as const }];
  return QRCode.create(link, { errorCorrectionLevel: 'M', maskPattern: 2 }).modules;
}

/** What of pdfkit's pages is not in its types: the stream that a page is written to, and the table it is listed in. */
interface PageInside {
  content: { end(): void; buffer: Uint8Array[]; compress: boolean; data: { Filter?: string } };
  fonts: Record<string, unknown>;
  xobjects: Record<string, unknown>;
  dictionary: { data: { Contents: unknown } };
}

/** Packs what a page draws, in a third of the time that pdfkit takes for a file a tenth smaller. */
function pack(pdf: Pdf): void {
  const { content } = pdf.page as unknown as PageInside;
  content.buffer = [deflateSync(Buffer.concat(content.buffer), { level: 1 })];
  content.compress = false;
  content.data.Filter = 'FlateDecode';
}

/**
 * Draws once and shows on every page: the drawing is a stream of its own, named by each page before the page's own one.
 * @returns what to call after each `addPage`
 */
function sharedContent(pdf: Pdf, drawShared: () => void): () => void {
  let shared: Pick<PageInside, 'content' | 'fonts' | 'xobjects'> | undefined;
  // pdfkit turns the page upside down at its beginning; done twice, it stands as it was.
  const flip = () => pdf.transform(1, 0, 0, -1, 0, pdf.page.height);
  return () => {
    const page = pdf.page as unknown as PageInside;
    if (shared) {
      Object.assign(page.fonts, shared.fonts);
      Object.assign(page.xobjects, shared.xobjects);
    } else {
      drawShared();
      flip();
      shared = { content: page.content, fonts: { ...page.fonts }, xobjects: { ...page.xobjects } };
      shared.content.end();
      page.content = (pdf as unknown as { ref(): PageInside['content'] }).ref();
      flip();
    }
    page.dictionary.data.Contents = [shared.content, page.content];
  };
}
