import type { Drawing, Fill, Mark } from './marks.js';

/** The drawing as SVG, its letters to be set in Be Vietnam Pro. Equal drawings are equal texts. */
export function svgOf({ width, height, marks }: Drawing): string {
  const fills: string[] = [];
  const inner = marks.map((mark) => drawn(mark, fills)).join('');
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" ` +
    `font-family="Be Vietnam Pro"><defs>${fills.join('')}</defs><rect width="100%" height="100%" fill="#ffffff"/>${inner}</svg>`
  );
}

function drawn(mark: Mark, fills: string[]): string {
  switch (mark.mark) {
    case 'shape': {
      const { path, fill, stroke, opacity } = mark;
      const paint = fill === undefined ? 'none' : paintOf(fill, fills);
      const line = stroke === undefined ? '' : ` stroke="${stroke.colour}" stroke-width="${stroke.width}"`;
      return `<path d="${path}" fill="${paint}"${line}${opacity === undefined ? '' : ` opacity="${opacity}"`}/>`;
    }
    case 'clip': {
      const id = `f${fills.length}`;
      fills.push(`<clipPath id="${id}"><path d="${mark.path}"/></clipPath>`);
      return `<g clip-path="url(#${id})">`;
    }
    case 'unclip':
      return '</g>';
    case 'line': {
      const { text, x, y, size, weight, colour, anchor = 'start' } = mark;
      const where = `x="${x}" y="${y}" font-size="${size}" font-weight="${weight}" text-anchor="${anchor}"`;
      return `<text ${where} fill="${colour}" xml:space="preserve">${escaped(text)}</text>`;
    }
    case 'picture': {
      const { bytes, mime, x, y, width, height } = mark;
      const data = `data:${mime};base64,${Buffer.from(bytes).toString('base64')}`;
      return `<image x="${x}" y="${y}" width="${width}" height="${height}" href="${data}"/>`;
    }
  }
}

function paintOf(fill: Fill, fills: string[]): string {
  if (typeof fill === 'string') return fill;
  const id = `f${fills.length}`;
  fills.push(
    `<linearGradient id="${id}" gradientUnits="userSpaceOnUse" x1="0" y1="${fill.top}" x2="0" y2="${fill.bottom}">` +
      `<stop offset="0" stop-color="${fill.from}"/><stop offset="1" stop-color="${fill.to}"/></linearGradient>`,
  );
  return `url(#${id})`;
}

const SIGNS: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text that XML can hold: control signs and halves of pairs are not letters of any name. */
const escaped = (text: string): string =>
  text.replace(/[\p{Cc}\p{Cs}\uFFFE\uFFFF]+/gu, ' ').replace(/[&<>"']/g, (sign) => SIGNS[sign]!);
