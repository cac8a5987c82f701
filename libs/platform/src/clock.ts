import { performance } from 'node:perf_hooks';
import { DomainError, LIMITS } from '#domain';

/** Epoch milliseconds in database time. The only source of "now" in the product. */
export abstract class Clock {
  abstract now(): number;
  /** Milliseconds of the real world that one scheduled second of contest time takes; 1 outside a replay. */
  abstract readonly scale: number;
}

/** What the clock asks the database: its instant in epoch ms and how fast its time runs. */
export type ReadDatabaseTime = () => Promise<{ nowMs: number; scale: number }>;

const RENEW_EVERY_MS = 10_000;
/** How far the clocks of two machines run apart, at most: the quartz of a server is ten times better. */
const DRIFT = 1e-4;

/**
 * The database's clock as seen from this process: an offset to the monotonic clock, measured at the middle of a round
 * trip and renewed every ten seconds. A step of the machine's own clock moves nothing. What was measured while the machine was
 * slow knows less than what was measured before, which is then kept: two processes that disagree by the length of a slow trip
 * would let an attempt end before it began.
 */
export class DatabaseClock extends Clock {
  private baseMs = 0;
  private baseMono = Number.NEGATIVE_INFINITY;
  /** How far the offset may have been wrong when it was measured, ms of the real world. */
  private errorMs = Number.POSITIVE_INFINITY;
  /** When the database was last asked. */
  private askedMono = Number.NEGATIVE_INFINITY;
  private timer: NodeJS.Timeout | undefined;
  scale = 1;

  constructor(private readonly readTime: ReadDatabaseTime) {
    super();
  }

  async start(): Promise<void> {
    await this.renew();
    // A compressed clock drifts as much faster as it runs, so it is renewed as much more often.
    const everyMs = Math.max(50, RENEW_EVERY_MS / this.scale);
    this.timer = setInterval(() => void this.renew().catch(() => undefined), everyMs);
    this.timer.unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /** Measures the offset anew: the best (shortest) of three round trips, because the error is half a round trip. */
  async renew(): Promise<void> {
    let bestTrip = Number.POSITIVE_INFINITY;
    let base: { nowMs: number; scale: number; mono: number } | undefined;
    for (let i = 0; i < 3; i++) {
      const before = performance.now();
      const { nowMs, scale } = await this.readTime();
      const after = performance.now();
      if (after - before < bestTrip) {
        bestTrip = after - before;
        base = { nowMs, scale, mono: (before + after) / 2 };
      }
    }
    const { nowMs, scale, mono } = base!;
    this.askedMono = mono;
    const errorMs = bestTrip / 2;
    const agedMs = this.errorMs + (mono - this.baseMono) * DRIFT;
    const believed = this.baseMs + (mono - this.baseMono) * this.scale;
    // What both cannot be right about is a step of the database's clock, or another pace of it.
    const hasMoved = scale !== this.scale || !(Math.abs(nowMs - believed) <= (errorMs + agedMs) * scale);
    if (!hasMoved && agedMs < errorMs) return;
    this.baseMs = nowMs;
    this.baseMono = mono;
    this.errorMs = errorMs;
    this.scale = scale;
  }

  isSure(): boolean {
    return performance.now() - this.askedMono < LIMITS.clockAgeMaxMs;
  }

  /** @throws CLOCK_UNSURE when the database could not be asked for a minute: no instant is better than a wrong one. */
  now(): number {
    if (!this.isSure()) throw new DomainError('CLOCK_UNSURE');
    return Math.round(this.baseMs + (performance.now() - this.baseMono) * this.scale);
  }
}

/** A clock that stands where a test puts it. */
export class FixedClock extends Clock {
  readonly scale = 1;
  constructor(public ms: number) {
    super();
  }
  now(): number {
    return this.ms;
  }
}
