import { LIMITS, parseSpokenCode, showSpokenCode, spokenCode } from '#domain';
import { randomOctets, sha256 } from '#platform';

/** 100 bits: nobody finds it by trying, not even with the hash before them. */
const RECOVERY_LETTERS = 20;
/** 60 bits for a quarter of an hour, short enough for the telephone. */
const RESET_LETTERS = 12;

/** A code as the person sees it once, and what is kept of it. */
export interface MadeCode {
  /** In groups of four. */
  code: string;
  hash: Buffer;
}

/** The code that a person keeps for the day when the password is forgotten. */
export function newRecoveryCode(): MadeCode {
  return made(RECOVERY_LETTERS);
}

/** The code that staff hand to a person who has not kept that one; good for `LIMITS.resetCodeMinutes`. */
export function newResetCode(): MadeCode {
  return made(RESET_LETTERS);
}

/** What a typed code would be kept as; text that is no code has a hash that no code has. */
export function hashOfCode(text: string): Buffer {
  return sha256(parseSpokenCode(text) ?? '');
}

export const RESET_CODE_INTERVAL = `${LIMITS.resetCodeMinutes} minutes`;

function made(letters: number): MadeCode {
  const code = spokenCode(randomOctets(letters));
  return { code: showSpokenCode(code), hash: sha256(code) };
}
