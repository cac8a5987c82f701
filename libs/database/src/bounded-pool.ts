import pg, { type PoolClient } from 'pg';
import { DomainError, LIMITS } from '#domain';

type Connected = (error: Error | undefined, client: PoolClient | undefined, release: (error?: Error) => void) => void;

/**
 * Connections to PostgreSQL for which only so many wait. The library's own pool lets everybody wait, each with a request in
 * memory, until the time for it is over; here whoever finds too many waiting is told at once to come again.
 *
 * @throws DomainError SERVER_BUSY {retryAfterSeconds} to whoever asks for a connection while `databaseWaitingMax` wait
 */
export class BoundedPool extends pg.Pool {
  constructor(options?: pg.PoolConfig) {
    super(options);
    // Between two hands nobody listens: an error that comes in the very packet that frees a connection would end the process.
    // Whoever has it meets the error at the next statement, and the pool throws it away.
    this.on('connect', (client) => client.on('error', () => undefined));
  }

  override connect(): Promise<PoolClient>;
  override connect(done: Connected): void;
  override connect(done?: Connected): Promise<PoolClient> | void {
    if (this.waitingCount < LIMITS.databaseWaitingMax) return done ? super.connect(done) : super.connect();
    const busy = new DomainError('SERVER_BUSY', { retryAfterSeconds: 1 });
    if (!done) return Promise.reject(busy);
    process.nextTick(done, busy, undefined, () => undefined);
  }
}
