import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { readEnvFile } from './env.js';

const keyList = z.array(z.object({ id: z.string().regex(/^[a-z0-9]{1,8}$/), key: z.string().min(43) })).min(1);
const secretsShape = z.object({
  keys: z.object({ token: keyList, receipt: keyList, session: keyList, encryption: keyList }),
});

export type KeyPurpose = 'token' | 'receipt' | 'session' | 'encryption';

/**
 * The keys of an installation. The first key of a purpose signs; all of them verify, so that a key can be rotated
 * without voiding what people hold.
 */
export class Secrets {
  private readonly keys: Record<KeyPurpose, { id: string; key: Buffer }[]>;

  constructor(json: unknown) {
    const parsed = secretsShape.parse(json);
    const decode = (list: { id: string; key: string }[]) =>
      list.map(({ id, key }) => ({ id, key: Buffer.from(key, 'base64url') }));
    this.keys = {
      token: decode(parsed.keys.token),
      receipt: decode(parsed.keys.receipt),
      session: decode(parsed.keys.session),
      encryption: decode(parsed.keys.encryption),
    };
    for (const [purpose, list] of Object.entries(this.keys)) {
      for (const { key } of list) {
        // A key of equal bytes is a default somebody pasted, not a secret.
        if (key.length < 32 || new Set(key).size < 8) {
          throw new Error(
            `Khóa bí mật "${purpose}" quá yếu: xóa tệp bí mật để hệ thống tự tạo lại, hoặc đặt khóa 32 byte ngẫu nhiên.`,
          );
        }
      }
    }
  }

  static fromFile(path: string): Secrets {
    return new Secrets(JSON.parse(readEnvFile(path)));
  }

  /** A message authentication code of 128 bits with the id of its key: `k1.<base64url>`. */
  sign(purpose: KeyPurpose, text: string): string {
    const { id, key } = this.keys[purpose][0]!;
    return `${id}.${macOf(key, text)}`;
  }

  /** Whether `mac` was made by one of our keys over exactly this text; takes the same time either way. */
  verify(purpose: KeyPurpose, text: string, mac: string): boolean {
    const dot = mac.indexOf('.');
    const found = this.keys[purpose].find(({ id }) => id === mac.slice(0, dot));
    if (!found) return false;
    const expected = Buffer.from(macOf(found.key, text));
    const given = Buffer.from(mac.slice(dot + 1));
    return expected.length === given.length && timingSafeEqual(expected, given);
  }
}

function macOf(key: Buffer, text: string): string {
  return createHmac('sha256', key).update(text).digest().subarray(0, 16).toString('base64url');
}

/** SHA-256 of a text: what is stored of a session token or a link, and what a receipt says of answers. */
export function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
