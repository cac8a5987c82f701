import { solveChallenge, type Challenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';

/** Does the work that a challenge asks for, as any machine would. @returns what goes into the header x-proof */
export async function solve(challenge: Challenge | string): Promise<string> {
  const read = typeof challenge === 'string' ? (JSON.parse(challenge) as Challenge) : challenge;
  const solution = await solveChallenge({ challenge: read, deriveKey });
  return proofOf(read, solution);
}

/** A proof as ALTCHA's libraries write it, whatever is in it. */
export const proofOf = (challenge: unknown, solution: unknown): string =>
  Buffer.from(JSON.stringify({ challenge, solution })).toString('base64');
