import { Inject, Injectable } from '@nestjs/common';
import { contestChangedChannel, ENV, REDIS, type Env, type RedisClient } from '#platform';

/** Tells every page of a contest, through all api processes, to ask what is new. Lost, it is found by the next look. */
@Injectable()
export class ContestBell {
  constructor(
    @Inject(REDIS) private readonly redis: RedisClient,
    @Inject(ENV) private readonly env: Env,
  ) {}

  ring(contestId: number): void {
    const channel = contestChangedChannel(this.env.REDIS_PREFIX);
    void this.redis.publish(channel, JSON.stringify({ contestId })).catch(() => undefined);
  }
}
