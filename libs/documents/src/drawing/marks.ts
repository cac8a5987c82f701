/**
 * A drawing before it has a format: what a PDF and a picture are both made from, so that what the console shows is what
 * comes out of the printer. Lengths are points, from the top left; later marks lie on earlier ones.
 */
export type Mark = Shape | Line | Picture | Clip;

/** What comes after it is seen within this area only, until it ends. */
export type Clip = { mark: 'clip'; path: string } | { mark: 'unclip' };

export type Fill = string | { from: string; to: string; top: number; bottom: number };

/** An area or a stroke, in the words of an SVG path. */
export interface Shape {
  mark: 'shape';
  path: string;
  fill?: Fill;
  stroke?: { colour: string; width: number };
  /** 0 to 1. */
  opacity?: number;
}

/** One line of text; `y` is where the letters stand on. */
export interface Line {
  mark: 'line';
  text: string;
  x: number;
  y: number;
  size: number;
  weight: Weight;
  colour: string;
  anchor?: 'start' | 'middle';
}

export interface Picture {
  mark: 'picture';
  bytes: Uint8Array;
  mime: 'image/png' | 'image/jpeg';
  x: number;
  y: number;
  width: number;
  height: number;
}

export type Weight = 400 | 600 | 800;

/** How wide a text comes out. */
export type Measure = (text: string, size: number, weight: Weight) => number;

export interface Drawing {
  width: number;
  height: number;
  marks: Mark[];
}

/** Millimetres in points. */
export const mm = (length: number): number => (length * 72) / 25.4;

export const rectangle = (x: number, y: number, width: number, height: number, radius = 0): string => {
  const r = Math.min(radius, width / 2, height / 2);
  if (r === 0) return `M${n(x)} ${n(y)}h${n(width)}v${n(height)}h${n(-width)}z`;
  const turn = (dx: number, dy: number) => `a${n(r)} ${n(r)} 0 0 1 ${n(dx)} ${n(dy)}`;
  return (
    `M${n(x + r)} ${n(y)}h${n(width - 2 * r)}${turn(r, r)}v${n(height - 2 * r)}${turn(-r, r)}` +
    `h${n(-(width - 2 * r))}${turn(-r, -r)}v${n(-(height - 2 * r))}${turn(r, -r)}z`
  );
};

export const circle = (x: number, y: number, r: number): string =>
  `M${n(x - r)} ${n(y)}a${n(r)} ${n(r)} 0 1 1 ${n(2 * r)} 0a${n(r)} ${n(r)} 0 1 1 ${n(-2 * r)} 0z`;

/** A code to scan: in each row the black squares beside one another as one. White paper is its quiet zone. */
export function squares({ size, data }: { size: number; data: ArrayLike<number> }, x: number, y: number, side: number) {
  const unit = side / size;
  const bars: string[] = [];
  for (let row = 0; row < size; row++) {
    for (let from = 0; from < size; from++) {
      if (!data[row * size + from]) continue;
      let to = from + 1;
      while (to < size && data[row * size + to]) to += 1;
      bars.push(
        `M${n(x + from * unit)} ${n(y + row * unit)}h${n((to - from) * unit)}v${n(unit)}h${n((from - to) * unit)}z`,
      );
      from = to;
    }
  }
  return bars.join('');
}

/** Thousandths of a point are finer than any printer. */
export const n = (length: number): number => Math.round(length * 1000) / 1000;
