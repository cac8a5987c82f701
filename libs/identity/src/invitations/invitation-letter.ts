import { createRequire } from 'node:module';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { deflateSync } from 'node:zlib';
import type PDFKit from 'pdfkit';
import { LIMITS } from '#domain';
import { helpLine, officeOf, type Letter, type LetterHead } from './invitation-words.js';

const fileOf = (path: string) => createRequire(import.meta.url).resolve(path);
const REGULAR = fileOf('@expo-google-fonts/be-vietnam-pro/400Regular/BeVietnamPro_400Regular.ttf');
const BOLD = fileOf('@expo-google-fonts/be-vietnam-pro/600SemiBold/BeVietnamPro_600SemiBold.ttf');
/** For letters of Êđê, Mnông, Jrai and others that the font of the house lacks: ŏ, ĕ, ĭ, ŭ, ƀ. */
const OTHER = fileOf('@fontsource/noto-sans/files/noto-sans-latin-ext-400-normal.woff');

type Document = InstanceType<typeof PDFKit>;

/** Millimetres in points. */
const mm = (length: number) => (length * 72) / 25.4;
const LEFT = mm(25);
const WIDTH = mm(210 - 25 - 20);
const QR_SIDE = mm(46);
const QR_TOP = mm(112);
const INK = '#16212c';
const ACCENT = '#0b5394';

/** Letters written before others get their turn. */
const LETTERS_A_TURN = 25;

/**
 * Writes one A4 page a letter: whom it is for, what the office is, a code to scan, three steps, and whom to ask. What all
 * letters say stands in the file once and is shared by its pages, which makes 3,355 of them three times as quick.
 */
export async function writeLetters(head: LetterHead, letters: readonly Letter[]): Promise<Buffer> {
  // Loaded when first needed: a process that invites nobody never pays for them.
  const [{ default: Pdf }, { default: QRCode }] = await Promise.all([import('pdfkit'), import('qrcode')]);
  const info = { Title: `Thư mời đầu mối - ${head.contestTitle}`, Creator: 'Thi CCHC' };
  const pdf = new Pdf({ size: 'A4', margin: 0, autoFirstPage: false, lang: 'vi-VN', info });
  for (const [name, file] of Object.entries({ REGULAR, BOLD, OTHER })) pdf.registerFont(name, file);
  const chunks: Buffer[] = [];
  pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
  const written = new Promise<Buffer>((resolve, reject) => {
    pdf.on('end', () => resolve(Buffer.concat(chunks)));
    pdf.on('error', reject);
  });
  const share = sharedContent(pdf, () => writeCommon(pdf, head));
  for (const [i, letter] of letters.entries()) {
    pdf.addPage();
    share();
    writeOwn(pdf, letter);
    // Any mask can be read, and any way of parting the link: to try all for the best takes most of the time.
    const link = [{ data: Buffer.from(letter.link), mode: 'byte' as const }];
    const { modules } = QRCode.create(link, { errorCorrectionLevel: 'M', maskPattern: 2 });
    drawQr(pdf, modules, LEFT, QR_TOP);
    pack(pdf);
    if (i % LETTERS_A_TURN === LETTERS_A_TURN - 1) await nextTurn();
  }
  pdf.end();
  return written;
}

/** What of pdfkit's pages is not in its types: the stream that a page is written to, and the table it is listed in. */
interface PageInside {
  content: { end(): void; buffer: Uint8Array[]; compress: boolean; data: { Filter?: string } };
  fonts: Record<string, unknown>;
  dictionary: { data: { Contents: unknown } };
}

/**
 * Draws once and shows on every page: the drawing is a stream of its own, named by each page before the page's own one.
 * @returns what to call after each `addPage`
 */
function sharedContent(pdf: Document, draw: () => void): () => void {
  let shared: Pick<PageInside, 'content' | 'fonts'> | undefined;
  // pdfkit turns the page upside down at its beginning; done twice, it stands as it was.
  const flip = () => pdf.transform(1, 0, 0, -1, 0, pdf.page.height);
  return () => {
    const page = pdf.page as unknown as PageInside;
    if (shared) {
      Object.assign(page.fonts, shared.fonts);
    } else {
      draw();
      flip();
      shared = { content: page.content, fonts: { ...page.fonts } };
      shared.content.end();
      page.content = (pdf as unknown as { ref(): PageInside['content'] }).ref();
      flip();
    }
    page.dictionary.data.Contents = [shared.content, page.content];
  };
}

/** Packs what a page draws, in a third of the time that pdfkit takes for a file a tenth smaller. */
function pack(pdf: Document): void {
  const { content } = pdf.page as unknown as PageInside;
  content.buffer = [deflateSync(Buffer.concat(content.buffer), { level: 1 })];
  content.compress = false;
  content.data.Filter = 'FlateDecode';
}

