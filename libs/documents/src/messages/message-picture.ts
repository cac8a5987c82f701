import { atMost, balanced, fitted } from '../drawing/lines.js';
import { rectangle, type Drawing, type Mark, type Measure } from '../drawing/marks.js';
import { drumRings, drumStar } from '../drawing/ornament.js';
import { pngOf } from '../drawing/picture.js';
import { houseMeasure } from '../drawing/typeface.js';
import { pictureWords, type MessageFacts } from './message.js';

/** Square for Zalo and Facebook, wide for the portal and link cards; in px. */
export const PICTURE_SHAPES = { square: { width: 1080, height: 1080 }, wide: { width: 1200, height: 630 } } as const;
export type PictureShape = keyof typeof PICTURE_SHAPES;

const WHITE = '#ffffff';
const GOLD = '#ffd45c';
const INK = '#16212c';

/** The picture of a message as a PNG. */
export async function messagePicture(facts: MessageFacts, shape: PictureShape): Promise<Buffer> {
  return pngOf(drawMessage(facts, shape, await houseMeasure()), PICTURE_SHAPES[shape].width);
}

/** From the top: who, what, when; large figures; the address at the foot. */
export function drawMessage(facts: MessageFacts, shape: PictureShape, measure: Measure): Drawing {
  const { width, height } = PICTURE_SHAPES[shape];
  const { colours, agency, shortAddress } = facts;
  const words = pictureWords(facts);
  const isWide = shape === 'wide';
  const margin = isWide ? 64 : 80;
  const room = width - 2 * margin;
  const middle = width / 2;
  const footHigh = isWide ? 92 : 128;
  const marks: Mark[] = [
    {
      mark: 'shape',
      path: rectangle(0, 0, width, height),
      fill: { from: colours.deep, to: colours.accent, top: 0, bottom: height },
    },
    {
      mark: 'shape',
      path: drumRings(middle, (height - footHigh) / 2, width * 0.56),
      stroke: { colour: WHITE, width: 1.6 },
      opacity: 0.1,
    },
    { mark: 'shape', path: drumStar(middle, (height - footHigh) / 2, width * 0.56), fill: WHITE, opacity: 0.06 },
    { mark: 'shape', path: rectangle(0, height - footHigh, width, footHigh), fill: WHITE },
    { mark: 'shape', path: rectangle(0, height - footHigh - 8, width, 8), fill: GOLD },
  ];
  const parts: { high: number; draw: (top: number) => Mark[] }[] = [];
  const lines = (texts: string[], size: number, weight: 400 | 600 | 800, colour: string, gap: number) => {
    if (texts.length === 0) return;
    parts.push({
      high: texts.length * size * gap,
      draw: (top) =>
        texts.map((text, i) => ({
          ...{ mark: 'line', text, x: middle, y: top + size * (gap * i + gap * 0.5 + 0.35), size, weight, colour },
          anchor: 'middle',
        })),
    });
  };
  const gapOf = (high: number) => parts.push({ high, draw: () => [] });
  const cut = (text: string, size: number, weight: 400 | 600, max: number) =>
    text === '' ? [] : atMost(balanced(text, { size, weight }, room, measure), max, { size, weight }, room, measure);

  if (agency !== null) {
    lines(cut(agency.toLocaleUpperCase('vi'), isWide ? 22 : 28, 400, 1), isWide ? 22 : 28, 400, WHITE, 1.3);
    gapOf(isWide ? 14 : 30);
  }
  lines(cut(words.above, isWide ? 30 : 40, 600, 1), isWide ? 30 : 40, 600, GOLD, 1.3);
  gapOf(isWide ? 4 : 10);
  const hasFigures = words.figures.length > 0;
  const title = fitted(words.title, titleSizes(isWide, hasFigures), { weight: 800 }, room, measure);
  lines(title.lines, title.size, 800, WHITE, 1.2);
  if (words.line !== '') {
    gapOf(isWide ? 14 : 26);
    const size = isWide ? 30 : 36;
    const said = cut(words.line, size, 600, 2);
    const wide = Math.max(...said.map((text) => measure(text, size, 600))) + size * 1.6;
    const high = said.length * size * 1.32 + size * 0.7;
    parts.push({
      high,
      draw: (top) => [
        { mark: 'shape', path: rectangle(middle - wide / 2, top, wide, high, size * 0.8), fill: GOLD },
        ...said.map((text, i): Mark => ({
          ...{ mark: 'line', text, x: middle, y: top + size * (1.32 * i + 1.36), size, weight: 600, colour: INK },
          anchor: 'middle',
        })),
      ],
    });
  }
  if (hasFigures) {
    gapOf(isWide ? 22 : 44);
    parts.push(figureBoxes(words.figures, { margin, room, isWide }, measure));
  }
  const used = parts.reduce((sum, { high }) => sum + high, 0);
  let top = Math.max(margin * 0.5, (height - footHigh - 8 - used) / 2);
  for (const part of parts) {
    marks.push(...part.draw(top));
    top += part.high;
  }
  const address = fitted(
    shortAddress.replace(/[/.-](?=.)/g, '$& '),
    (isWide ? [44, 34, 26, 20] : [56, 44, 34, 26, 20]).map((size) => ({ size, linesMax: size > 26 ? 1 : 2 })),
    { weight: 800 },
    room,
    (text, size, weight) => measure(text.replace(/ /g, ''), size, weight),
  );
  address.lines.forEach((text, i) => {
    const step = address.size * 1.2;
    const y = height - footHigh / 2 + address.size * 0.35 + step * (i - (address.lines.length - 1) / 2);
    marks.push({
      ...{
        mark: 'line',
        text: text.replace(/ /g, ''),
        x: middle,
        y,
        size: address.size,
        weight: 800,
        colour: colours.deep,
      },
      anchor: 'middle',
    });
  });
  return { width, height, marks };
}

