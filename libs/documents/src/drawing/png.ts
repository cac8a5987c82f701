import { promisify } from 'node:util';
import { deflate } from 'node:zlib';
import { crc32 } from '../files/crc32.js';

/** A painted picture: four bytes a point (red, green, blue, how opaque), row by row. */
export interface Painted {
  width: number;
  height: number;
  pixels: Uint8Array;
}

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');
const packed = promisify(deflate);
/** A page of even colours comes out a fifth smaller than the painter's, in a third of its time; a photo takes twice as long. */
const LEVEL = 3;

/**
 * Packs an opaque picture as PNG, outside of the thread that answers requests: what the painter packs it with takes 30 ms of that
 * for a page, and 80 where a photo lies under it.
 */
export async function packPng({ width, height, pixels }: Painted): Promise<Buffer> {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  // Eight bits each of red, green, blue and opacity.
  head.set([8, 6], 8);
  const length = 4 * width;
  // Before each row stands by what it is told from its neighbours: by nothing.
  const rows = Buffer.alloc(height * (1 + length));
  for (let row = 0; row < height; row += 1)
    rows.set(pixels.subarray(row * length, (row + 1) * length), row * (1 + length) + 1);
  return Buffer.concat([
    SIGNATURE,
    part('IHDR', head),
    part('IDAT', await packed(rows, { level: LEVEL })),
    part('IEND', Buffer.alloc(0)),
  ]);
}

/** Length, name, content, sum. */
function part(name: string, content: Buffer): Buffer {
  const bytes = Buffer.alloc(content.length + 12);
  bytes.writeUInt32BE(content.length, 0);
  bytes.write(name, 4, 'latin1');
  bytes.set(content, 8);
  bytes.writeUInt32BE(crc32(bytes.subarray(4, -4)), content.length + 8);
  return bytes;
}
