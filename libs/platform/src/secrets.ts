import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hash,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';
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

  /**
   * What the keys are called and eight digits of their hash, the one that signs first: by which a backup says which keys it
   * needs, and nobody can sign.
   * @example secrets.fingerprints.token // ['k3f9a01:5e884898']
   */
  get fingerprints(): Record<KeyPurpose, string[]> {
    const { token, receipt, session, encryption } = this.keys;
    const of = (list: { id: string; key: Buffer }[]) =>
      list.map(({ id, key }) => `${id}:${createHash('sha256').update(key).digest('hex').slice(0, 8)}`);
    return { token: of(token), receipt: of(receipt), session: of(session), encryption: of(encryption) };
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

  /**
   * Encrypts a few bytes that have to be read again, as they are kept in a table: AES-256-GCM under a key derived from the
   * first encryption key. @param about whose they are: what was encrypted for one row does not open in another
   */
  encrypt(plain: Uint8Array, about: string): Buffer {
    const { id, key } = this.keys.encryption[0]!;
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', keyAtRest(key), nonce).setAAD(Buffer.from(about));
    const hidden = Buffer.concat([cipher.update(plain), cipher.final()]);
    return Buffer.concat([Buffer.from(`${id}.`), nonce, cipher.getAuthTag(), hidden]);
  }

  /** @throws Error when it was encrypted under no key of ours, for something else, or was changed */
  decrypt(box: Buffer, about: string): Buffer {
    const dot = box.indexOf('.');
    const found = this.keys.encryption.find(({ id }) => id === box.subarray(0, dot).toString());
    if (!found) throw new Error('Encrypted under a key that this installation does not have.');
    const rest = box.subarray(dot + 1);
    const [nonce, tag] = [rest.subarray(0, NONCE_BYTES), rest.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES)];
    const decipher = createDecipheriv('aes-256-gcm', keyAtRest(found.key), nonce, { authTagLength: TAG_BYTES });
    decipher.setAAD(Buffer.from(about)).setAuthTag(tag);
    return Buffer.concat([decipher.update(rest.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]);
  }
}

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Apart from whatever else the key may serve for some day. */
function keyAtRest(key: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', key, '', 'at rest', 32));
}

function macOf(key: Buffer, text: string): string {
  return createHmac('sha256', key).update(text).digest().subarray(0, 16).toString('base64url');
}

/** SHA-256 of a text: what is stored of a session token or a link, and what a receipt says of answers. */
export function sha256(text: string): Buffer {
  return hash('sha256', text, 'buffer');
}
