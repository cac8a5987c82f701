import { formatCount } from '#domain';
import { breakLines, type Face, type Measure } from '../fonts.js';
import type { Chart } from '../official-document.js';
import { plain } from '../words.js';

/** A chart as lines and letters, in points from the top left; each format draws them in its own way. */
export interface Drawing {
  width: number;
  height: number;
  shapes: Shape[];
  /** What it shows, for who cannot see it. */
  words: string;
}

export type Shape =
  | { shape: 'box'; x: number; y: number; width: number; height: number; fill: string }
  | { shape: 'path'; points: [number, number][]; color: string; width: number; dash?: number }
  | { shape: 'dot'; x: number; y: number; radius: number; fill: string }
  | TextShape;

export interface TextShape {
  shape: 'text';
  x: number;
  /** Of the line on which letters stand. */
  y: number;
  text: string;
  size: number;
  face: Face;
  anchor: 'start' | 'middle' | 'end';
  /** Turned to be read from below. */
  isUpright?: boolean;
}

/** One dark colour on white: what a grey printer makes of it is as clear. */
const INK = '#000000';
const BAR = '#1f4e79';
const GRID = '#a6a6a6';
const SIZE = 10;
const LINE = SIZE * 1.2;
/** More bars than that are no picture; the table has all. */
const BARS_MAX = 30;

/** In points. */
export interface Room {
  width: number;
  height: number;
}

/**
 * Draws a chart: an axis from zero, its unit, every value written.
 *
 * @param room as wide as the drawing becomes; bars for which it is not high enough are left out, and it says so
 */
export function drawChart(chart: Chart, { width, height }: Room, measure: Measure): Drawing {
  const unit: TextShape = text(0, SIZE, `Đơn vị tính: ${plain(chart.unit)}`, { face: 'italic' });
  const drawn =
    chart.points.length === 0
      ? {
          shapes: [text(width / 2, LINE * 3, 'Không có dữ liệu.', { anchor: 'middle', face: 'italic' })],
          height: LINE * 4,
        }
      : chart.form === 'bars'
        ? bars(chart, { width, height }, measure)
        : upright(chart, width, measure);
  return { width, height: Math.ceil(drawn.height), shapes: [unit, ...drawn.shapes], words: wordsOf(chart) };
}

/** Values of a chart as people read them. */
export const valueText = (value: number): string =>
  Number.isSafeInteger(value)
    ? `${value < 0 ? '-' : ''}${formatCount(Math.abs(value))}`
    : value.toFixed(2).replace('.', ',');

const WORDS_POINTS_MAX = 40;

function wordsOf({ title, unit, points }: Chart): string {
  const said = points.slice(0, WORDS_POINTS_MAX).map(({ label, value }) => `${plain(label)}: ${valueText(value)}`);
  const more = points.length > WORDS_POINTS_MAX ? `; và ${points.length - WORDS_POINTS_MAX} giá trị khác` : '';
  return `${plain(title)}. Đơn vị tính: ${plain(unit)}. ${said.join('; ')}${more}.`;
}

function text(x: number, y: number, words: string, more: Partial<TextShape> = {}): TextShape {
  return { shape: 'text', x, y, text: words, size: SIZE, face: 'regular', anchor: 'start', ...more };
}

/** Lying bars: names of units are long and stand beside them in as many lines as they need. */
function bars(
  { points }: Chart,
  { width, height: heightMax }: Room,
  measure: Measure,
): { shapes: Shape[]; height: number } {
  const widthOf = (words: string) => measure(words, 'regular', SIZE);
  const allNames = points.slice(0, BARS_MAX).map(({ label }) => breakLines(plain(label), width * 0.42, widthOf));
  const names = allNames.slice(0, fitting(allNames.map(barHeight), heightMax - 4 * LINE));
  const shown = points.slice(0, names.length);
  const nameWidth = Math.max(...names.flat().map(widthOf));
  const valueWidth = Math.max(...shown.map(({ value }) => widthOf(valueText(value))));
  const left = nameWidth + 8;
  const room = width - left - valueWidth - 6;
  const most = Math.max(1, ...shown.map(({ value }) => value));
  const top = LINE + 8;
  const shapes: Shape[] = [];
  let y = top;
  for (const [i, { value }] of shown.entries()) {
    const lines = names[i]!;
    const height = barHeight(lines);
    const middle = y + height / 2;
    const long = (Math.max(0, value) / most) * room;
    lines.forEach((line, k) =>
      shapes.push(text(left - 6, middle + (k - (lines.length - 1) / 2) * LINE + SIZE * 0.33, line, { anchor: 'end' })),
    );
    shapes.push({ shape: 'box', x: left, y: middle - 6, width: long, height: 12, fill: BAR });
    shapes.push(text(left + long + 4, middle + SIZE * 0.33, valueText(value), { face: 'bold' }));
    y += height;
  }
  shapes.push({
    shape: 'path',
    points: [
      [left, top - 2],
      [left, y + 2],
    ],
    color: INK,
    width: 0.75,
  });
  if (points.length > shown.length) {
    y += LINE;
    shapes.push(text(left, y, `và ${formatCount(points.length - shown.length)} mục khác`, { face: 'italic' }));
  }
  return { shapes, height: y + 6 };
}

