import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { run } from '#database';
import { mayShow, sortKeyBucket, USUAL_SIGHTS, type Scope } from '#domain';
import { Clock } from '#platform';
import { ReconcileService } from '../reconcile.service.js';
import type { StandingRow } from '../reconcile.queries.js';
import { ContestReader, roundsIn, type ReportedContest } from '../report.contest.js';
import { sightTimes } from '../report.sight.js';
import { addBuckets, upsertStandings } from '../tally.queries.js';
import * as sql from './frozen-board.queries.js';

/** A board that has to stand still as of an instant (epoch ms). */
interface Owed {
  scope: Scope;
  at: number;
}

/**
 * Makes the boards that stand still in the last minutes of a round, and takes them away when these are over. Such a board
 * is counted from the attempts handed in before its instant, whenever they are graded, voided or taken back: when one of
 * them changes it is made anew. What it is and from when is said by the rules alone, so that it can be made again at any
 * time, after a round was prolonged too.
 */
@Injectable()
export class BoardFreezer {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly contests: ContestReader,
    private readonly reconcile: ReconcileService,
    private readonly clock: Clock,
  ) {}

  /**
   * Does what is owed now, of each contest by itself.
   * @returns the contests whose boards stand still from now on, stand anew, or move on
   */
  async work(): Promise<number[]> {
    const changed: number[] = [];
    for (const { id } of await run(this.dataSource.manager, sql.freezingContests, [])) {
      // One snapshot: the attempts that are counted and what is said of them agree.
      const didWork = await this.dataSource.transaction('REPEATABLE READ', (manager) => this.workOn(manager, id));
      if (didWork) changed.push(id);
    }
    return changed;
  }

  private async workOn(manager: EntityManager, contestId: number): Promise<boolean> {
    const contest = await this.contests.byId(manager, contestId);
    const owed = owedBoards(contest, this.clock.now());
    const made = await run(manager, sql.frozenBoards, [contestId]);
    if (owed.length === 0 && made.length === 0) return false;
    const [lock] = await run(manager, sql.tryFreeze, [contestId]);
    if (!lock!.mine) return false;

    let changed = false;
    for (const { scope_kind, scope_id } of made.filter((row) => !owed.some(isOf(row)))) {
      await run(manager, sql.dropFrozen, [contestId, scope_kind, scope_id]);
      changed = true;
    }
    for (const at of new Set(owed.map((one) => one.at))) {
      const [now] = await run(manager, sql.sourceBefore, [contestId, at]);
      const isMade = (one: Owed) => made.some((row) => isOf(row)(one) && row.source === now!.source);
      const scopes = owed.filter((one) => one.at === at && !isMade(one)).map(({ scope }) => scope);
      if (scopes.length === 0) continue;
      await this.freeze(manager, contestId, scopes, at, now!.source);
      changed = true;
    }
    return changed;
  }

  private async freeze(
    manager: EntityManager,
    contestId: number,
    scopes: Scope[],
    at: number,
    source: string,
  ): Promise<void> {
    for (const { kind, id } of scopes) {
      await run(manager, sql.dropFrozen, [contestId, kind, id]);
      await run(manager, sql.addFrozen, [contestId, kind, id, at, source]);
    }
    const isWanted = (row: StandingRow) =>
      scopes.some(({ kind, id }) => kind === row.scope_kind && id === row.scope_id);
    for await (const expected of this.reconcile.standingsBefore(manager, contestId, at)) {
      const rows = expected.filter(isWanted);
      if (rows.length > 0) await insert(manager, contestId, rows);
    }
  }
}

/** The boards of a contest that the public is to see standing still now. */
export function owedBoards(contest: ReportedContest, now: number): Owed[] {
  const { rounds, phases, rules } = contest;
  const scopes: Scope[] = [
    ...rounds.map(({ id }) => ({ kind: 'round' as const, id })),
    ...phases.map(({ id }) => ({ kind: 'phase' as const, id })),
    { kind: 'contest', id: 0 },
  ];
  return scopes.flatMap((scope) => {
    const times = sightTimes(contest, roundsIn(contest, scope), now);
    const shown = mayShow('board', rules.sights ?? USUAL_SIGHTS, 'public', times);
    return shown.state === 'frozen' ? [{ scope, at: shown.at }] : [];
  });
}

const isOf =
  (row: sql.FrozenBoardRow) =>
  ({ scope, at }: Owed): boolean =>
    scope.kind === row.scope_kind && scope.id === row.scope_id && at === row.frozen_ms;

async function insert(manager: EntityManager, contestId: number, rows: StandingRow[]): Promise<void> {
  const kinds = rows.map(({ scope_kind }) => sql.frozenKind(scope_kind));
  await run(manager, upsertStandings, [
    contestId,
    kinds,
    rows.map((row) => row.scope_id),
    rows.map((row) => row.audience_id),
    rows.map((row) => row.participant_id),
    rows.map((row) => row.attempt_id),
    rows.map((row) => row.contest_unit_id),
    rows.map((row) => row.score),
    rows.map((row) => row.full_marks),
    rows.map((row) => row.duration_ms),
    rows.map((row) => row.started_ms),
    rows.map((row) => row.submitted_ms),
    rows.map((row) => row.attempt_count),
    rows.map((row) => Buffer.from(row.sort_key)),
  ]);
  const buckets = new Map<string, [string, number, number, Buffer, number]>();
  for (const [i, { scope_id, audience_id, sort_key }] of rows.entries()) {
    const bucket = Buffer.from(sortKeyBucket(sort_key));
    const key = [kinds[i], scope_id, audience_id, bucket.toString('hex')].join(' ');
    const known = buckets.get(key);
    if (known) known[4] += 1;
    else buckets.set(key, [kinds[i]!, scope_id, audience_id, bucket, 1]);
  }
  const column = (i: 0 | 1 | 2 | 3 | 4) => [...buckets.values()].map((row) => row[i]);
  await run(manager, addBuckets, [contestId, column(0), column(1), column(2), column(3), column(4)]);
}
