import { Inject, Injectable } from '@nestjs/common';
import { DomainError, LIMITS } from '#domain';
import { ENV, type Env } from '#platform';
import { clientKey } from './client-address.js';
import { DoorLimits } from './door-limits.js';
import { ProofOfWork, type ProofPurpose } from './proof-of-work.js';

/** What the doorkeeper sees of whoever comes. */
export interface Comer {
  ip: string;
  /** Of the browser, from its own cookie; null for one that has none. */
  deviceId?: string | null;
  /** Solved work, as it came with the request. */
  proof?: string | null;
}

/** How many of an address come in within ten minutes before work is asked of the next. */
const FREE: Record<ProofPurpose, number> = {
  sign_up: LIMITS.freeSignUpsPerAddressMax,
  sign_in: LIMITS.freeSignInsPerAddressMax,
  recovery: LIMITS.freeRecoveriesPerAddressMax,
  code: LIMITS.freeCodesPerAddressMax,
  claim: LIMITS.freeClaimsPerAddressMax,
  start: LIMITS.freeStartsPerAddressMax,
};

/**
 * Asks work of those who come often: an address, a browser, an account. Nobody is refused for the company they are in: who
 * does the work is let in, however many came before from the same address. Whoever has no cookie is counted by the
 * address alone.
 */
@Injectable()
export class Doorkeeper {
  constructor(
    private readonly limits: DoorLimits,
    private readonly proofs: ProofOfWork,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /**
   * Lets a visit at the door in.
   * @throws DomainError TOO_MANY_REQUESTS {retryAfterSeconds} above DOOR_REQUESTS_PER_TEN_SECONDS of the address,
   *   PROOF_NEEDED {purpose, challenge}, CLOCK_UNSURE
   */
  async admit(purpose: Exclude<ProofPurpose, 'start'>, comer: Comer): Promise<void> {
    await this.limits.admit(comer.ip);
    await this.askWork(purpose, comer);
  }

  /**
   * Lets a start of an attempt pass. It counts against the account as well, and not against the visits of the address: a
   * hall starts together.
   * @throws DomainError PROOF_NEEDED {purpose, challenge}, CLOCK_UNSURE
   */
  async admitStart(comer: Comer, accountId: string): Promise<void> {
    await this.askWork('start', comer, accountId);
  }

  private async askWork(purpose: ProofPurpose, comer: Comer, accountId?: string): Promise<void> {
    if (this.env.PROOF_OF_WORK === 'off') return;
    if (!(await this.comesOften(purpose, comer, accountId)) && this.env.PROOF_OF_WORK !== 'always') return;
    if (await this.proofs.spend(purpose, comer.proof ?? null)) return;
    const challenge = JSON.stringify(await this.proofs.challenge(purpose));
    throw new DomainError('PROOF_NEEDED', { purpose, challenge });
  }

  private async comesOften(purpose: ProofPurpose, { ip, deviceId }: Comer, accountId?: string): Promise<boolean> {
    const counts = [this.limits.isOften(`${purpose}:address:${clientKey(ip)}`, FREE[purpose])];
    if (deviceId) counts.push(this.limits.isOften(`${purpose}:device:${deviceId}`, LIMITS.freeVisitsPerDeviceMax));
    if (accountId) counts.push(this.limits.isOften(`${purpose}:account:${accountId}`, LIMITS.freeStartsPerAccountMax));
    return (await Promise.all(counts)).includes(true);
  }
}
