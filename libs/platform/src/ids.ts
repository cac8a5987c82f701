import { randomBytes } from 'node:crypto';

/**
 * A UUID version 7 (RFC 9562): 48 bits of time in milliseconds, then 74 random bits. Rows made together lie together in
 * the index. It identifies and does not protect: every read is authorised by its owner.
 *
 * @param nowMs epoch milliseconds in database time.
 */
export function uuidv7(nowMs: number): string {
  const time = Math.trunc(nowMs).toString(16).padStart(12, '0');
  // The random bits of a version 4 stand where those of a version 7 do, and Node draws them ahead: no system call for each.
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomId().slice(15)}`;
}

/** A random id (version 4), for what must not tell when it was made: the writer of an attempt. */
export function randomId(): string {
  return globalThis.crypto.randomUUID();
}

/** `count` random bytes from the operating system. */
export function randomOctets(count: number): Uint8Array {
  return randomBytes(count);
}

/** A UUID (version 8, "custom") out of the first 16 bytes of a hash. */
export function uuidOf(hash: Uint8Array): string {
  const bytes = Buffer.from(hash.subarray(0, 16));
  bytes[6] = (bytes[6]! & 0x0f) | 0x80;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return hexToUuid(bytes.toString('hex'));
}

function hexToUuid(hex: string): string {
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
