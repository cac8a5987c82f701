import { atMost, balanced, fitted, wrapped } from '../drawing/lines.js';
import {
  circle,
  mm,
  rectangle,
  squares,
  type Drawing,
  type Mark,
  type Measure,
  type Weight,
} from '../drawing/marks.js';
import { drumRings, drumStar } from '../drawing/ornament.js';
import type { PosterFacts } from './poster-facts.js';

/** A sheet of paper with the sizes that its distance wants: a poster is read across a corridor, a leaflet in the hand. */
export interface Sheet {
  /** In points; posters of other sizes are this one, enlarged. */
  width: number;
  height: number;
  /** Nothing that must be read lies nearer to the edge: printers leave some free, and shops trim. */
  margin: number;
  /** Of the letters and gaps, beside those of the A4 poster. */
  scale: number;
  titleSizes: readonly { size: number; linesMax: number }[];
  qrSide: number;
  /** Says how to take part, for who holds it in the hand, instead of the single rounds. */
  hasSteps: boolean;
}

export const POSTER: Sheet = {
  width: 595.28,
  height: 841.89,
  margin: mm(13),
  scale: 1,
  titleSizes: [
    { size: 46, linesMax: 3 },
    { size: 40, linesMax: 4 },
    { size: 34, linesMax: 4 },
    { size: 29, linesMax: 5 },
    { size: 24, linesMax: 6 },
    { size: 19, linesMax: 7 },
  ],
  qrSide: mm(66),
  hasSteps: false,
};

export const LEAFLET: Sheet = {
  width: 419.53,
  height: 595.28,
  margin: mm(10),
  scale: 0.78,
  titleSizes: [
    { size: 30, linesMax: 3 },
    { size: 26, linesMax: 4 },
    { size: 22, linesMax: 5 },
    { size: 18, linesMax: 6 },
    { size: 14, linesMax: 8 },
  ],
  qrSide: mm(44),
  hasSteps: true,
};

export interface QrModules {
  size: number;
  data: ArrayLike<number>;
}

const WHITE = '#ffffff';
const INK = '#16212c';
const SOFT = '#4b5965';
const GOLD = '#ffd45c';
/** Letters with marks above and below one another. */
const LINE_HEIGHT = 1.28;

const STEPS = [
  'Quét mã bằng máy ảnh điện thoại hoặc bằng Zalo.',
  'Đăng ký bằng số điện thoại, chọn đơn vị của bạn.',
  'Làm bài, nộp bài và giữ mã biên nhận.',
];

/**
 * One poster: a field in the colour of the contest with who runs it, its name and its days; below it the code to scan beside
 * what people ask, and at the foot whom to call. Every text finds the size in which it has room.
 */
export function posterOf(facts: PosterFacts, sheet: Sheet, qr: QrModules, measure: Measure): Drawing {
  const { width, height, scale } = sheet;
  const head = field(facts, sheet, measure);
  const foot = footer(facts, sheet, measure);
  const room = { top: head.bottom + 16 * scale, bottom: foot.top - 10 * scale };
  const ribbon = unitRibbon(facts, sheet, room.top, measure);
  const body = columns(facts, sheet, qr, { ...room, top: ribbon.bottom }, measure);
  return { width, height, marks: [...head.marks, ...ribbon.marks, ...body, ...foot.marks] };
}

interface Part {
  marks: Mark[];
  bottom: number;
}

