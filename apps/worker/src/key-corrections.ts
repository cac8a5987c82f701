import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { Logger } from 'pino';
import type { DataSource, EntityManager } from 'typeorm';
import { CorrectionWork, KEY_RULE, type OwedCorrection, type RegradedAttempt } from '#attempts';
import { reviseKey } from '#bank';
import { isoInstant } from '#domain';
import { Clock, ENV, gradedChannel, LOGGER, REDIS, type Env, type GradedMessage, type RedisClient } from '#platform';
import { ForesightService, TallyService } from '#results';
import { Desk } from './desk.js';

/** How often it asks for what is owed: whoever asked for a preview looks at the screen. */
const LOOK_EVERY_MS = 1_000;

/**
 * Carries out corrections of keys: foresees what they would do, then writes the new key and has all attempts graded again,
 * a group of people in a transaction. The row says how far it is, so whoever dies leaves it to the next look, of this
 * worker or another. The only place that knows bank, attempts and results together.
 */
@Injectable()
export class KeyCorrections extends Desk {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly corrections: CorrectionWork,
    private readonly tally: TallyService,
    private readonly foresight: ForesightService,
    private readonly clock: Clock,
    @Inject(REDIS) private readonly redis: RedisClient,
    @Inject(ENV) private readonly env: Env,
    @Inject(LOGGER) logger: Logger,
  ) {
    super({ name: 'corrections of keys', lookEveryMs: LOOK_EVERY_MS }, logger);
  }

  async work(): Promise<void> {
    for (const correction of await this.corrections.owed(this.dataSource.manager)) {
      if (this.isStopping) return;
      try {
        if (correction.state === 'asked') await this.preview(correction);
        else while (!this.isStopping && (await this.step(correction)));
      } catch (error) {
        // What cannot be marked stays so; a database that is away comes back.
        if (!(error instanceof RangeError)) throw error;
        this.logger.error({ err: error, correction: correction.id }, 'key cannot be corrected');
        await this.corrections.fail(this.dataSource.manager, correction, error.message);
      }
    }
  }

  private async preview(wish: OwedCorrection): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const correction = await this.corrections.take(manager, wish);
      if (correction?.state !== 'asked') return;
      const about = await this.corrections.about(manager, correction);
      const ahead = await this.foresight.begin(manager, correction.contest_id);
      const sums = { attempts: 0, ungraded: 0, persons: 0, raised: 0, lowered: 0 };
      for await (const { attempts, ungraded } of this.corrections.foreseen(manager, correction)) {
        sums.attempts += attempts.length;
        sums.ungraded += ungraded;
        sums.persons += new Set(attempts.map(({ participantId }) => participantId)).size;
        sums.raised += attempts.filter(({ score, scoreBefore }) => score > scoreBefore).length;
        sums.lowered += attempts.filter(({ score, scoreBefore }) => score < scoreBefore).length;
        await ahead.add(attempts);
      }
      const at = isoInstant(this.clock.now());
      await this.corrections.keep(manager, correction, { at, ...about, ...sums, boards: ahead.boards() });
    });
  }

  /** One transaction of the work. @returns whether there may be more to do */
  private async step(wish: OwedCorrection): Promise<boolean> {
    const done = await this.dataSource.transaction(async (manager) => {
      const correction = await this.corrections.take(manager, wish);
      if (correction === null || correction.state === 'asked') return null;
      if (correction.state === 'approved') {
        await this.corrections.begin(manager, correction, await this.newKey(manager, correction));
        return [];
      }
      const changed = await this.corrections.advance(manager, correction);
      const ids = (changed ?? []).map(({ attemptId }) => attemptId);
      await this.tally.apply(manager, correction.contest_id, ids);
      return changed;
    });
    if (done) this.announce(wish.contest_id, done);
    return done !== null;
  }

  private newKey(manager: EntityManager, correction: OwedCorrection): Promise<number> {
    return reviseKey(manager, {
      itemVersionId: correction.item_version_id,
      rule: KEY_RULE[correction.rule],
      keyMask: correction.right_mask,
      reason: correction.reason,
      by: correction.approved_by,
    });
  }

  /** Pages look by themselves when this is lost. */
  private announce(contestId: number, changed: RegradedAttempt[]): void {
    if (changed.length === 0) return;
    const attemptIds = changed.map(({ attemptId }) => attemptId);
    const roundIds = [...new Set(changed.map(({ roundId }) => roundId))];
    const message: GradedMessage = { contestId, attemptIds, roundIds };
    void this.redis.publish(gradedChannel(this.env.REDIS_PREFIX), JSON.stringify(message)).catch(() => undefined);
  }
}