const barHeight = (lines: readonly string[]): number => Math.max(16, lines.length * LINE) + 5;

/** How many of these fit into a room, one at least. */
function fitting(heights: readonly number[], room: number): number {
  let used = 0;
  const tooMany = heights.findIndex((height) => (used += height) > room);
  return tooMany === -1 ? heights.length : Math.max(1, tooMany);
}

const PLOT_HEIGHT = 150;

/** Columns of a scale and courses in time: an upright axis with round figures. */
function upright({ form, points }: Chart, width: number, measure: Measure): { shapes: Shape[]; height: number } {
  const shapes: Shape[] = [];
  const step = roundStep(Math.max(1, ...points.map(({ value }) => value)));
  const ticks = Math.max(1, Math.ceil(Math.max(1, ...points.map(({ value }) => value)) / step));
  const left =
    Math.max(...Array.from({ length: ticks + 1 }, (_, i) => measure(valueText(i * step), 'regular', SIZE))) + 8;
  const top = LINE + 24;
  const bottom = top + PLOT_HEIGHT;
  const yOf = (value: number) => bottom - (Math.max(0, value) / (ticks * step)) * PLOT_HEIGHT;
  for (let i = 0; i <= ticks; i++) {
    const y = yOf(i * step);
    const points: [number, number][] = [
      [left, y],
      [width, y],
    ];
    shapes.push(
      i === 0
        ? { shape: 'path', points, color: INK, width: 0.75 }
        : { shape: 'path', points, color: GRID, width: 0.5, dash: 2 },
    );
    shapes.push(text(left - 6, y + SIZE * 0.33, valueText(i * step), { anchor: 'end' }));
  }
  const pitch = (width - left) / points.length;
  const xOf = (i: number) => left + (i + 0.5) * pitch;
  const values = points.map(({ value }) => valueText(value));
  const valueWidth = Math.max(...values.map((words) => measure(words, 'bold', 9)));
  const isFlat = valueWidth + 3 <= pitch;
  if (form === 'columns') {
    const wide = Math.min(46, pitch * 0.7);
    points.forEach(({ value }, i) => {
      const y = yOf(value);
      shapes.push({ shape: 'box', x: xOf(i) - wide / 2, y, width: wide, height: bottom - y, fill: BAR });
    });
  } else {
    const path = points.map(({ value }, i): [number, number] => [xOf(i), yOf(value)]);
    shapes.push({ shape: 'path', points: path, color: BAR, width: 1.75 });
    path.forEach(([x, y]) => shapes.push({ shape: 'dot', x, y, radius: pitch < 8 ? 1.2 : 2.4, fill: BAR }));
  }
  // Side by side where there is room, upright where that is enough, else the points that are looked for.
  const isUpright = !isFlat && pitch >= 10;
  const written = isFlat || isUpright ? points.map((_, i) => i) : turningPoints(points.map(({ value }) => value));
  for (const i of written) {
    const y = yOf(points[i]!.value) - 5;
    const style = { size: 9, face: 'bold' as const };
    if (isUpright) shapes.push(text(xOf(i) + 3, y, values[i]!, { ...style, anchor: 'start', isUpright }));
    else
      shapes.push(
        text(clamp(xOf(i), left, width, measure(values[i]!, 'bold', 9)), y, values[i]!, { ...style, anchor: 'middle' }),
      );
  }
  const labels = points.map(({ label }) => plain(label));
  const labelLines = labels.map((label) =>
    breakLines(label, Math.max(pitch - 4, 34), (words) => measure(words, 'regular', 9)),
  );
  const labelWidth = Math.max(...labelLines.flat().map((line) => measure(line, 'regular', 9)));
  const every = Math.max(1, Math.ceil((labelWidth + 4) / pitch));
  labelLines.forEach((lines, i) => {
    if (i % every !== 0) return;
    const x = clamp(xOf(i), 0, width, Math.max(...lines.map((line) => measure(line, 'regular', 9))));
    lines.forEach((line, k) => shapes.push(text(x, bottom + 12 + k * 11, line, { size: 9, anchor: 'middle' })));
  });
  const lines = Math.max(...labelLines.filter((_, i) => i % every === 0).map(({ length }) => length));
  return { shapes, height: bottom + 6 + lines * 11 + 6 };
}

/** The middle of a text that stays between two edges. */
const clamp = (x: number, from: number, to: number, wide: number): number =>
  Math.min(Math.max(x, from + wide / 2), to - wide / 2);

/** 1, 2 or 5 with zeros, so that five steps or fewer reach the highest value. */
function roundStep(most: number): number {
  for (let power = 1; ; power *= 10) {
    for (const first of [1, 2, 5]) if (first * power * 5 >= most) return first * power;
  }
}

/** First, last, highest and lowest. */
function turningPoints(values: readonly number[]): number[] {
  const highest = values.indexOf(Math.max(...values));
  const lowest = values.indexOf(Math.min(...values));
  return [...new Set([0, lowest, highest, values.length - 1])];
}
