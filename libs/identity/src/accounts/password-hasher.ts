import { Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';
import { randomOctets } from '#platform';
import { Turns } from '../door/turns.js';

/** Argon2id (the library's default kind). Source: OWASP Password Storage Cheat Sheet, 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/**
 * Hashes passwords, in turns: a rush at the door neither starves the running contest of processors nor grows without end.
 * Two at once are two of the four threads of libuv (the others stay free for files and names) and 38 MiB; 200 waiting are
 * about five seconds of hashing on a small machine.
 */
@Injectable()
export class PasswordHasher {
  private readonly turns = new Turns({ atOnce: 2, waitingMax: 200, retryAfterSeconds: 3 });
  private dummy: Promise<string> | undefined;

  /**
   * The hash to store, with salt and parameters in it.
   * @throws DomainError SERVER_BUSY {retryAfterSeconds} when 200 wait already
   */
  hash(password: string): Promise<string> {
    return this.turns.take(() => hash(password, COST));
  }

  /**
   * Is this the password? Without a stored hash (unknown phone, account without password) it hashes against a dummy and
   * says no, so that the time of the answer does not tell who has an account.
   * @throws DomainError SERVER_BUSY {retryAfterSeconds} when 200 wait already
   */
  verify(stored: string | null, password: string): Promise<boolean> {
    return this.turns.take(async () => {
      this.dummy ??= hash(randomOctets(32), COST);
      const against = await this.dummy;
      const isRight = await verify(stored ?? against, password);
      return isRight && stored !== null;
    });
  }
}
