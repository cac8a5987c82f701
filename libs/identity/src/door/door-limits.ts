import { Inject, Injectable } from '@nestjs/common';
import { DomainError, LIMITS } from '#domain';
import { Clock, ENV, REDIS, Secrets, type Env, type RedisClient } from '#platform';
import { clientKey } from './client-address.js';
import { LocalCounters, type Count } from './local-counters.js';

const VISIT_WINDOW_MS = 10_000;
const FAILURE_WINDOW_MS = 15 * 60_000;
/** As long as a proof of work lives: who solves one for each visit is asked for no second. */
const OFTEN_WINDOW_MS = LIMITS.proofMinutes * 60_000;
const DAY_MS = 24 * 60 * 60_000;

/** What is guessed at: the password at the door, a code that sets a new one, the password of somebody who is inside. */
export type GuessedSecret = 'password' | 'code' | 'own_password';

/** Counts and sets the end of the window in one step: a counter that never ends would shut the door for ever. */
const HIT = `
  local hits = redis.call('INCR', KEYS[1])
  if hits == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
  return {hits, redis.call('PTTL', KEYS[1])}`;
/** Takes one hit back without making a counter that has no end. */
const TAKE_BACK = `if redis.call('EXISTS', KEYS[1]) == 1 then return redis.call('DECR', KEYS[1]) end return 0`;

/**
 * How often somebody may knock: an address at the doors together, a phone with a wrong password, feedback after an
 * attempt, a person at the own data. Counted in Redis for all processes; while Redis is gone each process counts for
 * itself.
 *
 * The limit of an address is wide and its window short, because a whole province may stand behind one address: whoever is
 * refused comes in ten seconds later. Guessing is stopped by the limit of a phone, from wherever the guesses come.
 */
@Injectable()
export class DoorLimits {
  private readonly local = new LocalCounters();

  constructor(
    @Inject(REDIS) private readonly redis: RedisClient,
    @Inject(ENV) private readonly env: Env,
    private readonly secrets: Secrets,
    private readonly clock: Clock,
  ) {}

  /**
   * Counts a visit of an address.
   * @throws DomainError TOO_MANY_REQUESTS {retryAfterSeconds} above DOOR_REQUESTS_PER_TEN_SECONDS in ten seconds
   */
  async admit(ip: string): Promise<void> {
    const { hits, endsInMs } = await this.hit(`visit:${clientKey(ip)}`, VISIT_WINDOW_MS);
    if (hits > this.env.DOOR_REQUESTS_PER_TEN_SECONDS) throw tooMany(endsInMs);
  }

  /**
   * Counts a challenge that an address asks for beforehand; apart from its visits.
   * @throws DomainError TOO_MANY_REQUESTS {retryAfterSeconds} as `admit`
   */
  async admitChallenge(ip: string): Promise<void> {
    const { hits, endsInMs } = await this.hit(`challenge:${clientKey(ip)}`, VISIT_WINDOW_MS);
    if (hits > this.env.DOOR_REQUESTS_PER_TEN_SECONDS) throw tooMany(endsInMs);
  }

  /** Counts one more of something in ten minutes. @returns whether that is more than `free` */
  async isOften(what: string, free: number): Promise<boolean> {
    return (await this.hit(`often:${what}`, OFTEN_WINDOW_MS)).hits > free;
  }

  /**
   * Counts a message with a code to a phone, whether an account has it or not.
   * @param phone E.164
   * @throws DomainError TOO_MANY_REQUESTS {retryAfterSeconds} above the limit of a day
   */
  async admitPhoneCode(phone: string): Promise<void> {
    const key = `phone-codes:${this.secrets.sign('session', `door ${phone}`)}`;
    const { hits, endsInMs } = await this.hit(key, DAY_MS);
    if (hits > LIMITS.phoneCodesPerDayMax) throw tooMany(endsInMs);
  }

  /**
   * Counts a try at a phone's password before it is judged, so that a hundred tries at once are a hundred tries. What turns
   * out to be right is forgotten by `succeeded`, what was not judged is taken back by `notJudged`.
   * @param phone E.164; for `own_password` the id of the account
   * @param secret counted apart: whoever has forgotten the password must not be shut out from setting a new one
   * @throws DomainError TOO_MANY_REQUESTS {retryAfterSeconds} after 10 failures in 15 minutes, right password or not
   */
  async tryPhone(phone: string, secret: GuessedSecret = 'password'): Promise<void> {
    const { hits, endsInMs } = await this.hit(this.failureKey(phone, secret), FAILURE_WINDOW_MS);
    if (hits > LIMITS.signInFailuresMax) throw tooMany(endsInMs);
  }

  async succeeded(phone: string, secret: GuessedSecret = 'password'): Promise<void> {
    await this.forget(this.failureKey(phone, secret));
  }

  async notJudged(phone: string, secret: GuessedSecret = 'password'): Promise<void> {
    const key = this.failureKey(phone, secret);
    this.local.takeBack(key);
    await this.redis.eval(TAKE_BACK, 1, this.inRedis(key)).catch(() => undefined);
  }

  /**
   * Counts a try at the second factor of an account before it is judged, from whichever session it comes.
   * @throws DomainError TOO_MANY_REQUESTS {retryAfterSeconds} after 5 failures in 15 minutes, right code or not
   */
  async trySecondFactor(accountId: string): Promise<void> {
    const { hits, endsInMs } = await this.hit(`second-factor:${accountId}`, FAILURE_WINDOW_MS);
    if (hits > LIMITS.secondFactorFailuresMax) throw tooMany(endsInMs);
  }

