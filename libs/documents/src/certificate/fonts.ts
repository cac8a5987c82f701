import { createRequire } from 'node:module';

export type Face = 'regular' | 'bold' | 'italic' | 'boldItalic';

const fileOf = (path: string) => createRequire(import.meta.url).resolve(`@expo-google-fonts/tinos/${path}`);

/** Times as it may be given away: all letters of Vietnamese and of its minorities (ŏ, ĕ, ĭ, ŭ, ƀ, and the breve on ơ). */
export const FONT_FILES: Record<Face, string> = {
  regular: fileOf('400Regular/Tinos_400Regular.ttf'),
  bold: fileOf('700Bold/Tinos_700Bold.ttf'),
  italic: fileOf('400Regular_Italic/Tinos_400Regular_Italic.ttf'),
  boldItalic: fileOf('700Bold_Italic/Tinos_700Bold_Italic.ttf'),
};
