import { inflateRawSync } from 'node:zlib';

const END_OF_DIRECTORY = Buffer.from('PK\x05\x06', 'latin1');
const DIRECTORY_ENTRY = 0x02014b50;

/** Why a zip file is not read: it grows too large when unpacked, or is none. */
export class ZipFault extends Error {
  constructor(readonly reason: 'size' | 'form') {
    super(`zip: ${reason}`);
  }
}

/** Does the file begin as a zip does? */
export const isZip = (bytes: Buffer): boolean => bytes.subarray(0, 4).equals(Buffer.from('PK\x03\x04', 'latin1'));

/**
 * The parts of a zip file, each unpacked when it is asked for, all together under one bound. What the file says of its own
 * sizes is not believed; names are only compared, never used as paths.
 *
 * @throws ZipFault 'size' for more than `partsMax` parts or `unpackedBytesMax` bytes, 'form' for what is no zip
 * Example: `openZip(bytes, { partsMax: 200, unpackedBytesMax: 1e7 }).read('word/document.xml')`.
 */
export function openZip(bytes: Buffer, bounds: { partsMax: number; unpackedBytesMax: number }): Zip {
  const parts = new Map<string, { method: number; packed: Buffer }>();
  try {
    const end = bytes.lastIndexOf(END_OF_DIRECTORY);
    if (end < 0) throw new ZipFault('form');
    const count = bytes.readUInt16LE(end + 10);
    if (count > bounds.partsMax) throw new ZipFault('size');
    let at = bytes.readUInt32LE(end + 16);
    for (let part = 0; part < count; part++) {
      if (bytes.readUInt32LE(at) !== DIRECTORY_ENTRY) throw new ZipFault('form');
      const method = bytes.readUInt16LE(at + 10);
      const packedLength = bytes.readUInt32LE(at + 20);
      const nameLength = bytes.readUInt16LE(at + 28);
      const header = bytes.readUInt32LE(at + 42);
      const from = header + 30 + bytes.readUInt16LE(header + 26) + bytes.readUInt16LE(header + 28);
      const name = bytes.toString('utf8', at + 46, at + 46 + nameLength);
      // Of two parts with one name programs differ in which they take: such a file was made to be read two ways.
      if (parts.has(name)) throw new ZipFault('form');
      parts.set(name, { method, packed: bytes.subarray(from, from + packedLength) });
      at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
    }
  } catch (error) {
    if (error instanceof ZipFault) throw error;
    throw new ZipFault('form');
  }
  let left = bounds.unpackedBytesMax;
  return {
    names: [...parts.keys()],
    read(name) {
      const part = parts.get(name);
      if (!part) return null;
      let content = part.packed;
      try {
        if (part.method !== 0) content = inflateRawSync(part.packed, { maxOutputLength: Math.max(1, left) });
      } catch (error) {
        throw new ZipFault((error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE' ? 'size' : 'form');
      }
      left -= content.length;
      if (left < 0) throw new ZipFault('size');
      return content;
    },
  };
}

export interface Zip {
  names: readonly string[];
  /** The content of a part; null when there is none of this name. */
  read(name: string): Buffer | null;
}
