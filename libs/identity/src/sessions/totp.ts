import { createHmac, timingSafeEqual } from 'node:crypto';

/** How long a code is shown, RFC 6238 section 5.2. */
const STEP_MS = 30_000;
const DIGITS = 6;
/** Steps before and after now whose code is taken: clocks of phones differ, and people type slowly. */
const STEPS_AROUND = 1;
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/**
 * The code of one step: HOTP (RFC 4226 section 5.3) over the number of the step. Written here because Node's own HMAC
 * leaves ten lines to do, and a library would be one more thing to trust with the secret.
 *
 * Example: the secret '12345678901234567890' and step 1 (the time 59 s) give '287082', with 8 digits '94287082'.
 */
export function totpCode(secret: Uint8Array, step: number, digits = DIGITS): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', secret).update(counter).digest();
  const number = mac.readUInt32BE(mac[mac.length - 1]! & 0x0f) & 0x7fffffff;
  return String(number % 10 ** digits).padStart(digits, '0');
}

/** Which step around this instant (epoch ms) shows the code? Null when none does. Whether it was used is the caller's. */
export function totpStep(secret: Uint8Array, code: string, nowMs: number): number | null {
  if (!/^\d{6}$/.test(code)) return null;
  const now = Math.floor(nowMs / STEP_MS);
  for (let step = now - STEPS_AROUND; step <= now + STEPS_AROUND; step++) {
    if (timingSafeEqual(Buffer.from(totpCode(secret, step)), Buffer.from(code))) return step;
  }
  return null;
}

/** Base 32 of RFC 4648 without padding: how a secret is typed into an app. Example: the byte 0x66 gives 'MY'. */
export function base32(bytes: Uint8Array): string {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{1,5}/g) ?? []).map((five) => BASE32[parseInt(five.padEnd(5, '0'), 2)]!).join('');
}

/** What an app reads from the code that is scanned. @param label whose account it is, as the app lists it */
export function otpauthUri(secret: Uint8Array, label: string): string {
  const issuer = encodeURIComponent('Thi CCHC');
  return `otpauth://totp/${issuer}:${encodeURIComponent(label)}?secret=${base32(secret)}&issuer=${issuer}`;
}
