import { Inject, Injectable } from '@nestjs/common';
import { randomInt } from 'node:crypto';
import { createChallenge, verifySolution, type Challenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { z } from 'zod';
import { LIMITS } from '#domain';
import { Clock, ENV, REDIS, Secrets, type Env, type RedisClient } from '#platform';
import { LocalCounters } from './local-counters.js';

/** What a proof can be asked for; one that was made for another purpose does not count. */
export const PROOF_PURPOSES = ['sign_up', 'sign_in', 'recovery', 'code', 'claim', 'start'] as const;
export type ProofPurpose = (typeof PROOF_PURPOSES)[number];

const ALGORITHM = 'PBKDF2/SHA-256';
const LIVES_MS = LIMITS.proofMinutes * 60_000;

/** The payload of ALTCHA, version 2. What is in the parameters is ours once the signature is right. */
const proofShape = z.object({
  challenge: z.object({
    parameters: z.looseObject({
      nonce: z.string(),
      data: z.object({ purpose: z.string(), expiresAt: z.number() }),
    }),
    signature: z.string(),
  }),
  solution: z.object({ counter: z.int().min(0), derivedKey: z.string() }),
});

/**
 * Work that a machine has to do before it is let in, made and judged here and by nobody else (ALTCHA, version 2). A
 * challenge is signed and stored nowhere; a solved one counts once, which Redis remembers for as long as it lives. While
 * Redis is gone each process remembers for itself: a proof then counts once in each, and nobody is kept out.
 */
@Injectable()
export class ProofOfWork {
  private readonly local = new LocalCounters();
  private readonly secret: string;

  constructor(
    @Inject(REDIS) private readonly redis: RedisClient,
    @Inject(ENV) private readonly env: Env,
    private readonly clock: Clock,
    secrets: Secrets,
  ) {
    this.secret = secrets.sign('session', 'proof of work');
  }

  /**
   * A new challenge, with the key that solves it signed, so that judging costs no work.
   * @throws DomainError CLOCK_UNSURE
   */
  async challenge(purpose: ProofPurpose): Promise<Challenge> {
    return createChallenge({
      algorithm: ALGORITHM,
      cost: LIMITS.proofIterations,
      counter: randomInt(LIMITS.proofTriesMin, LIMITS.proofTriesMax + 1),
      // In database time and judged by ours: ALTCHA's own expiry asks the clock of the machine.
      data: { purpose, expiresAt: this.clock.now() + LIVES_MS },
      deriveKey,
      hmacSignatureSecret: this.secret,
      hmacKeySignatureSecret: this.secret,
    });
  }

  /**
   * Is this the solution of a challenge of ours, for this purpose, in time, shown for the first time? It is used up.
   * @param proof base64 of the JSON of challenge and solution, as ALTCHA's libraries write it; null: none came
   * @throws DomainError CLOCK_UNSURE
   */
  async spend(purpose: ProofPurpose, proof: string | null): Promise<boolean> {
    const { data } = proofShape.safeParse(read(proof));
    if (!data) return false;
    const { challenge, solution } = data;
    const { nonce, data: bound } = challenge.parameters;
    if (bound.purpose !== purpose || bound.expiresAt < this.clock.now()) return false;
    const { verified } = await verifySolution({
      challenge: challenge as unknown as Challenge,
      solution,
      deriveKey,
      hmacSignatureSecret: this.secret,
      hmacKeySignatureSecret: this.secret,
    });
    return verified && (await this.isFirst(nonce));
  }

  private async isFirst(nonce: string): Promise<boolean> {
    const key = `${this.env.REDIS_PREFIX}:door:proof:${nonce}`;
    try {
      return (await this.redis.set(key, '1', 'PX', LIVES_MS, 'NX')) === 'OK';
    } catch {
      return this.local.hit(nonce, LIVES_MS, performance.now()).hits === 1;
    }
  }
}

function read(proof: string | null): unknown {
  if (proof === null || proof.length > LIMITS.proofLengthMax) return null;
  try {
    return JSON.parse(Buffer.from(proof, 'base64').toString());
  } catch {
    return null;
  }
}
