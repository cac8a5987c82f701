import { PAGE_HEIGHT, PAGE_WIDTH } from './certificate.js';
import type { Line, Shape } from './drawing.js';

const GOLD = '#b58a34';
const PALE_GOLD = '#d9bd7d';
const RED = '#a3161a';
const PAPER = '#fffdf6';
/** The drum behind the words: to be felt rather than seen. */
const DRUM = '#f6ecd2';

const at = (value: number) => Number(value.toFixed(2));
const polar = (x: number, y: number, radius: number, angle: number) =>
  `${at(x + radius * Math.cos(angle))} ${at(y + radius * Math.sin(angle))}`;

const line = (path: string, stroke: string, width: number): Line => ({ path, stroke, width });
const fill = (path: string, colour: string): Shape => ({ path, fill: colour });
const frame = (inset: number): string =>
  `M${inset} ${inset}H${at(PAGE_WIDTH - inset)}V${at(PAGE_HEIGHT - inset)}H${inset}Z`;
const circle = (x: number, y: number, r: number): string =>
  `M${at(x - r)} ${at(y)}A${at(r)} ${at(r)} 0 1 0 ${at(x + r)} ${at(y)}A${at(r)} ${at(r)} 0 1 0 ${at(x - r)} ${at(y)}Z`;

type Point = [x: number, y: number];
/** Example: '0 5, 0 1' are two points. */
const points = (list: string): Point[] => list.split(', ').map((point) => point.split(' ').map(Number) as Point);

/** Where the band of the border begins and ends, from the edge of the paper. */
const BAND = { from: 27, to: 45 };

/** The border and the paper of a certificate that has no background of its own. */
export const ownBackground = (): (Line | Shape)[] => [
  fill(`M0 0H${PAGE_WIDTH}V${PAGE_HEIGHT}H0Z`, PAPER),
  ...drum(PAGE_WIDTH / 2, PAGE_HEIGHT / 2 + 4, 196),
  line(frame(19), RED, 2.6),
  line(frame(23.4), GOLD, 0.7),
  line(frame(BAND.from - 1.5), GOLD, 0.7),
  line(meander(), PALE_GOLD, 1.25),
  line(frame(BAND.to + 1.5), GOLD, 0.7),
  line(frame(BAND.to + 5), RED, 0.9),
  ...corners(),
];

/** A key pattern along the four sides, with a whole number of turns on each, between the corners. */
function meander(): string {
  const side = BAND.to - BAND.from;
  const corner = BAND.to + 3;
  return [
    run(corner, PAGE_WIDTH - corner, (along, across) => [along, BAND.from + across]),
    run(corner, PAGE_WIDTH - corner, (along, across) => [along, PAGE_HEIGHT - BAND.from - across]),
    run(corner, PAGE_HEIGHT - corner, (along, across) => [BAND.from + across, along]),
    run(corner, PAGE_HEIGHT - corner, (along, across) => [PAGE_WIDTH - BAND.from - across, along]),
  ].join('');

  function run(from: number, to: number, place: (along: number, across: number) => [number, number]): string {
    const turns = Math.round((to - from) / (side * 1.12));
    const cell = (to - from) / turns;
    // One turn of the key on a field of 7 × 6: in along the foot, up, round, and inwards.
    const key = points('0 5, 0 1, 5.6 1, 5.6 3.9, 1.7 3.9, 1.7 2.4, 3.9 2.4');
    const drawn = (corners: Point[], start: number) =>
      corners
        .map(([along, across], i) => {
          const [x, y] = place(start + ((along + 0.5) / 7) * cell, (across / 6) * side);
          return `${i === 0 ? 'M' : 'L'}${at(x)} ${at(y)}`;
        })
        .join('');
    const foot = drawn(points(`-0.5 5, ${turns * 7 - 0.5} 5`), from);
    return foot + Array.from({ length: turns }, (_, turn) => drawn(key, from + turn * cell)).join('');
  }
}

/** A lotus seen from above in each corner, on a field that ends the band. */
function corners(): (Line | Shape)[] {
  const inset = 36;
  const places = [
    [inset, inset],
    [PAGE_WIDTH - inset, inset],
    [inset, PAGE_HEIGHT - inset],
    [PAGE_WIDTH - inset, PAGE_HEIGHT - inset],
  ] as const;
  return places.flatMap(([x, y]) => [
    fill(`M${at(x - 17)} ${at(y - 17)}h34v34h-34Z`, PAPER),
    line(`M${at(x - 15)} ${at(y - 15)}h30v30h-30Z`, RED, 1.4),
    line(`M${at(x - 12.6)} ${at(y - 12.6)}h25.2v25.2h-25.2Z`, GOLD, 0.6),
    fill(petals(x, y, 8, 11.6, 0), PALE_GOLD),
    fill(petals(x, y, 8, 8, Math.PI / 8), GOLD),
    fill(circle(x, y, 2.6), RED),
  ]);
}

