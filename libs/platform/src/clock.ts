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

/**
 * The database's clock as seen from this process: an offset to the monotonic clock, measured at the middle of a round
 * trip and renewed every ten seconds. A step of the machine's own clock moves nothing.
 */
export class DatabaseClock extends Clock {
  private baseMs = 0;
  private baseMono = Number.NEGATIVE_INFINITY;
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
    this.baseMs = base!.nowMs;
    this.baseMono = base!.mono;
    this.scale = base!.scale;
  }

  isSure(): boolean {
    return performance.now() - this.baseMono < LIMITS.clockAgeMaxMs;
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
