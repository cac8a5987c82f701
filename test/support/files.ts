import { crc32, deflateSync } from 'node:zlib';

/** One part of a PNG: length, name, content, sum. */
export function pngPart(name: string, content: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), content]);
  const part = Buffer.alloc(named.length + 8);
  part.writeUInt32BE(content.length, 0);
  named.copy(part, 4);
  part.writeUInt32BE(crc32(named), named.length + 4);
  return part;
}

/** A picture that every browser shows: stripes of two colours. @param parts put before the points, as hostile as a test wants */
export function png(width: number, height: number, parts: readonly Buffer[] = []): Buffer {
  const frame = Buffer.alloc(13);
  frame.writeUInt32BE(width, 0);
  frame.writeUInt32BE(height, 4);
  // Eight bits each of red, green and blue.
  frame.set([8, 2], 8);
  const rows = Buffer.alloc(height * (1 + 3 * width));
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      rows.set((x + y) % 64 < 32 ? [11, 83, 148] : [240, 200, 80], y * (1 + 3 * width) + 1 + 3 * x);
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    pngPart('IHDR', frame),
    ...parts,
    pngPart('IDAT', deflateSync(rows)),
    pngPart('IEND', Buffer.alloc(0)),
  ]);
}

/** A frame of a PNG that says it is larger than its points. */
export function pngThatLies(width: number, height: number): Buffer {
  const small = png(64, 64);
  const frame = Buffer.from(small.subarray(16, 29));
  frame.writeUInt32BE(width, 0);
  frame.writeUInt32BE(height, 4);
  return Buffer.concat([small.subarray(0, 8), pngPart('IHDR', frame), small.subarray(33)]);
}

const segment = (marker: number, content: Buffer): Buffer => {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(content.length + 2, 2);
  return Buffer.concat([head, content]);
};

/** What a JPEG is made of, as far as its parts are looked at. @param between parts of a camera, `behind` what stands after the end */
export function jpeg(width: number, height: number, between: readonly Buffer[] = [], behind = ''): Buffer {
  const frame = Buffer.from([8, 0, 0, 0, 0, 1, 1, 0x11, 0]);
  frame.writeUInt16BE(height, 1);
  frame.writeUInt16BE(width, 3);
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    ...between,
    segment(0xdb, Buffer.alloc(65)),
    segment(0xc0, frame),
    segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])),
    // Points with a stuffed byte and a restart in them.
    Buffer.from([0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0x56]),
    Buffer.from([0xff, 0xd9]),
    Buffer.from(behind),
  ]);
}

/** Where and with what a picture was taken. */
export const exif = (words: string): Buffer => segment(0xe1, Buffer.from(`Exif\0\0${words}`));

/** A paper of one page. @param inside written into it, as hostile as a test wants */
export const pdf = (inside = ''): Buffer =>
  Buffer.from(
    `%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R${inside}>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n` +
      `trailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n`,
  );