function writeCommon(pdf: Document, head: LetterHead): void {
  const text = (
    words: string,
    y: number,
    options: { font?: string; size?: number; color?: string; x?: number } = {},
  ) => {
    const { font = 'REGULAR', size = 11, color = INK, x = LEFT } = options;
    pdf.font(font).fontSize(size).fillColor(color);
    pdf.text(words.normalize('NFC'), x, y, { width: WIDTH - (x - LEFT), lineGap: 3 });
    return pdf.y;
  };
  let y = text(head.agency ?? 'Ban tổ chức', mm(18), { size: 10 });
  y = text(head.contestTitle, y + 2, { font: 'BOLD', size: 12, color: ACCENT });
  if (head.sample) text('Dữ liệu mẫu', y, { font: 'BOLD', size: 10 });
  text('THƯ MỜI LÀM ĐẦU MỐI ĐƠN VỊ', mm(46), { font: 'BOLD', size: 18, color: ACCENT });
  text(
    'Đầu mối theo dõi phần dự thi của đơn vị mình: bao nhiêu người đã dự thi, tỷ lệ bao nhiêu; và gửi liên kết, mã QR của đơn vị cho mọi người. Thư này dùng một lần.',
    mm(88),
  );
  const beside = LEFT + QR_SIDE + mm(8);
  text('Mở bằng điện thoại', QR_TOP + 4, { font: 'BOLD', x: beside });
  text('Quét mã này bằng máy ảnh của điện thoại hoặc bằng Zalo.', QR_TOP + 24, { x: beside });
  text('Hoặc nhập mã tại', QR_TOP + 66, { font: 'BOLD', x: beside });
  text(head.address, QR_TOP + 84, { x: beside, color: ACCENT });
  const steps = [
    'Quét mã QR, hoặc mở địa chỉ ở trên rồi nhập mã đơn vị và mã mời.',
    'Điền họ tên, số điện thoại của người làm đầu mối và đặt một mật khẩu.',
    'Vào trang của đơn vị. Lần sau đăng nhập bằng số điện thoại và mật khẩu đó.',
  ];
  y = text('Ba bước', mm(170), { font: 'BOLD', size: 13, color: ACCENT }) + 4;
  steps.forEach((step, i) => {
    text(`${i + 1}.`, y, { font: 'BOLD' });
    y = text(step, y, { x: LEFT + mm(7) }) + 4;
  });
  y = text(
    `Liên kết và mã mời có hiệu lực trong ${LIMITS.invitationDays} ngày. Ai có thư này đều làm được đầu mối: xin đừng gửi ra ngoài đơn vị, đừng đăng lên nhóm.`,
    mm(222),
  );
  const help = helpLine(head);
  if (help !== null) text(help, Math.max(y + 10, mm(246)), { font: 'BOLD', size: 13 });
}

function writeOwn(pdf: Document, letter: Letter): void {
  const { unitName, parentName, unitCode, fullName, code } = letter;
  let y = line(pdf, `Kính gửi: ${fullName ?? 'Lãnh đạo đơn vị'}`, mm(58), 'REGULAR', 12);
  y = line(pdf, unitName, y, 'BOLD', 13);
  if (parentName !== null) y = line(pdf, parentName, y, 'REGULAR', 11);
  line(pdf, `Mời làm ${officeOf(letter)}.`, y, 'REGULAR', 11);
  const beside = LEFT + QR_SIDE + mm(8);
  line(pdf, `Mã đơn vị: ${unitCode}`, QR_TOP + 112, 'REGULAR', 12, beside);
  line(pdf, `Mã mời: ${code}`, QR_TOP + 130, 'BOLD', 16, beside);
}

/** Names are shortened to one line each: the longest name of an agency takes one and a half. */
function line(pdf: Document, words: string, y: number, font: string, size: number, x = LEFT): number {
  pdf.fillColor(INK);
  let at = x;
  const parts = runs(pdf, words.normalize('NFC'), font);
  for (const { text, known } of parts) {
    pdf.font(known ? font : 'OTHER').fontSize(size);
    const room = LEFT + WIDTH - at;
    // No letter is wider than the font is high: what fits so needs no measuring.
    if (parts.length === 1 && text.length * size < room) {
      pdf.text(text, at, y, { lineBreak: false });
      break;
    }
    const width = pdf.widthOfString(text);
    pdf.text(width > room ? shortened(pdf, text, room) : text, at, y, { lineBreak: false });
    at += width;
    if (at >= LEFT + WIDTH) break;
  }
  return y + size * 1.5;
}

function shortened(pdf: Document, text: string, room: number): string {
  const letters = [...text];
  while (letters.length > 1 && pdf.widthOfString(`${letters.join('')}…`) > room) letters.pop();
  return `${letters.join('')}…`;
}

const GRAPHEMES = new Intl.Segmenter('vi', { granularity: 'grapheme' });

/** Cuts a text where letters begin or end that the font does not have. */
function runs(pdf: Document, words: string, font: string): { text: string; known: boolean }[] {
  const has = glyphsOf(pdf, font);
  if ([...words].every(has)) return [{ text: words, known: true }];
  const found: { text: string; known: boolean }[] = [];
  for (const { segment } of GRAPHEMES.segment(words)) {
    const known = [...segment].every(has);
    const last = found.at(-1);
    if (last?.known === known) last.text += segment;
    else found.push({ text: segment, known });
  }
  return found;
}

/** Whether a registered font has a letter. */
function glyphsOf(pdf: Document, font: string): (letter: string) => boolean {
  pdf.font(font);
  const { _font } = pdf as unknown as { _font: { font: { hasGlyphForCodePoint(codePoint: number): boolean } } };
  return (letter) => _font.font.hasGlyphForCodePoint(letter.codePointAt(0)!);
}

/** Black squares, in each row those beside one another as one; white paper is the quiet zone. */
function drawQr(pdf: Document, { size, data }: { size: number; data: Uint8Array }, x: number, y: number): void {
  const bars: string[] = [];
  for (let row = 0; row < size; row++) {
    for (let from = 0; from < size; from++) {
      if (data[row * size + from] === 0) continue;
      let to = from + 1;
      while (to < size && data[row * size + to] !== 0) to += 1;
      bars.push(`${from} ${row} ${to - from} 1 re`);
      from = to;
    }
  }
  pdf.save().fillColor('#000000');
  pdf.transform(QR_SIDE / size, 0, 0, QR_SIDE / size, x, y);
  // One line of drawing instead of some four hundred calls.
  (pdf as unknown as { addContent(drawing: string): void }).addContent(`${bars.join(' ')} f`);
  pdf.restore();
}