function petals(x: number, y: number, count: number, length: number, turn: number): string {
  const half = Math.PI / count;
  return Array.from({ length: count }, (_, i) => {
    const angle = turn + i * 2 * half;
    const [tip, left, right] = [
      polar(x, y, length, angle),
      polar(x, y, length * 0.62, angle - half * 0.8),
      polar(x, y, length * 0.62, angle + half * 0.8),
    ];
    return `M${at(x)} ${at(y)}Q${left} ${tip}Q${right} ${at(x)} ${at(y)}Z`;
  }).join('');
}

/** The face of a bronze drum of Đông Sơn: a star of fourteen rays, and rings of rays, teeth, circles and flying birds. */
function drum(x: number, y: number, radius: number): (Line | Shape)[] {
  const r = (share: number) => radius * share;
  const around = (count: number, draw: (angle: number, i: number) => string) =>
    Array.from({ length: count }, (_, i) => draw((i * 2 * Math.PI) / count - Math.PI / 2, i)).join('');
  const rays = 14;
  const star = around(
    rays * 2,
    (angle, i) => `${i === 0 ? 'M' : 'L'}${polar(x, y, i % 2 === 0 ? r(0.3) : r(0.115), angle)}`,
  );
  const between = around(rays, (middle) => {
    const angle = middle + Math.PI / rays;
    const chevron = (out: number, wide: number) =>
      `M${polar(x, y, r(out), angle - wide)}L${polar(x, y, r(out - 0.06), angle)}L${polar(x, y, r(out), angle + wide)}`;
    return chevron(0.295, 0.1) + chevron(0.265, 0.07);
  });
  const teeth = (inner: number, outer: number, count: number) =>
    around(count, (angle) => {
      const half = Math.PI / count;
      return `M${polar(x, y, r(inner), angle - half)}L${polar(x, y, r(outer), angle)}L${polar(x, y, r(inner), angle + half)}Z`;
    });
  const spokes = (inner: number, outer: number, count: number) =>
    around(count, (angle) => `M${polar(x, y, r(inner), angle)}L${polar(x, y, r(outer), angle)}`);
  const rings = [0.33, 0.36, 0.42, 0.45, 0.52, 0.55, 0.73, 0.76, 0.83, 0.86, 0.93, 0.96, 1];
  const dotted = around(56, (angle) => {
    const [cx, cy] = polar(x, y, r(0.485), angle).split(' ').map(Number) as [number, number];
    return circle(cx, cy, r(0.022));
  });
  return [
    fill(`${star}Z`, DRUM),
    line(between, DRUM, 1.4),
    line(rings.map((share) => circle(x, y, r(share))).join(''), DRUM, 1.3),
    line(spokes(0.36, 0.42, 84), DRUM, 1.1),
    line(dotted, DRUM, 1.2),
    fill(
      around(16, (angle) => bird(x, y, r(0.64), angle, radius)),
      DRUM,
    ),
    fill(teeth(0.76, 0.825, 72), DRUM),
    line(spokes(0.86, 0.93, 120), DRUM, 1.1),
  ];
}

/** A bird with a long bill that flies round the drum, against the clock as on the real ones. */
function bird(x: number, y: number, orbit: number, angle: number, radius: number): string {
  const unit = radius * 0.0105;
  const spot = (along: number, out: number) => polar(x, y, orbit + out * unit, angle - (along * unit) / orbit);
  const outline = points(
    '11 0.4, 5 1.4, 3.4 3, 2 1.6, 0.4 2, -1.6 7, -4.6 7.4, -3.2 1.8, -9 3.4, -10 0.6, ' +
      '-9 -2.4, -3.4 -1.4, -4.4 -6.4, -1.6 -6, 0.6 -1.2, 4 -0.4',
  );
  return `${outline.map(([along, out], i) => `${i === 0 ? 'M' : 'L'}${spot(along, out)}`).join('')}Z`;
}

/** A line that ends thin on both sides with a lozenge in its middle, under the title. */
export function flourish(x: number, y: number, half: number): Shape[] {
  const wing = (sign: 1 | -1) =>
    `M${at(x + sign * 11)} ${at(y - 0.9)}L${at(x + sign * half)} ${at(y)}L${at(x + sign * 11)} ${at(y + 0.9)}Z`;
  const lozenge = (cx: number, size: number) =>
    `M${at(cx - size)} ${at(y)}L${at(cx)} ${at(y - size * 0.72)}L${at(cx + size)} ${at(y)}L${at(cx)} ${at(y + size * 0.72)}Z`;
  return [fill(wing(1) + wing(-1) + lozenge(x - 11, 2.4) + lozenge(x + 11, 2.4), GOLD), fill(lozenge(x, 5.4), RED)];
}
