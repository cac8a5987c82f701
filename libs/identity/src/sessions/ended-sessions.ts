import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { run } from '#database';
import { isoInstant } from '#domain';
import { Clock, ENV, REDIS, REDIS_SUBSCRIBER, SESSION_ENDED_CHANNEL, type Env, type RedisClient } from '#platform';
import { endedSessionsSince } from './session.queries.js';

/** A little under three seconds, so that with the query itself the promise of three is kept. */
const REREAD_EVERY_MS = 2_500;
/** A session ended in a transaction that commits late carries an instant of before: each reading looks back this far. */
const LOOK_BACK_MS = 60_000;

const messageShape = z.array(z.object({ id: z.uuid(), expiresAt: z.number() }));

export type EndedSession = z.infer<typeof messageShape>[number];

/**
 * The sessions that were ended before their time, in memory, so that a request with an attempt token needs no look-up.
 * Redis tells of them at once; PostgreSQL, which holds the truth, is read again every 2.5 s, so that without Redis (or
 * when one of its messages is lost) they are known within three seconds all the same. Nothing is removed before the
 * session's own end: what is refused once stays refused.
 */
@Injectable()
export class EndedSessions implements OnModuleInit, OnModuleDestroy {
  /** Session id -> when it would have expired, epoch ms: then it need not be remembered any more. */
  private readonly ended = new Map<string, number>();
  private readSince = 0;
  private timer: NodeJS.Timeout | undefined;
  private readonly channel: string;

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly clock: Clock,
    @Inject(REDIS) private readonly redis: RedisClient,
    @Inject(REDIS_SUBSCRIBER) private readonly subscriber: RedisClient,
    @Inject(ENV) env: Env,
  ) {
    this.channel = `${env.REDIS_PREFIX}:${SESSION_ENDED_CHANNEL}`;
  }

  async onModuleInit(): Promise<void> {
    await this.reread();
    this.subscriber.on('message', this.hear);
    // Not awaited: without Redis this waits for its return, and the house opens all the same.
    void this.subscriber.subscribe(this.channel).catch(() => undefined);
    this.rereadLater();
  }

  onModuleDestroy(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.subscriber.off('message', this.hear);
  }

  has(sessionId: string): boolean {
    return this.ended.has(sessionId);
  }

  /** Remembers at once here and tells the other processes. To be called after the commit. */
  announce(sessions: readonly EndedSession[]): void {
    this.remember(sessions);
    if (sessions.length > 0) {
      void this.redis.publish(this.channel, JSON.stringify(sessions)).catch(() => undefined);
    }
  }

  /** Reads what was ended since the last reading; all that is still of interest the first time. */
  async reread(): Promise<void> {
    const began = this.clock.now();
    const rows = await run(this.dataSource.manager, endedSessionsSince, [isoInstant(this.readSince)]);
    this.remember(rows.map((row) => ({ id: row.id, expiresAt: row.expires_at.getTime() })));
    this.readSince = began - LOOK_BACK_MS * this.clock.scale;
    for (const [id, expiresAt] of this.ended) if (expiresAt <= began) this.ended.delete(id);
  }

  private rereadLater(): void {
    this.timer = setTimeout(() => {
      // Without the database nothing can be read now; what is known stays known and the next turn reads it all.
      void this.reread()
        .catch(() => undefined)
        .finally(() => {
          if (this.timer !== undefined) this.rereadLater();
        });
    }, REREAD_EVERY_MS);
    this.timer.unref();
  }

  private remember(sessions: readonly EndedSession[]): void {
    for (const { id, expiresAt } of sessions) this.ended.set(id, expiresAt);
  }

  private readonly hear = (channel: string, text: string): void => {
    if (channel !== this.channel) return;
    try {
      this.remember(messageShape.parse(JSON.parse(text)));
    } catch {
      // A message we cannot read tells nothing; the next reading from the database does.
    }
  };
}
