import { promisify } from 'node:util';
import { deflateRaw } from 'node:zlib';
import { crc32 } from './crc32.js';

const packed = promisify<Uint8Array, { level: number }, Buffer>(deflateRaw);

export interface ZippedFile {
  /** With its ending; letters of any script, no folders. */
  name: string;
  bytes: Uint8Array;
  /** Made smaller on the way: for what is not packed already. */
  pack?: boolean;
}

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
/** Names are UTF-8 (APPNOTE 6.3, general purpose bit 11). */
const UTF8 = 0x0800;
const VERSION = 20;
const DEFLATED = 8;
/** Nearly as small as can be, in half of the time. */
const LEVEL = 4;
/** 1 January 1980, 00:00, where the calendar of the format begins: the same files make the same archive. */
const NO_DATE = 0x00210000;
const BYTES_MAX = 0xffffffff;
const FILES_MAX = 0xffff;

/**
 * An archive as it is made, file by file: never whole in memory. Files are stored as they are unless they say `pack`, for
 * PDF, Word and pictures are packed already.
 *
 * Source: PKWARE APPNOTE 6.3.
 * @throws RangeError for more than the plain format holds: 4 GB, 65,535 files
 */
export async function* zipOf(files: AsyncIterable<ZippedFile> | Iterable<ZippedFile>): AsyncGenerator<Buffer> {
  const entries: Buffer[] = [];
  let at = 0;
  for await (const { name, bytes, pack } of files) {
    const title = Buffer.from(name.normalize('NFC'));
    const stored = pack ? await packed(bytes, { level: LEVEL }) : bytes;
    if (at + stored.length > BYTES_MAX || entries.length === FILES_MAX)
      throw new RangeError('more than an archive holds');
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(VERSION, 0);
    fields.writeUInt16LE(UTF8, 2);
    fields.writeUInt16LE(pack ? DEFLATED : 0, 4);
    fields.writeUInt32LE(NO_DATE, 6);
    fields.writeUInt32LE(crc32(bytes), 10);
    fields.writeUInt32LE(stored.length, 14);
    fields.writeUInt32LE(bytes.length, 18);
    fields.writeUInt16LE(title.length, 22);
    const head = Buffer.concat([number(LOCAL), fields, title]);
    const entry = Buffer.concat([number(CENTRAL), short(VERSION), fields, Buffer.alloc(10), number(at), title]);
    entries.push(entry);
    at += head.length + stored.length;
    yield head;
    yield Buffer.from(stored.buffer, stored.byteOffset, stored.length);
  }
  const size = entries.reduce((sum, entry) => sum + entry.length, 0);
  yield* entries;
  const count = short(entries.length);
  yield Buffer.concat([number(END), Buffer.alloc(4), count, count, number(size), number(at), short(0)]);
}

/**
 * Names of files that no two of an archive share, also where capitals are not told apart, and that every system can write.
 *
 * Example: `const nameOf = distinctNames('.pdf')`; nameOf('Xã Tân An') is 'Xã Tân An.pdf', and again 'Xã Tân An (2).pdf'.
 */
export function distinctNames(ending: string): (title: string) => string {
  const taken = new Set<string>();
  return (title) => {
    const words = title.normalize('NFC').replace(UNFIT, ' ').split(/\s/).filter(Boolean).join(' ');
    const letters = [...words].slice(0, NAME_LENGTH_MAX);
    while (letters.length > 0 && ENDS.has(letters.at(-1)!)) letters.pop();
    while (letters.length > 0 && ENDS.has(letters[0]!)) letters.shift();
    const short = letters.join('') || 'tep';
    let name = short;
    for (let again = 2; taken.has(name.toLocaleLowerCase('vi')); again++) name = `${short} (${again})`;
    taken.add(name.toLocaleLowerCase('vi'));
    return name + ending;
  };
}

/** No name begins or ends with them. */
const ENDS = new Set(['.', ' ']);
/** Signs that cannot stand in the name of a file on one system or another, and those nobody sees. */
const UNFIT = /[\p{Cc}\p{Cf}\p{Cs}"*/:<>?\\|]+/gu;
/** Systems take 255 bytes; a Vietnamese letter has up to three. */
const NAME_LENGTH_MAX = 70;

function number(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function short(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}
