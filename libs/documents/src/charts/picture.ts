import { renderAsync } from '@resvg/resvg-js';
import { FACES } from '../fonts.js';

/** Dots per inch at which letters of an office printer are clean. */
const PRINT_DPI = 300;

/** @param svg in points @returns a PNG for print, made outside of the thread that calls */
export async function pngOf(svg: string): Promise<Buffer> {
  const picture = await renderAsync(svg, {
    fitTo: { mode: 'zoom', value: PRINT_DPI / 72 },
    font: { loadSystemFonts: false, fontFiles: Object.values(FACES), defaultFontFamily: 'Tinos' },
  });
  return picture.asPng();
}
