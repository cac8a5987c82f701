import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { moveAttemptsOf } from '#attempts';
import { UnitCorrectionService, type Decided } from '#identity';
import { ENV, gradedChannel, REDIS, type Env, type GradedMessage, type RedisClient } from '#platform';
import { TallyService } from '#results';

/**
 * Lets people stand for the unit that they claim, with their attempts and all figures, in one transaction. The only place
 * that knows the three rooms.
 */
@Injectable()
export class UnitDecisions {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly corrections: UnitCorrectionService,
    private readonly tally: TallyService,
    @Inject(REDIS) private readonly redis: RedisClient,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /** @throws DomainError as `UnitCorrectionService.decide` */
  async decide(wish: Parameters<UnitCorrectionService['decide']>[1]): Promise<Decided> {
    const { decided, roundIds } = await this.dataSource.transaction(async (manager) => {
      const decided = await this.corrections.decide(manager, wish);
      const { contestId, moves } = decided;
      const { attemptIds, roundIds } = await moveAttemptsOf(manager, contestId, moves);
      await this.tally.apply(manager, contestId, attemptIds);
      return { decided, roundIds };
    });
    this.announce(decided.contestId, roundIds);
    return decided;
  }

  /** Pages look by themselves when this is lost. Nobody waits for the grade of one of these attempts. */
  private announce(contestId: number, roundIds: number[]): void {
    if (roundIds.length === 0) return;
    const message: GradedMessage = { contestId, attemptIds: [], roundIds };
    void this.redis.publish(gradedChannel(this.env.REDIS_PREFIX), JSON.stringify(message)).catch(() => undefined);
  }
}