/** The upper part. Its height is what its words need, at least two fifths of the sheet. */
function field(
  { title, agency, managingAgency, window, colours, logo, sample }: PosterFacts,
  sheet: Sheet,
  measure: Measure,
): Part {
  const { width, height, margin, scale, titleSizes } = sheet;
  const middle = width / 2;
  const room = width - 2 * margin;
  const marks: Mark[] = [];
  let y = margin;
  const centred = (lines: string[], size: number, weight: Weight, colour: string, gap = LINE_HEIGHT) => {
    for (const text of lines) {
      y += size * gap;
      marks.push({ mark: 'line', text, x: middle, y: y - size * 0.3, size, weight, colour, anchor: 'middle' });
    }
  };
  const cut = (text: string, size: number, weight: Weight, max: number) =>
    atMost(balanced(text, { size, weight }, room, measure), max, { size, weight }, room, measure);

  if (logo) {
    const high = 50 * scale;
    const wide = Math.min((high * logo.width) / logo.height, room * 0.45);
    const tall = (wide * logo.height) / logo.width;
    const pad = 7 * scale;
    marks.push(
      {
        mark: 'shape',
        path: rectangle(middle - wide / 2 - pad, y, wide + 2 * pad, tall + 2 * pad, 9 * scale),
        fill: WHITE,
      },
      {
        mark: 'picture',
        bytes: logo.bytes,
        mime: logo.mime,
        x: middle - wide / 2,
        y: y + pad,
        width: wide,
        height: tall,
      },
    );
    y += tall + 2 * pad + 9 * scale;
  }
  const [above, host] = [managingAgency, agency].map((name) => name?.toLocaleUpperCase('vi') ?? null);
  if (above) centred(cut(above, 9.5 * scale, 400, 2), 9.5 * scale, 400, WHITE);
  if (host) {
    centred(cut(host, 12 * scale, 600, 2), 12 * scale, 600, WHITE);
    y += 7 * scale;
    marks.push({ mark: 'shape', path: rectangle(middle - 32 * scale, y, 64 * scale, 1.4 * scale), fill: GOLD });
  }
  const headEnd = y;
  const invitation = sample ? 'DỮ LIỆU MẪU' : 'TRÂN TRỌNG MỜI THAM GIA';
  const fit = fitted(title, titleSizes, { weight: 800 }, room, measure);
  const pill = { size: 13.5 * scale, lines: windowLines(window, 13.5 * scale, room - 30 * scale, measure) };
  const pillHeight = pill.lines.length * pill.size * 1.35 + 13 * scale;
  const block = (11 + 10) * scale * 1.4 + fit.lines.length * fit.size * 1.2 + 16 * scale + pillHeight;
  const bottom = Math.max(height * 0.4, headEnd + block + 44 * scale);
  // The name stands in the middle of what is left.
  y = headEnd + (bottom - headEnd - block) / 2;
  centred([invitation], 11 * scale, 600, GOLD, 1.4);
  y += 6 * scale;
  centred(fit.lines, fit.size, 800, WHITE, 1.2);
  y += 16 * scale;
  const pillWidth = Math.max(...pill.lines.map((text) => measure(text, pill.size, 600))) + 36 * scale;
  marks.push({
    mark: 'shape',
    path: rectangle(middle - pillWidth / 2, y, pillWidth, pillHeight, 13 * scale),
    fill: GOLD,
  });
  y += 6.5 * scale;
  centred(pill.lines, pill.size, 600, INK, 1.35);

  const sag = 22 * scale;
  const radius = width * 0.62;
  const ground = `M0 0h${width}v${bottom - sag}Q${middle} ${bottom + sag} 0 ${bottom - sag}z`;
  const drum = { x: middle, y: headEnd + (bottom - headEnd) * 0.5 };
  return {
    bottom: bottom + sag * 0.2,
    marks: [
      {
        mark: 'shape',
        path: `M0 0h${width}v${bottom - sag + 7 * scale}Q${middle} ${bottom + sag + 7 * scale} 0 ${bottom - sag + 7 * scale}z`,
        fill: GOLD,
      },
      { mark: 'shape', path: ground, fill: { from: colours.deep, to: colours.accent, top: 0, bottom } },
      { mark: 'clip', path: ground },
      {
        mark: 'shape',
        path: drumRings(drum.x, drum.y, radius),
        stroke: { colour: WHITE, width: 0.8 * scale },
        opacity: 0.1,
      },
      { mark: 'shape', path: drumStar(drum.x, drum.y, radius), fill: WHITE, opacity: 0.06 },
      { mark: 'unclip' },
      ...marks,
    ],
  };
}

/** In one line where there is room, else from and to apart. */
function windowLines([from, to]: [string, string], size: number, room: number, measure: Measure): string[] {
  const one = `${from} ${to}`;
  return measure(one, size, 600) <= room ? [one] : [from, to];
}

/** For whom it is. */
function unitRibbon({ unit, colours }: PosterFacts, sheet: Sheet, top: number, measure: Measure): Part {
  if (unit === null) return { marks: [], bottom: top };
  const { width, margin, scale } = sheet;
  const room = width - 2 * margin - 28 * scale;
  const name = fitted(
    unit.name,
    [22, 19, 16, 13].map((size) => ({ size: size * scale, linesMax: size > 16 ? 1 : 2 })),
    { weight: 800 },
    room,
    measure,
  );
  const small = 9.5 * scale;
  const words = unit.parentName === null ? 'Dành cho người của' : `Dành cho người của · ${unit.parentName}`;
  const [above = ''] = atMost(
    wrapped(words, { size: small, weight: 400 }, room, measure),
    1,
    { size: small, weight: 400 },
    room,
    measure,
  );
  const high = small * 1.5 + name.lines.length * name.size * 1.24 + 14 * scale;
  const marks: Mark[] = [
    { mark: 'shape', path: rectangle(margin, top, width - 2 * margin, high, 8 * scale), fill: colours.tint },
    { mark: 'shape', path: rectangle(margin, top, 5 * scale, high, 2 * scale), fill: colours.accent },
  ];
  let y = top + 6 * scale + small;
  marks.push({ mark: 'line', text: above, x: margin + 16 * scale, y, size: small, weight: 400, colour: SOFT });
  for (const text of name.lines) {
    y += name.size * 1.24;
    marks.push({ mark: 'line', text, x: margin + 16 * scale, y, size: name.size, weight: 800, colour: colours.deep });
  }
  return { marks, bottom: top + high + 12 * scale };
}

