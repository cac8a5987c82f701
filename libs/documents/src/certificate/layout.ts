import { PAGE_WIDTH, type Certificate, type CertificateHead } from './certificate.js';
import type { Mark, Measure, Words } from './drawing.js';
import type { Face } from './fonts.js';
import { flourish } from './ornament.js';

const INK = '#1b1b1f';
const SOFT = '#4a4a52';
const RED = '#a3161a';
const NAME = '#143a6b';

const MIDDLE = PAGE_WIDTH / 2;
/** The widest line: within the border, with air beside it. */
const ROOM = PAGE_WIDTH - 2 * 84;
/** What is about the person stands between the title and the signature. */
const BODY = { top: 238, bottom: 418 };
/** The signature stands round this line, its words within this width. */
const SIGNED = { middle: PAGE_WIDTH - 218, room: 270 };
const QR = { x: 84, y: 436, side: 74 };

/** A line in the middle of the page, or round `middle`. */
interface Style {
  face: Face;
  size: number;
  fill?: string;
  spacing?: number;
  /** The smallest size that it is brought to before it is broken into lines. */
  sizeMin?: number;
  linesMax?: number;
}

/** What every certificate of the contest says, in the same place: its head, its title and who signs. */
export function layCommon(head: CertificateHead, measure: Measure): Mark[] {
  const marks: Mark[] = [];
  const centred = (text: string, y: number, style: Style, middle = MIDDLE, room = ROOM): number => {
    const { lines, size } = fitted(text, style, room, measure);
    lines.forEach((line, i) => marks.push(middled(line, y + i * size * 1.2, { ...style, size }, middle, measure)));
    return y + (lines.length - 1) * size * 1.2;
  };
  centred('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 80, { face: 'bold', size: 13.5 });
  const motto = 'Độc lập - Tự do - Hạnh phúc';
  centred(motto, 98, { face: 'bold', size: 14.5 });
  const half = measure(motto, 'bold', 14.5) / 2;
  marks.push({ path: `M${MIDDLE - half} 103.5H${MIDDLE + half}`, stroke: INK, width: 0.8 });

  const { managingAgency, issuer, signature } = head;
  let y = managingAgency === null ? 136 : 128;
  if (managingAgency !== null)
    y = centred(upper(managingAgency), y, { face: 'regular', size: 12.5, sizeMin: 9, linesMax: 1 }) + 17;
  centred(upper(issuer), y, { face: 'bold', size: 14, sizeMin: 11, linesMax: 2 });
  centred(upper(head.title), 212, { face: 'bold', size: 45, fill: RED, spacing: 2.4, sizeMin: 24, linesMax: 1 });
  marks.push(...flourish(MIDDLE, 227, 150));

  const bySigner = (text: string, at: number, face: Face, size: number, linesMax = 2) =>
    centred(text, at, { face, size, sizeMin: 10, linesMax }, SIGNED.middle, SIGNED.room);
  const below = bySigner(upper(signature.authority), 455, 'bold', 12.5);
  bySigner(upper(signature.post), below + 15.5, 'bold', 12.5);
  if (signature.name !== null) bySigner(signature.name, 534, 'bold', 14, 1);
  if (head.isSample)
    centred('DỮ LIỆU MẪU, KHÔNG CÓ GIÁ TRỊ', 540, { face: 'bold', size: 10, fill: SOFT, spacing: 0.6 });
  return marks;
}

/** What one certificate says beside that; the sizes give way to the longest names. */
export function layOwn(certificate: Certificate, place: string | null, measure: Measure): Mark[] {
  const { fullName, unitName, result, contestTitle, decision, serial, code } = certificate;
  const parts: { text: string; style: Style; above: number }[] = [
    { text: 'Chứng nhận Ông/Bà', style: { face: 'italic', size: 17, fill: SOFT }, above: 0 },
    { text: fullName, style: { face: 'bold', size: 36, sizeMin: 24, linesMax: 2, fill: NAME }, above: 9 },
    { text: unitName, style: { face: 'regular', size: 16.5, sizeMin: 14, linesMax: 2 }, above: 8 },
    { text: result, style: { face: 'bold', size: 18.5, sizeMin: 14, linesMax: 2, fill: RED }, above: 9 },
    { text: contestTitle, style: { face: 'bold', size: 17.5, sizeMin: 13.5, linesMax: 3 }, above: 6 },
    ...(decision === null
      ? []
      : [{ text: decision, style: { face: 'italic', size: 14, sizeMin: 11, fill: SOFT } as const, above: 8 }]),
  ];
  const room = BODY.bottom - BODY.top;
  let scale = 1;
  let blocks = set(scale);
  while (heightOf(blocks) > room && scale > 0.6) blocks = set((scale -= 0.05));

  const marks: Mark[] = [];
  let top = BODY.top + Math.max(0, (room - heightOf(blocks)) / 2);
  for (const { lines, size, style, above, height } of blocks) {
    lines.forEach((line, i) =>
      marks.push(middled(line, top + above + size * (0.86 + i * 1.2), { ...style, size }, MIDDLE, measure)),
    );
    top += above + height;
  }

  const written: Style = { face: 'italic', size: 13 };
  const { lines, size } = fitted(dateLine(certificate, place), { ...written, sizeMin: 10 }, SIGNED.room, measure);
  marks.push(middled(lines[0]!, 437, { ...written, size }, SIGNED.middle, measure));

  const beside = QR.x + QR.side + 10;
  marks.push(
    plain(`Số: ${serial}`, beside, QR.y + 17, 'bold', 12.5, INK),
    plain('Quét mã để kiểm tra', beside, QR.y + 35, 'regular', 9.5, SOFT),
    plain('hoặc nhập mã tại mục Tra cứu:', beside, QR.y + 47, 'regular', 9.5, SOFT),
    plain(code, beside, QR.y + 63, 'bold', 10.5, INK),
    plain(shortAddress(certificate.address), QR.x, QR.y + QR.side + 12, 'regular', 8.5, SOFT),
  );
  return marks;

  function set(by: number) {
    return parts.map(({ text, style, above }) => {
      const scaled = { ...style, size: style.size * by, sizeMin: (style.sizeMin ?? style.size) * by };
      const found = fitted(text, scaled, ROOM, measure);
      return { ...found, style, above: above * by, height: found.size * (1.06 + (found.lines.length - 1) * 1.2) };
    });
  }
}

/** Where the code to scan stands: modules as squares, in rows those beside one another as one. */
export function layQr({ size, data }: { size: number; data: Uint8Array }): Mark[] {
  const side = QR.side / size;
  const at = (value: number) => Number(value.toFixed(3));
  const bars: string[] = [];
  for (let row = 0; row < size; row++) {
    for (let from = 0; from < size; from++) {
      if (data[row * size + from] === 0) continue;
      let to = from + 1;
      while (to < size && data[row * size + to] !== 0) to += 1;
      bars.push(
        `M${at(QR.x + from * side)} ${at(QR.y + row * side)}h${at((to - from) * side)}v${at(side)}h${at((from - to) * side)}Z`,
      );
      from = to;
    }
  }
  const [x, y, whole] = [QR.x - 6, QR.y - 6, QR.side + 12];
  // White paper round it whatever the background is: scanners need it.
  return [
    { path: `M${x} ${y}h${whole}v${whole}h${-whole}Z`, fill: '#ffffff' },
    { path: bars.join(''), fill: '#000000' },
  ];
}

const heightOf = (blocks: { above: number; height: number }[]) =>
  blocks.reduce((sum, { above, height }) => sum + above + height, 0);

const upper = (text: string) => text.toLocaleUpperCase('vi');
const plain = (text: string, x: number, y: number, face: Face, size: number, fill: string): Words => ({
  text: text.normalize('NFC'),
  ...{ x, y, size, face, fill },
});

function middled(text: string, y: number, style: Style, middle: number, measure: Measure): Words {
  const { face, size, fill = INK, spacing = 0 } = style;
  const width = measure(text, face, size, spacing) - spacing;
  return { text, x: middle - width / 2, y, size, face, fill, ...(spacing === 0 ? {} : { spacing }) };
}

/** The largest size in which the text needs one line; else the smallest, in as few lines of like length as it needs. */
function fitted(text: string, style: Style, room: number, measure: Measure): { lines: string[]; size: number } {
  const words = text.normalize('NFC');
  const { face, size, sizeMin = size, linesMax = 1, spacing = 0 } = style;
  const width = measure(words, face, size, spacing);
  if (width <= room) return { lines: [words], size };
  const smaller = (size * room) / width;
  // A line that is only a little too long is made smaller; one that is much longer is broken at its usual size.
  if (smaller >= Math.max(sizeMin, linesMax > 1 ? size * 0.86 : 0)) return { lines: [words], size: smaller };
  const parts = words.split(' ').map((word) => ({ word, width: measure(word, face, 1) }));
  const blank = measure(' ', face, 1);
  for (let tried = linesMax === 1 ? sizeMin : size; ; tried = Math.max(sizeMin, tried - 0.5)) {
    const lines = wrapped(parts, blank, room / tried);
    if (lines.length <= linesMax) return { lines: balanced(parts, blank, room / tried), size: tried };
    if (tried === sizeMin) {
      // Longer than any name is: the last line is ended with three points.
      const rest = lines.slice(linesMax - 1).join(' ');
      const last = shortened(rest, room, (part) => measure(part, face, tried, spacing));
      return { lines: [...lines.slice(0, linesMax - 1), last], size: tried };
    }
  }
}

/** A word with its width in sizes of the letters. */
interface Part {
  word: string;
  width: number;
}

/** Lines of whole words, each within the room, in sizes of the letters. */
function wrapped(parts: readonly Part[], blank: number, room: number): string[] {
  const lines: string[][] = [];
  let used = Infinity;
  for (const { word, width } of parts) {
    const isNew = used + blank + width > room;
    if (isNew) lines.push([word]);
    else lines.at(-1)!.push(word);
    used = isNew ? width : used + blank + width;
  }
  return lines.map((line) => line.join(' '));
}

/** The same in lines of like length: a single word on the last one looks like a mistake. */
function balanced(parts: readonly Part[], blank: number, room: number): string[] {
  let lines = wrapped(parts, blank, room);
  const widest = Math.max(...parts.map(({ width }) => width));
  for (let within = room * 0.98; within > Math.max(widest, room / 2); within -= room * 0.02) {
    const narrower = wrapped(parts, blank, within);
    if (narrower.length > lines.length) break;
    lines = narrower;
  }
  return lines;
}

function shortened(text: string, room: number, widthOf: (part: string) => number): string {
  if (widthOf(text) <= room) return text;
  const letters = [...text];
  while (letters.length > 1 && widthOf(`${letters.join('')}…`) > room) letters.pop();
  return `${letters.join('').trimEnd()}…`;
}

/** Days below 10 and months 1 and 2 have a leading 0, as Nghị định 30/2020 has it. */
function dateLine({ issuedOn, year }: Certificate, place: string | null): string {
  const before = place === null ? 'Ngày' : `${place}, ngày`;
  if (issuedOn === null) return `${before} ….. tháng ….. năm ${year}`;
  const [y, month, day] = issuedOn.split('-').map(Number) as [number, number, number];
  const two = (value: number) => String(value).padStart(2, '0');
  return `${before} ${two(day)} tháng ${month < 3 ? two(month) : month} năm ${y}`;
}

const shortAddress = (address: string) => address.replace(/^https?:\/\//, '');
