import { escapeXml } from '../xml.js';
import type { Face } from '../fonts.js';
import type { Drawing, Shape } from './drawing.js';

/** Word has the first, a picture made here Tinos: both have the same widths. */
const FAMILY = "Tinos, 'Times New Roman', 'Liberation Serif', serif";

const FACE: Record<Face, string> = {
  regular: '',
  bold: ' font-weight="bold"',
  italic: ' font-style="italic"',
  boldItalic: ' font-weight="bold" font-style="italic"',
};

/** A drawing as SVG; equal drawings are equal texts. */
export function svgOf({ width, height, shapes, words }: Drawing): string {
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${short(width)}" height="${short(height)}" ` +
    `viewBox="0 0 ${short(width)} ${short(height)}" role="img" font-family="${FAMILY}"><title>${escapeXml(words)}</title>` +
    `<rect width="100%" height="100%" fill="#ffffff"/>${shapes.map(markup).join('')}</svg>`
  );
}

function markup(shape: Shape): string {
  switch (shape.shape) {
    case 'box':
      return `<rect x="${short(shape.x)}" y="${short(shape.y)}" width="${short(shape.width)}" height="${short(shape.height)}" fill="${shape.fill}"/>`;
    case 'dot':
      return `<circle cx="${short(shape.x)}" cy="${short(shape.y)}" r="${shape.radius}" fill="${shape.fill}"/>`;
    case 'path': {
      const points = shape.points.map(([x, y]) => `${short(x)},${short(y)}`).join(' ');
      const dash = shape.dash === undefined ? '' : ` stroke-dasharray="${shape.dash}"`;
      return `<polyline points="${points}" fill="none" stroke="${shape.color}" stroke-width="${shape.width}"${dash}/>`;
    }
    case 'text': {
      const turn = shape.isUpright ? ` transform="rotate(-90 ${short(shape.x)} ${short(shape.y)})"` : '';
      return `<text x="${short(shape.x)}" y="${short(shape.y)}" font-size="${shape.size}" text-anchor="${shape.anchor}"${FACE[shape.face]}${turn}>${escapeXml(shape.text)}</text>`;
    }
  }
}

const short = (value: number): string => String(Math.round(value * 100) / 100);
