import { faultIf, type RuleFault } from './rule-shape.js';

/** What lies below letters of the accent colour: paper and ground of the pages (tokens.css), light and dark. */
const LIGHT = ['#ffffff', '#f5f7f9'];
const DARK = ['#18212b', '#10161d'];
/** WCAG 2.2, 1.4.3: letters of normal size. */
const RATIO_MIN = 4.5;
const HEX = /^#[0-9a-f]{6}$/;
/** A step of the search is smaller than an eye tells apart. */
const STEP = 0.02;

/** The colours that the pages of a contest are drawn with, by the name of their token, on light pages and on dark ones. */
export interface AccentColours {
  'own-accent': string;
  'own-deep': string;
  'own-tint': string;
  'own-accent-dark': string;
  'own-deep-dark': string;
  'own-tint-dark': string;
}

/**
 * The contrast of two colours as WCAG 2.2 defines it: 1 (none) to 21 (black on white).
 *
 * Source: WCAG 2.2, definitions of contrast ratio and relative luminance.
 * Example: `contrastRatio('#000000', '#ffffff')` is 21.
 */
export function contrastRatio(one: string, other: string): number {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

/**
 * Judges the accent colour of a contest: letters of it, and white letters on it, must be read on a cheap phone in the sun.
 * The fault names the nearest colour that can. On dark pages a lighter one of its kind is used by itself.
 *
 * @param accent '#0b5394'
 */
export function checkAccent(accent: string, path: string): RuleFault[] {
  if (!HEX.test(accent))
    return faultIf(
      true,
      path,
      'NOT_A_COLOUR',
      'Màu nhấn viết bằng dấu # và sáu chữ số hoặc chữ a đến f, ví dụ #0b5394.',
    );
  return faultIf(
    !isReadable(accent, LIGHT),
    path,
    'ACCENT_PALE',
    `Màu nhấn ${accent} quá nhạt, chữ khó đọc trên nền trắng. Màu gần nhất đọc được: ${readableAccent(accent)}.`,
  );
}

/** The colour itself where it can be read on light pages, else the nearest darker one of its kind. */
export const readableAccent = (accent: string): string => toward(accent, '#000000', LIGHT);

/** Everything the pages need of an accent colour: each pair of letters and ground reaches 4.5:1. @param accent '#rrggbb' */
export function accentColours(accent: string): AccentColours {
  const light = readableAccent(accent);
  const dark = toward(accent, '#ffffff', DARK);
  const tint = mixed(light, '#ffffff', 0.91);
  const tintDark = mixed(dark, DARK[0]!, 0.82);
  return {
    'own-accent': light,
    'own-deep': toward(mixed(light, '#000000', 0.25), '#000000', [tint]),
    'own-tint': tint,
    'own-accent-dark': dark,
    'own-deep-dark': toward(mixed(dark, '#ffffff', 0.35), '#ffffff', [tintDark]),
    'own-tint-dark': tintDark,
  };
}

const isReadable = (colour: string, grounds: readonly string[]): boolean =>
  grounds.every((ground) => contrastRatio(colour, ground) >= RATIO_MIN);

function toward(colour: string, end: string, grounds: readonly string[]): string {
  let share = 0;
  let found = colour;
  while (!isReadable(found, grounds) && share < 1) found = mixed(colour, end, (share = Math.min(share + STEP, 1)));
  return found;
}

/** @param share of the other colour, 0 to 1 */
function mixed(one: string, other: string, share: number): string {
  const parts = channels(other);
  const mix = channels(one).map((part, i) => Math.round(part + (parts[i]! - part) * share));
  return `#${mix.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}

const channels = (hex: string): number[] => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = channels(hex).map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