const titleSizes = (isWide: boolean, hasFigures: boolean) => {
  const sizes = isWide ? [64, 56, 48, 40, 34, 28] : [84, 72, 62, 54, 46, 38, 32];
  const linesMax = isWide ? (hasFigures ? 3 : 4) : hasFigures ? 4 : 6;
  return sizes.map((size, i) => ({ size, linesMax: Math.min(linesMax, 2 + i) }));
};

/** Beside one another on the wide picture, two by two on the square one. */
function figureBoxes(
  figures: readonly { value: string; label: string }[],
  { margin, room, isWide }: { margin: number; room: number; isWide: boolean },
  measure: Measure,
) {
  const across = isWide ? figures.length : Math.min(2, figures.length);
  const gap = isWide ? 18 : 28;
  const wide = (room - gap * (across - 1)) / across;
  const high = isWide ? 128 : 196;
  const rows = Math.ceil(figures.length / across);
  return {
    high: rows * high + (rows - 1) * gap,
    draw: (top: number): Mark[] =>
      figures.flatMap(({ value, label }, i) => {
        const inRow = Math.floor(i / across);
        const left = margin + (i % across) * (wide + gap);
        const y = top + inRow * (high + gap);
        const largest = isWide ? 52 : 72;
        const size = Math.min(largest, (largest * (wide - 32)) / measure(value, largest, 800));
        const small = Math.min(
          isWide ? 24 : 32,
          ((isWide ? 24 : 32) * (wide - 24)) / measure(label, isWide ? 24 : 32, 400),
        );
        return [
          { mark: 'shape', path: rectangle(left, y, wide, high, 24), fill: WHITE, opacity: 0.14 },
          {
            ...{ mark: 'line', text: value, x: left + wide / 2, y: y + high * 0.52, size, weight: 800, colour: WHITE },
            anchor: 'middle',
          },
          {
            ...{
              mark: 'line',
              text: label,
              x: left + wide / 2,
              y: y + high * 0.82,
              size: small,
              weight: 400,
              colour: WHITE,
            },
            anchor: 'middle',
          },
        ];
      }),
  };
}
