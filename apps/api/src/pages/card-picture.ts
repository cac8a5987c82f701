import { createRequire } from 'node:module';
import { Resvg, renderAsync, type ResvgRenderOptions } from '@resvg/resvg-js';
import { escapeMarkup } from './first-html.js';

/** What a link card shows. Empty texts are left out. */
export interface Card {
  title: string;
  /** Above the title, small: the contest of a unit. */
  above?: string;
  /** Below it, in order: the window of the contest, the agency. */
  below: string[];
  /** '#rrggbb', readable on white; that of the product when it is left out. */
  accent?: string;
}

/** The size that all readers of link cards crop least. */
const WIDTH = 1200;
const HEIGHT = 630;

const LEFT = 96;
/** Room for the letters, from LEFT to the same margin on the right. */
const ROOM = WIDTH - 2 * LEFT;
/** Sizes of the title: the first in which it needs no more lines than that size has room for. */
const TITLE_SIZES = [
  { size: 72, linesMax: 2 },
  { size: 62, linesMax: 3 },
  { size: 50, linesMax: 4 },
];
const LINE_HEIGHT = 1.24;
const SMALL = 30;

/** The light colours of apps/web/src/shared/styles/tokens.css. */
const ACCENT = '#0b5394';
const INK = '#16212c';
const SOFT = '#4b5965';
const TINT = '#e9f1f9';

const fontOf = (file: string) => createRequire(import.meta.url).resolve(`@expo-google-fonts/be-vietnam-pro/${file}`);

/** Only the letters that come with the product: the picture is the same on any machine. */
const FONT: ResvgRenderOptions['font'] = {
  loadSystemFonts: false,
  fontFiles: [fontOf('400Regular/BeVietnamPro_400Regular.ttf'), fontOf('600SemiBold/BeVietnamPro_600SemiBold.ttf')],
  defaultFontFamily: 'Be Vietnam Pro',
};

type Weight = 400 | 600;

/** Text that XML can hold: control signs and halves of pairs are not letters of any name. */
const inXml = (text: string): string => escapeMarkup(text.replace(/[\p{Cc}\p{Cs}\uFFFE\uFFFF]+/gu, ' '));

const textAt = (text: string, x: number, y: number, size: number, weight: Weight, fill: string): string =>
  `<text x="${x}" y="${y}" font-size="${size}" font-weight="${weight}" fill="${fill}">${inXml(text)}</text>`;

const svg = (inner: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" font-family="Be Vietnam Pro">${inner}</svg>`;

/** How wide the letters come out, in pixels. */
const widthOf = (text: string, size: number, weight: Weight): number =>
  new Resvg(svg(textAt(text, 0, size, size, weight, INK)), { font: FONT }).getBBox()?.width ?? 0;

/** Pairs of syllables that are one word, and a year with the word before it: no line breaks between them. */
const TOGETHER =
  /(?<=cải|hành|thủ|dịch|trực|kiểm|tìm|cuộc|ủy|nhân|năm) (?=cách|chính|tục|vụ|tuyến|soát|hiểu|thi|ban|dân|\d)/giu;
const KEPT_SPACE = '\u00a0';

/** Lines of whole words, each within the room; a word that is longer than a line stands alone. */
function wrap(words: { word: string; width: number }[], space: number, room: number): string[] {
  const lines: string[] = [];
  let used = Infinity;
  for (const { word, width } of words) {
    const isNew = used + space + width > room;
    if (isNew) lines.push(word);
    else lines[lines.length - 1] += ` ${word}`;
    used = isNew ? width : used + space + width;
  }
  return lines;
}

/** How finely lines are made alike. */
const STEP = 24;

/** No more lines than must be, and those of like length: a single word on the last one looks like a mistake. */
function balance(text: string, size: number, weight: Weight): string[] {
  const words = text.trim().split(/\s+/).join(' ').replace(TOGETHER, KEPT_SPACE).split(' ');
  const measured = words.map((word) => ({ word, width: widthOf(word, size, weight) }));
  // With what letters keep free at their sides, which the width of a word alone leaves out.
  const space = widthOf('n n', size, weight) - 2 * widthOf('n', size, weight);
  let lines = wrap(measured, space, ROOM);
  for (let room = ROOM - STEP; room > ROOM / 2; room -= STEP) {
    const narrower = wrap(measured, space, room);
    if (narrower.length > lines.length) break;
    lines = narrower;
  }
  return lines;
}

/** The text, ended with three points where the room ends. */
function fit(text: string, size: number, weight: Weight): string {
  const width = widthOf(text, size, weight);
  if (width <= ROOM) return text;
  let signs = [...text].slice(0, Math.ceil((text.length * ROOM) / width));
  while (signs.length > 1 && widthOf(`${signs.join('')}…`, size, weight) > ROOM) signs = signs.slice(0, -1);
  return `${signs.join('').trimEnd()}…`;
}

/** As many lines as there is room for. */
const fitLines = (lines: string[], linesMax: number, size: number): string[] =>
  lines
    .slice(0, linesMax)
    .map((line, i) => fit(i === linesMax - 1 && lines.length > linesMax ? `${line}…` : line, size, 600));

/** The picture of a card as SVG; equal cards are equal texts. */
export function cardSvg({ title, above = '', below, accent = ACCENT }: Card): string {
  const words = title.slice(0, TITLE_LENGTH_MAX);
  const fits = TITLE_SIZES.map(({ size, linesMax }) => ({ size, linesMax, lines: balance(words, size, 600) }));
  const { size, linesMax, lines } = fits.find((each) => each.lines.length <= each.linesMax) ?? fits.at(-1)!;
  const shown = fitLines(lines, linesMax, size);
  const small = (text: string) => fit(text.slice(0, TITLE_LENGTH_MAX), SMALL, 400);

  const titleTop = above === '' ? 178 : 204;
  const titleEnd = titleTop + shown.length * size * LINE_HEIGHT;
  const foot = below.filter(Boolean).map(small);
  return svg(
    [
      `<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>`,
      `<circle cx="1130" cy="80" r="260" fill="${TINT}"/>`,
      `<rect width="28" height="${HEIGHT}" fill="${accent}"/>`,
      `<g transform="translate(${LEFT} 60) scale(1.8)"><rect width="32" height="32" rx="7" fill="${accent}"/>`,
      `<path d="M8 17.2l5.4 5.3L24.5 10" fill="none" stroke="#fff" stroke-width="4" stroke-linecap="round" stroke-linejoin="round"/></g>`,
      textAt('Thi CCHC', LEFT + 76, 102, 36, 600, accent),
      above === '' ? '' : textAt(small(above), LEFT, 182, SMALL, 400, SOFT),
      ...shown.map((line, i) => textAt(line, LEFT - 3, titleTop + size * (0.98 + i * LINE_HEIGHT), size, 600, INK)),
      `<rect x="${LEFT}" y="${titleEnd + 14}" width="120" height="8" rx="4" fill="${accent}"/>`,
      ...foot.map((line, i) => textAt(line, LEFT, HEIGHT - 72 - (foot.length - 1 - i) * 46, SMALL, 400, SOFT)),
    ].join(''),
  );
}

/** Longer names are cut before they are measured: no name of a contest or unit is. */
const TITLE_LENGTH_MAX = 200;

/** @returns a PNG of 1200 × 630, made outside of the thread that answers requests */
export const cardPng = async (picture: string): Promise<Buffer> => (await renderAsync(picture, { font: FONT })).asPng();
