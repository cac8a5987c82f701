import { DomainError } from '#domain';

/** So many at work at once, so many waiting for their turn, and no more. */
export class Turns {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  /** @param retryAfterSeconds told to whoever finds the waiting room full: about as long as the room takes to empty */
  constructor(private readonly settings: { atOnce: number; waitingMax: number; retryAfterSeconds: number }) {}

  /** How much is at work now, and how much waits. */
  counts(): { atWork: number; waiting: number } {
    return { atWork: this.running, waiting: this.waiting.length };
  }

  /**
   * Does the work when its turn comes, first come first served.
   * @throws DomainError SERVER_BUSY {retryAfterSeconds} when the waiting room is full
   */
  async take<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.running >= this.settings.atOnce) {
      if (this.waiting.length >= this.settings.waitingMax) {
        throw new DomainError('SERVER_BUSY', { retryAfterSeconds: this.settings.retryAfterSeconds });
      }
      // Whoever ends hands its place over, so that nobody who comes in between can take it.
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    } else {
      this.running++;
    }
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.running--;
    }
  }
}
