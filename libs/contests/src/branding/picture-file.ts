import { crc32 } from 'node:zlib';

/** A picture and nothing else: without where it was taken, who made it, or what was hidden before, in or behind it. */
export interface PictureFile {
  mime: 'image/png' | 'image/jpeg';
  /** px */
  width: number;
  height: number;
  bytes: Buffer;
}

/**
 * Reads a PNG or JPEG and puts it together anew from the parts that make the picture. Texts, positions, profiles, preview
 * pictures and whatever stands behind its end stay outside, so that a file that is also something else is only a picture
 * afterwards. Null for what is no such file, or is torn: its name and sender are not asked.
 *
 * Sources: PNG (ISO/IEC 15948), 5.3 and 11; JPEG (ITU-T T.81), annex B; Adobe's APP14, which says how colours are meant.
 */
export function readPicture(bytes: Buffer): PictureFile | null {
  if (bytes.subarray(0, 8).equals(PNG_MARK)) return readPng(bytes);
  return bytes.length > 4 && bytes.readUInt16BE(0) === SOI ? readJpeg(bytes) : null;
}

const PNG_MARK = Buffer.from('89504e470d0a1a0a', 'hex');
/** What the picture needs: its frame, palette, transparency, the meaning of its colours, the points themselves. */
const PNG_PARTS = new Set(['IHDR', 'PLTE', 'tRNS', 'gAMA', 'cHRM', 'sRGB', 'IDAT', 'IEND']);

function readPng(bytes: Buffer): PictureFile | null {
  const kept: Buffer[] = [PNG_MARK];
  const seen = new Set<string>();
  for (let at = PNG_MARK.length; at + 12 <= bytes.length;) {
    const end = at + 12 + bytes.readUInt32BE(at);
    if (end > bytes.length) return null;
    const type = bytes.toString('latin1', at + 4, at + 8);
    if (seen.size === 0 && (type !== 'IHDR' || end !== at + 25)) return null;
    if (bytes.readUInt32BE(end - 4) !== crc32(bytes.subarray(at + 4, end - 4))) return null;
    seen.add(type);
    if (PNG_PARTS.has(type)) kept.push(bytes.subarray(at, end));
    if (type === 'IEND') {
      if (!seen.has('IDAT')) return null;
      return sized('image/png', bytes.readUInt32BE(16), bytes.readUInt32BE(20), kept);
    }
    at = end;
  }
  return null;
}

const SOI = 0xffd8;
const [EOI, SOS, APP14] = [0xd9, 0xda, 0xee];
/** Frames: baseline, extended, progressive. Tables: Huffman, quantization, restart interval. */
const FRAMES = new Set([0xc0, 0xc1, 0xc2]);
const JPEG_PARTS = new Set([...FRAMES, 0xc4, 0xdb, 0xdd, SOS, APP14]);

function readJpeg(bytes: Buffer): PictureFile | null {
  const kept: Buffer[] = [bytes.subarray(0, 2)];
  let sides: { width: number; height: number } | null = null;
  let hasScan = false;
  for (let at = 2; at + 2 <= bytes.length;) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1]!;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === EOI) {
      kept.push(bytes.subarray(at, at + 2));
      return sides && hasScan ? sized('image/jpeg', sides.width, sides.height, kept) : null;
    }
    if (at + 4 > bytes.length) return null;
    const length = bytes.readUInt16BE(at + 2);
    let end = at + 2 + length;
    if (length < 2 || end > bytes.length) return null;
    if (FRAMES.has(marker)) {
      if (sides || length < 8) return null;
      sides = { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) };
    }
    if (marker === SOS) {
      hasScan = true;
      end = endOfScan(bytes, end);
    }
    if (JPEG_PARTS.has(marker)) kept.push(bytes.subarray(at, end));
    at = end;
  }
  return null;
}

/** Where the points of a scan end: at the next marker that is neither a stuffed byte nor a restart. */
function endOfScan(bytes: Buffer, from: number): number {
  let at = bytes.indexOf(0xff, from);
  while (at !== -1 && at + 1 < bytes.length) {
    const next = bytes[at + 1]!;
    if (next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at;
    at = bytes.indexOf(0xff, at + 1);
  }
  return bytes.length;
}

function sized(mime: PictureFile['mime'], width: number, height: number, parts: Buffer[]): PictureFile | null {
  return width > 0 && height > 0 ? { mime, width, height, bytes: Buffer.concat(parts) } : null;
}