/** Whom to ask, and that there is nothing more to pay or to install is nobody's to say but the organizer's. */
function footer(
  { hotline, zalo, hours, colours }: PosterFacts,
  sheet: Sheet,
  measure: Measure,
): { marks: Mark[]; top: number } {
  const { width, height, margin, scale } = sheet;
  const parts = [hotline && `Hỗ trợ: ${hotline}`, hours && `(${hours})`].filter(Boolean).join(' ');
  const words = [parts, zalo && `Zalo: ${zalo}`].filter(Boolean).join('   ·   ');
  if (words === '') {
    const top = height - margin;
    return {
      top,
      marks: [{ mark: 'shape', path: rectangle(0, height - 6 * scale, width, 6 * scale), fill: colours.accent }],
    };
  }
  const room = width - 2 * margin;
  const { size, lines } = fitted(
    words,
    [15, 13, 11].map((one) => ({ size: one * scale, linesMax: one > 11 ? 1 : 2 })),
    { weight: 600 },
    room,
    measure,
  );
  const foot = margin * 0.72;
  const top = height - foot - lines.length * size * 1.35 - 10 * scale;
  const marks: Mark[] = [{ mark: 'shape', path: rectangle(0, top, width, height - top), fill: colours.deep }];
  lines.forEach((text, i) => {
    const y = top + 11 * scale + size * (0.85 + i * 1.35);
    marks.push({ mark: 'line', text, x: width / 2, y, size, weight: 600, colour: WHITE, anchor: 'middle' });
  });
  return { marks, top };
}

interface Section {
  title: string;
  lines: string[];
  numbered?: boolean;
  /** Where it goes on, when there are more lines than room. */
  rest: (more: number) => string;
}

function sectionsOf({ people, rounds, prizes }: PosterFacts, { hasSteps }: Sheet): Section[] {
  const more = (what: string) => (count: number) => `… và ${count} ${what} khác`;
  return [
    ...(hasSteps ? [{ title: 'Ba bước dự thi', lines: STEPS, numbered: true, rest: more('bước') }] : []),
    { title: 'Ai được dự thi', lines: people, rest: more('điều kiện') },
    { title: 'Các đợt thi', lines: hasSteps ? [] : rounds, rest: more('đợt') },
    { title: 'Giải thưởng', lines: prizes, rest: more('giải') },
  ].filter(({ lines }) => lines.length > 0);
}

/** The code to scan on the left, what people ask on the right. */
function columns(
  facts: PosterFacts,
  sheet: Sheet,
  qr: QrModules,
  room: { top: number; bottom: number },
  measure: Measure,
): Mark[] {
  const { width, margin, scale, qrSide } = sheet;
  const sections = sectionsOf(facts, sheet);
  for (const { side, size, linesMax } of TRIES) {
    const card = scanCard(facts, sheet, qr, { x: margin, side: qrSide * side, high: room.bottom - room.top }, measure);
    const left = margin + card.width + 20 * scale;
    const column = { x: left, width: width - margin - left, size: size * scale, linesMax, scale };
    const made = sectionMarks(sections, facts, column, measure);
    const isLast = linesMax === 1;
    const high = Math.max(made.height, card.height);
    if (high > room.bottom - room.top && !isLast) continue;
    // Both hang in the middle of the room.
    const middle = room.top + Math.max(high, room.bottom - room.top) / 2;
    return [...card.at(middle - card.height / 2), ...made.at(middle - made.height / 2)];
  }
  return [];
}

/** A large code first where there is room, then smaller letters, then fewer lines. */
const TRIES = [
  ...[13.5, 12.5].map((size) => ({ side: 1.3, size, linesMax: 99 })),
  ...[13.5, 12.5, 11.5].map((size) => ({ side: 1.15, size, linesMax: 99 })),
  ...[13, 12, 11, 10].map((size) => ({ side: 1, size, linesMax: 99 })),
  ...[8, 6, 5, 4].map((linesMax) => ({ side: 1, size: 9.5, linesMax })),
  ...[4, 3, 2, 1].map((linesMax) => ({ side: 0.9, size: 9, linesMax })),
];

interface Placed {
  width: number;
  height: number;
  at: (top: number) => Mark[];
}

