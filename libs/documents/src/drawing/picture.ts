import { createRequire } from 'node:module';
import { svgOf } from './svg-pen.js';
import { FONT_FILES } from './typeface.js';
import type { Drawing } from './marks.js';

/** For letters of Êđê, Mnông, Jrai and others that the font of the house lacks; where it has none either, a box. */
const OTHER_FILE = createRequire(import.meta.url).resolve('@expo-google-fonts/tinos/700Bold/Tinos_700Bold.ttf');

/** Only the letters that come with the product: the picture is the same on any machine. */
const FONT = {
  loadSystemFonts: false,
  fontFiles: [...Object.values(FONT_FILES), OTHER_FILE],
  defaultFontFamily: 'Be Vietnam Pro',
};

/** @returns a PNG so many pixels wide, made outside of the thread that answers requests */
export async function pngOf(drawing: Drawing, width: number): Promise<Buffer> {
  const { renderAsync } = await import('@resvg/resvg-js');
  return (await renderAsync(svgOf(drawing), { font: FONT, fitTo: { mode: 'width', value: width } })).asPng();
}
