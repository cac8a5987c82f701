import { device } from './storage.js';

/** How the pages look on this device: chosen by whoever holds it, kept here. */
export const THEMES = ['auto', 'light', 'dark', 'contrast'] as const;
export type Theme = (typeof THEMES)[number];

/** Size of the letters in percent of the usual one; the browser's own zoom comes on top. */
export const SIZES = [87.5, 100, 112.5, 125, 150, 175, 200] as const;
const USUAL_SIZE = 100;
/** What the style sheet gives the root (base.css), in percent of the browser's own size. */
const ROOT_PERCENT = 106.25;

export const theme = (): Theme => {
  const kept = device.read<Theme>('theme');
  return kept !== null && THEMES.includes(kept) ? kept : 'auto';
};

export const size = (): number => {
  const kept = device.read<number>('size');
  return kept !== null && SIZES.some((known) => known === kept) ? kept : USUAL_SIZE;
};

/** The size one step up or down; the ends stay. */
export function nextSize(now: number, step: 1 | -1): number {
  const at = SIZES.findIndex((known) => known === now) + step;
  return SIZES[Math.min(SIZES.length - 1, Math.max(0, at))]!;
}

export function chooseTheme(chosen: Theme): void {
  device.write('theme', chosen);
  applyDisplay();
}

export function chooseSize(chosen: number): void {
  device.write('size', chosen);
  applyDisplay();
}

/**
 * The size of the root's letters for a choice; the usual one is left to the style sheet.
 *
 * @example rootSize(200) // '212.5%', twice the usual
 */
export const rootSize = (chosen: number): string =>
  chosen === USUAL_SIZE ? '' : `${(chosen * ROOT_PERCENT) / USUAL_SIZE}%`;

/** Puts the choices on the page. */
export function applyDisplay(): void {
  const root = document.documentElement;
  root.dataset['theme'] = theme();
  root.style.fontSize = rootSize(size());
}
