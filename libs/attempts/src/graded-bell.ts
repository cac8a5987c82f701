import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { ENV, gradedChannel, REDIS_SUBSCRIBER, type Env, type GradedMessage, type RedisClient } from '#platform';

const EXPECTED_MAX = 20_000;

/** Rings when a worker says that attempts were graded, so that a held request can look. A lost ring costs half a second. */
@Injectable()
export class GradedBell implements OnModuleInit {
  private readonly waiting = new Map<string, Set<() => void>>();
  /** Attempts that this process saw submitted and has heard no grade of: asking the database at once would be in vain. */
  private readonly expected = new Set<string>();

  constructor(
    @Inject(REDIS_SUBSCRIBER) private readonly subscriber: RedisClient,
    @Inject(ENV) private readonly env: Env,
  ) {}

  onModuleInit(): void {
    // Not awaited: the front door opens without Redis, and ioredis subscribes again by itself after a break.
    const graded = gradedChannel(this.env.REDIS_PREFIX);
    void this.subscriber.subscribe(graded).catch(() => undefined);
    this.subscriber.on('message', (channel: string, text: string) => {
      if (channel === graded) this.ring(attemptIdsOf(text));
    });
  }

  /** Says that this attempt was submitted just now. Only a hint, and bounded. */
  expect(attemptId: string): void {
    if (this.expected.size >= EXPECTED_MAX) this.expected.clear();
    this.expected.add(attemptId);
  }

  /** Whether its grade is still to be heard of; asked once. */
  isExpected(attemptId: string): boolean {
    return this.expected.delete(attemptId);
  }

  /** Resolves when the attempt's bell rings, or after `timeoutMs`. */
  wait(attemptId: string, timeoutMs: number): Promise<void> {
    return new Promise((resolve) => {
      const listeners = this.waiting.get(attemptId) ?? new Set();
      this.waiting.set(attemptId, listeners);
      const finish = (): void => {
        clearTimeout(timer);
        listeners.delete(finish);
        if (listeners.size === 0) this.waiting.delete(attemptId);
        resolve();
      };
      const timer = setTimeout(finish, timeoutMs);
      listeners.add(finish);
    });
  }

  private ring(attemptIds: string[]): void {
    for (const attemptId of attemptIds) {
      this.expected.delete(attemptId);
      for (const finish of [...(this.waiting.get(attemptId) ?? [])]) finish();
    }
  }
}

/** The attempts a message names; none when it cannot be read, since whatever comes through Redis is only a hint. */
function attemptIdsOf(text: string): string[] {
  try {
    const { attemptIds } = JSON.parse(text) as Partial<GradedMessage>;
    return Array.isArray(attemptIds) ? attemptIds : [];
  } catch {
    return [];
  }
}