  async secondFactorShown(accountId: string): Promise<void> {
    await this.forget(`second-factor:${accountId}`);
  }

  /**
   * Counts a try at the short code of a unit's invitation; 40 bits stand against ten tries, from wherever they come. The
   * link of the invitation is not touched by it.
   * @throws DomainError TOO_MANY_REQUESTS {retryAfterSeconds} after 10 failures in 15 minutes, right code or not
   */
  async tryUnitCode(unitCode: string): Promise<void> {
    const { hits, endsInMs } = await this.hit(`unit-code:${unitCode}`, FAILURE_WINDOW_MS);
    if (hits > LIMITS.signInFailuresMax) throw tooMany(endsInMs);
  }

  async unitCodeWasRight(unitCode: string): Promise<void> {
    await this.forget(`unit-code:${unitCode}`);
  }

  /**
   * Counts a feedback after an attempt; of which words came from it nothing is kept. The counter does not name the attempt
   * and ends with the day for everybody, so that it does not tell who wrote at which instant.
   * @throws DomainError TOO_MANY_REQUESTS {retryAfterSeconds} above the limit of a day; CLOCK_UNSURE
   */
  async admitFeedback(attemptId: string): Promise<void> {
    const key = `feedback:${this.secrets.sign('session', `feedback ${attemptId}`)}`;
    const { hits, endsInMs } = await this.hit(key, DAY_MS - (this.clock.now() % DAY_MS));
    if (hits > LIMITS.feedbackPerAttemptMax) throw tooMany(endsInMs);
  }

  /**
   * Counts what a person does with the own data: each copy and each change is a line of the audit trail, for ever. Apart,
   * because a link on another page can ask for copies, and must not shut out changes.
   * @throws DomainError TOO_MANY_REQUESTS {retryAfterSeconds} above the limit of a day
   */
  async admitOwnData(accountId: string, deed: 'copy' | 'change'): Promise<void> {
    const { hits, endsInMs } = await this.hit(`own-data:${deed}:${accountId}`, DAY_MS);
    if (hits > LIMITS.ownDataPerDayMax) throw tooMany(endsInMs);
  }

  /**
   * Counts a member of staff asking for a one-time code, with right facts or wrong ones.
   * @throws DomainError TOO_MANY_REQUESTS {retryAfterSeconds} above the limit of a day
   */
  async admitResetCode(accountId: string): Promise<void> {
    const { hits, endsInMs } = await this.hit(`reset-codes:${accountId}`, DAY_MS);
    if (hits > LIMITS.resetCodeTriesPerDayMax) throw tooMany(endsInMs);
  }

  /**
   * Counts a member of staff looking for people, found or not.
   * @throws DomainError TOO_MANY_REQUESTS {retryAfterSeconds} above the limit of a day
   */
  async admitPersonLookup(accountId: string): Promise<void> {
    const { hits, endsInMs } = await this.hit(`lookups:${accountId}`, DAY_MS);
    if (hits > LIMITS.personLookupsPerDayMax) throw tooMany(endsInMs);
  }

  /**
   * Counts a report of something that went wrong, which anybody may make: by address, and by person or browser.
   * @param reporter id of the account, else the number of the browser; null for neither
   * @throws DomainError TOO_MANY_REQUESTS {retryAfterSeconds} above the limits of a day
   */
  async admitIncident(ip: string, reporter: string | null): Promise<void> {
    const byAddress = await this.hit(`incidents:${clientKey(ip)}`, DAY_MS);
    if (byAddress.hits > LIMITS.incidentsPerAddressMax) throw tooMany(byAddress.endsInMs);
    if (reporter === null) return;
    const byReporter = await this.hit(`incidents-by:${reporter}`, DAY_MS);
    if (byReporter.hits > LIMITS.incidentsPerReporterMax) throw tooMany(byReporter.endsInMs);
  }

  /**
   * Counts a claim to a number, which anybody may make: by address and by number, whoever has the number.
   * @param phone E.164
   * @throws DomainError TOO_MANY_REQUESTS {retryAfterSeconds} above the limits of a day
   */
  async admitPhoneClaim(ip: string, phone: string): Promise<void> {
    const byAddress = await this.hit(`phone-claims:${clientKey(ip)}`, DAY_MS);
    if (byAddress.hits > LIMITS.phoneClaimsPerAddressMax) throw tooMany(byAddress.endsInMs);
    const byPhone = await this.hit(`phone-claim:${this.secrets.sign('session', `claim ${phone}`)}`, DAY_MS);
    if (byPhone.hits > LIMITS.phoneClaimsPerPhoneMax) throw tooMany(byPhone.endsInMs);
  }

  private async forget(key: string): Promise<void> {
    this.local.forget(key);
    await this.redis.del(this.inRedis(key)).catch(() => undefined);
  }

  private async hit(key: string, windowMs: number): Promise<Count> {
    try {
      const [hits, endsInMs] = (await this.redis.eval(HIT, 1, this.inRedis(key), windowMs)) as [number, number];
      return { hits, endsInMs };
    } catch {
      return this.local.hit(key, windowMs, performance.now());
    }
  }

  /** No phone number is written into Redis. */
  private failureKey(phone: string, secret: GuessedSecret): string {
    return `failures:${secret}:${this.secrets.sign('session', `door ${phone}`)}`;
  }

  private inRedis(key: string): string {
    return `${this.env.REDIS_PREFIX}:door:${key}`;
  }
}

function tooMany(endsInMs: number): DomainError {
  return new DomainError('TOO_MANY_REQUESTS', { retryAfterSeconds: Math.max(1, Math.ceil(endsInMs / 1_000)) });
}
