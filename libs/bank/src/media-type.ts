/** What a page may show or play. SVG is left out: it is a program. */
export type MediaType = 'image/png' | 'image/jpeg' | 'image/webp' | 'audio/mpeg' | 'audio/ogg' | 'audio/mp4';

const PNG = '\x89PNG\r\n\x1a\n';

/**
 * The type of a file by its first bytes, null when it is none that the product takes. What the name or the sender says of it
 * is not asked.
 *
 * Source: the signatures in the WHATWG MIME Sniffing Standard; for m4a the brand of ISO
 * 14496-12 `ftyp` boxes.
 * Example: the bytes 89 50 4E 47 0D 0A 1A 0A … are 'image/png'.
 */
export function mediaTypeOf(bytes: Uint8Array): MediaType | null {
  const at = (from: number, length: number): string => String.fromCharCode(...bytes.subarray(from, from + length));
  if (at(0, 8) === PNG) return 'image/png';
  if (at(0, 3) === '\xff\xd8\xff') return 'image/jpeg';
  if (at(0, 4) === 'RIFF' && at(8, 6) === 'WEBPVP') return 'image/webp';
  if (at(0, 5) === 'OggS\0') return 'audio/ogg';
  if (at(4, 4) === 'ftyp' && /^(M4A |M4B |mp42|isom)$/.test(at(8, 4))) return 'audio/mp4';
  if (at(0, 3) === 'ID3' || isMp3Frame(bytes)) return 'audio/mpeg';
  return null;
}

/** The header of an MPEG audio frame of layer III: eleven set bits, then no reserved version, bit rate or sample rate. */
function isMp3Frame([first = 0, second = 0, third = 0]: Uint8Array): boolean {
  const isSync = first === 0xff && (second & 0xe0) === 0xe0;
  const version = (second >> 3) & 3;
  const layer = (second >> 1) & 3;
  return isSync && version !== 1 && layer === 1 && third >> 4 !== 15 && ((third >> 2) & 3) !== 3;
}
