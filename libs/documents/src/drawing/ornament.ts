import { circle, n } from './marks.js';

const point = (x: number, y: number, r: number, turn: number) =>
  `${n(x + r * Math.sin(turn * 2 * Math.PI))} ${n(y - r * Math.cos(turn * 2 * Math.PI))}`;

/** Rays of the sun on the drums of Ngọc Lũ. */
const RAYS = 14;

/** The face of a bronze drum: the star in its middle, filled. */
export function drumStar(x: number, y: number, radius: number): string {
  const corners = Array.from({ length: 2 * RAYS }, (_, i) =>
    point(x, y, radius * (i % 2 === 0 ? 0.3 : 0.11), i / (2 * RAYS)),
  );
  return `M${corners.join('L')}z`;
}

/** The rings around it, with their rows of strokes, wedges and small circles: lines to be drawn thin. */
export function drumRings(x: number, y: number, radius: number): string {
  const rings = [0.3, 0.34, 0.4, 0.44, 0.58, 0.62, 0.7, 0.74, 0.9, 0.94, 1].map((share) =>
    circle(x, y, radius * share),
  );
  const strokes = around(96, (turn) => `M${point(x, y, radius * 0.34, turn)}L${point(x, y, radius * 0.4, turn)}`);
  const beads = around(44, (turn) => {
    const [cx = 0, cy = 0] = point(x, y, radius * 0.66, turn)
      .split(' ')
      .map(Number);
    return circle(cx, cy, radius * 0.026);
  });
  const wedges = around(
    56,
    (turn) =>
      `M${point(x, y, radius * 0.44, turn)}L${point(x, y, radius * 0.58, turn + 0.5 / 56)}` +
      `L${point(x, y, radius * 0.44, turn + 1 / 56)}`,
  );
  const teeth = around(
    88,
    (turn) =>
      `M${point(x, y, radius * 0.74, turn)}L${point(x, y, radius * 0.9, turn + 0.25 / 88)}` +
      `L${point(x, y, radius * 0.74, turn + 0.5 / 88)}`,
  );
  return [...rings, ...strokes, ...beads, ...wedges, ...teeth].join('');
}

const around = (count: number, draw: (turn: number) => string): string[] =>
  Array.from({ length: count }, (_, i) => draw(i / count));
