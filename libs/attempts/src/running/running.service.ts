import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { run } from '#database';
import { Clock } from '#platform';
import * as sql from './running.queries.js';

const MINUTE_MS = 60_000;
/** The curve shows an hour: what came before it is in the reports. */
const MINUTES = 60;
/** However many look, the database is asked once in this time. */
const KEPT_MS = 5_000;

/** What happened in one minute. */
export interface Minute {
  /** Its beginning, epoch ms. */
  at: number;
  starts: number;
  submits: number;
}

/** How the attempts of a contest stand at one moment. */
export interface AttemptsNow {
  /** Attempts under way by round number; rounds without any are left out. */
  underWay: Map<number, number>;
  /** Handed in and not graded yet. */
  ungraded: number;
  /** How long the oldest of them has waited, in ms; null when none waits. */
  gradingLagMs: number | null;
  /** Attempts that could not be graded. */
  failures: number;
  /** The last hour, oldest minute first, minutes without anything included; the last one is not over. */
  minutes: Minute[];
}

/** What whoever runs a contest watches while it is open. */
@Injectable()
export class RunningService {
  private readonly kept = new Map<number, { at: number; answer: Promise<AttemptsNow> }>();

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** As it was at most five seconds ago. @throws DomainError CLOCK_UNSURE */
  look(contestId: number): Promise<AttemptsNow> {
    const now = this.clock.now();
    const known = this.kept.get(contestId);
    if (known && Math.abs(now - known.at) < KEPT_MS) return known.answer;
    const answer = this.read(contestId, now);
    this.kept.set(contestId, { at: now, answer });
    answer.catch(() => this.kept.delete(contestId));
    return answer;
  }

  private async read(contestId: number, now: number): Promise<AttemptsNow> {
    const { manager } = this.dataSource;
    const last = Math.floor(now / MINUTE_MS) * MINUTE_MS;
    const first = last - (MINUTES - 1) * MINUTE_MS;
    const [underWay, [backlog], starts, submits] = await Promise.all([
      run(manager, sql.countUnderWay, [contestId]),
      run(manager, sql.readBacklog, [contestId]),
      run(manager, sql.startsByMinute, [contestId, firstIdOf(first)]),
      run(manager, sql.submitsByMinute, [contestId, first]),
    ]);
    const [startsAt, submitsAt] = [starts, submits].map(
      (rows) => new Map(rows.map(({ minute_ms, attempts }) => [minute_ms, attempts])),
    );
    const { ungraded, oldest_ms, failures } = backlog!;
    return {
      underWay: new Map(underWay.map(({ round_id, attempts }) => [round_id, attempts])),
      ungraded,
      gradingLagMs: oldest_ms === null ? null : Math.max(0, (now - oldest_ms) / this.clock.scale),
      failures,
      minutes: Array.from({ length: MINUTES }, (_, i) => {
        const at = first + i * MINUTE_MS;
        return { at, starts: startsAt!.get(at) ?? 0, submits: submitsAt!.get(at) ?? 0 };
      }),
    };
  }
}

/** The smallest UUIDv7 of an instant. @example firstIdOf(0) // '00000000-0000-0000-0000-000000000000' */
function firstIdOf(ms: number): string {
  const hex = ms.toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
}