function scanCard(
  { colours, shortAddress }: PosterFacts,
  { scale }: Sheet,
  qr: QrModules,
  { x, side: sideMax, high: highMax }: { x: number; side: number; high: number },
  measure: Measure,
): Placed {
  const pad = 14 * scale;
  const wide = sideMax + 2 * pad;
  const head = 14 * scale;
  const small = 9.5 * scale;
  // It may be broken behind a stroke, and is never cut.
  const address = fitted(
    shortAddress.replace(/[/.-](?=.)/g, '$& '),
    [15, 13, 11.5, 10, 9, 8, 7].map((size) => ({ size: size * scale, linesMax: size > 11 ? 1 : size > 8 ? 3 : 9 })),
    { weight: 600 },
    wide - pad,
    (text, size, weight) => measure(text.replace(/ /g, ''), size, weight),
  );
  const lines = address.lines.map((line) => line.replace(/ /g, ''));
  const below = small * 1.5 + lines.length * address.size * 1.3 + 12 * scale;
  const headHigh = head * 1.3 + 14 * scale;
  const side = Math.min(sideMax, highMax - headHigh - below - pad);
  const high = headHigh + pad + side + below;
  const middle = x + wide / 2;
  return {
    width: wide,
    height: high,
    at: (y) => {
      const marks: Mark[] = [
        { mark: 'shape', path: rectangle(x, y, wide, high, 12 * scale), fill: colours.accent },
        {
          mark: 'shape',
          path: rectangle(x + 2 * scale, y + headHigh, wide - 4 * scale, high - headHigh - 2 * scale, 10 * scale),
          fill: WHITE,
        },
        line('QUÉT MÃ ĐỂ DỰ THI', middle, y + headHigh / 2 + head * 0.36, head, 800, WHITE, true),
        { mark: 'shape', path: squares(qr, middle - side / 2, y + headHigh + pad, side), fill: '#000000' },
      ];
      let at = y + headHigh + pad + side + small * 1.6;
      marks.push(line('hoặc gõ địa chỉ', middle, at, small, 400, SOFT, true));
      for (const text of lines) {
        at += address.size * 1.3;
        marks.push(line(text, middle, at, address.size, 600, colours.deep, true));
      }
      return marks;
    },
  };
}

const line = (
  text: string,
  x: number,
  y: number,
  size: number,
  weight: Weight,
  colour: string,
  isCentred = false,
): Mark => ({
  ...{ mark: 'line', text, x, y, size, weight, colour },
  ...(isCentred && { anchor: 'middle' }),
});

function sectionMarks(
  sections: readonly Section[],
  { colours }: PosterFacts,
  { x, width, size, linesMax, scale }: { x: number; width: number; size: number; linesMax: number; scale: number },
  measure: Measure,
): Placed {
  const head = size * 1.02;
  const indent = size * 1.25;
  const drawn: ((y: number) => Mark[])[] = [];
  let used = 0;
  const gap = size * 1.1;
  for (const [i, { title, lines, rest, numbered = false }] of sections.entries()) {
    if (i > 0) used += gap;
    const titleAt = used + head;
    drawn.push((y) => [
      line(title.toLocaleUpperCase('vi'), x, y + titleAt, head, 800, colours.accent),
      { mark: 'shape', path: rectangle(x, y + titleAt + size * 0.42, 30 * scale, 2 * scale, scale), fill: GOLD },
    ]);
    used = titleAt + size * 0.75;
    // A line that stands for one more would be as long.
    const shown = lines.length > linesMax && !numbered ? lines.slice(0, linesMax) : lines;
    const said = shown.length < lines.length ? [...shown, rest(lines.length - shown.length)] : shown;
    for (const [k, text] of said.entries()) {
      const parts = wrapped(text, { size, weight: 400 }, width - indent, measure);
      const from = used;
      drawn.push((y) =>
        numbered
          ? [
              {
                mark: 'shape',
                path: circle(x + size * 0.52, y + from + size * 1.0, size * 0.66),
                fill: colours.accent,
              },
              line(String(k + 1), x + size * 0.52, y + from + size * 1.28, size * 0.8, 600, WHITE, true),
            ]
          : [
              {
                mark: 'shape',
                path: circle(x + size * 0.34, y + from + size * 0.98, size * 0.17),
                fill: colours.accent,
              },
            ],
      );
      parts.forEach((part, p) => {
        const at = from + size * (1.3 + p * 1.36);
        drawn.push((y) => [line(part, x + indent * (numbered ? 1.2 : 0.85), y + at, size, 400, INK)]);
      });
      used += parts.length * size * 1.36 + size * 0.12;
    }
  }
  return { width, height: used + size * 0.3, at: (y) => drawn.flatMap((draw) => draw(y)) };
}
