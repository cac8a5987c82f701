import type { DataSource } from 'typeorm';
import { totpCode } from '../../libs/identity/src/sessions/totp.js';

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Lets the sessions of an account count as having shown the second factor: for tests that are about something else. */
export async function passSecondFactor(owner: DataSource, accountId: string): Promise<void> {
  await owner.query(`UPDATE session SET second_factor_at = contest_clock() WHERE account_id = $1`, [accountId]);
}

/** The octets of a secret as an app reads them. */
export function secretOf(text: string): Buffer {
  const bits = [...text].map((letter) => BASE32.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
}

/** The code that an app shows `away` steps from now. */
export function codeOf(secret: string, away = 0): string {
  return totpCode(secretOf(secret), Math.floor(Date.now() / 30_000) + away);
}
