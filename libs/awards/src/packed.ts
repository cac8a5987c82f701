import { createHash } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { createGzip, gunzip } from 'node:zlib';
import { promisify } from 'node:util';
import { canonicalPieces, type Sha256 } from '#domain';

const unzip = promisify(gunzip);

/** sha256 of pieces of text as the domain asks for it. */
export const sha256Of: Sha256 = (pieces) => {
  const hash = createHash('sha256');
  for (const piece of pieces) hash.update(piece);
  return hash.digest('hex');
};

/** The canonical JSON of a value, gzip. Others are served between two pieces. */
export async function packed(value: unknown): Promise<Buffer> {
  const chunks: Buffer[] = [];
  await pipeline(Readable.from(canonicalPieces(value)), createGzip(), async (source) => {
    for await (const chunk of source) chunks.push(chunk as Buffer);
  });
  return Buffer.concat(chunks);
}

/** What `packed` packed. */
export async function unpacked<Value>(bytes: Buffer): Promise<Value> {
  return JSON.parse((await unzip(bytes)).toString()) as Value;
}
