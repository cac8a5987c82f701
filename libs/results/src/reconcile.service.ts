import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { appendAudit, run } from '#database';
import type { ContestRules } from '#domain';
import { compareRows, noDifferences, note, type Differences, type Mending } from './reconcile.differences.js';
import {
  contributionImage,
  counterImage,
  counterName,
  ExpectedCounters,
  expectChunk,
  standingName,
  storedStandingImage,
  type Images,
} from './reconcile.images.js';
import {
  boardsOf,
  chunkEnd,
  contributionsInChunk,
  gradedInChunk,
  markOf,
  putIn,
  standingsInChunk,
  storedCounters,
  takeOut,
  type MendedTable,
} from './reconcile.queries.js';
import { ContestReader } from './report.contest.js';
import { lockTally, markTally, readBirthDates } from './tally.queries.js';

const FIRST = '00000000-0000-0000-0000-000000000000';
const LAST = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/**
 * Proves boards and counters equal to what the graded attempts add up to, and makes them so. It goes through the people
 * in order, a chunk at a time, so that it takes as little memory for a million attempts as for a thousand.
 */
@Injectable()
export class ReconcileService {
  /** Attempts in memory at once: a few megabytes. */
  chunkAttempts = 2_000;

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly contests: ContestReader,
  ) {}

  /**
   * Recounts a contest from its attempts and grades and compares all six tables. Changes nothing and holds nobody up: it
   * reads one snapshot, in which grades and figures agree because they are written together. A manager that is given
   * must be in a transaction that sees one snapshot.
   *
   * @throws DomainError CONTEST_NOT_FOUND.
   */
  check(contestId: number, manager?: EntityManager): Promise<Differences> {
    if (manager) return this.compare(manager, contestId, false);
    return this.dataSource.transaction('REPEATABLE READ', (own) => this.compare(own, contestId, false));
  }

  /**
   * Recounts and rewrites every row that differs, in one transaction under the lock of the tally: whoever grades
   * meanwhile waits, and then adds to figures that are right. What was found is kept in the audit trail.
   *
   * @param actorId the account that asked for it; null for an operator at a terminal.
   * @returns what was wrong before. @throws DomainError CONTEST_NOT_FOUND.
   */
  repair(contestId: number, actorId: string | null = null): Promise<Differences> {
    return this.dataSource.transaction(async (manager) => {
      await run(manager, lockTally, [contestId]);
      const found = await this.compare(manager, contestId, true);
      if (found.total === 0) return found;
      await run(manager, markTally, [contestId]);
      const after = Object.fromEntries(
        Object.entries(found.tables).map(([table, { missing, wrong, stray }]) => [table, { missing, wrong, stray }]),
      );
      await appendAudit(manager, { actorId, action: 'tally.repaired', subject: `contest/${contestId}`, after });
      return found;
    });
  }

  private async compare(manager: EntityManager, contestId: number, mend: boolean): Promise<Differences> {
    const { rules } = await this.contests.byId(manager, contestId);
    const found = noDifferences(contestId);
    const counters = new ExpectedCounters(contestId);
    const boards = await run(manager, boardsOf, [contestId]);
    const boardColumns = [
      boards.map((b) => b.scope_kind),
      boards.map((b) => b.scope_id),
      boards.map((b) => b.audience_id),
    ];

    for (let after = FIRST; after !== LAST;) {
      const [end] = await run(manager, chunkEnd, [contestId, after, this.chunkAttempts]);
      const range = [contestId, after, end?.participant_id ?? LAST];
      const graded = await run(manager, gradedInChunk, range);
      const births = await this.births(manager, contestId, rules, graded);
      const expected = expectChunk(contestId, { graded, births }, rules);
      counters.add(expected);
      found.attempts += graded.length;

      const contributions: Images = new Map();
      for (const row of await run(manager, contributionsInChunk, range)) {
        contributions.set(row.attempt_id, contributionImage(contestId, row));
      }
      const standings: Images = new Map();
      for (const row of await run(manager, standingsInChunk, [...range, ...boardColumns])) {
        const image = storedStandingImage(contestId, row);
        standings.set(standingName(image), image);
      }
      const contributionMending = compareRows(found, 'contribution', expected.contributions, contributions);
      const standingMending = compareRows(found, 'standing', expected.standings, standings);
      if (mend) {
        await this.rewrite(manager, contestId, 'contribution', contributionMending);
        await this.rewrite(manager, contestId, 'standing', standingMending);
      }
      after = end?.participant_id ?? LAST;
    }
    for (const table of ['unit_counter', 'score_counter', 'standing_bucket'] as const) {
      const stored: Images = new Map();
      for (const row of await run(manager, storedCounters[table], [contestId])) {
        const image = counterImage(contestId, row);
        stored.set(counterName(table, image), image);
      }
      const mending = compareRows(found, table, counters[table], stored);
      if (mend) await this.rewrite(manager, contestId, table, mending);
    }
    const [mark] = await run(manager, markOf, [contestId]);
    if (!mark && found.attempts > 0) note(found, 'tally_mark', 'missing', `contest ${contestId}`);
    return found;
  }

  private async births(
    manager: EntityManager,
    contestId: number,
    rules: ContestRules,
    graded: { participant_id: string }[],
  ): Promise<Map<string, string | null>> {
    if (!rules.ranking.criteria.some((criterion) => criterion === 'youngest' || criterion === 'oldest'))
      return new Map();
    const people = [...new Set(graded.map((row) => row.participant_id))];
    const rows = await run(manager, readBirthDates, [contestId, people]);
    return new Map(rows.map((row) => [row.id, row.birth_date]));
  }

  private async rewrite(
    manager: EntityManager,
    contestId: number,
    table: MendedTable,
    mending: Mending,
  ): Promise<void> {
    if (mending.out.length > 0) await run(manager, takeOut(table), [contestId, JSON.stringify(mending.out)]);
    if (mending.in.length > 0) await run(manager, putIn(table), [contestId, JSON.stringify(mending.in)]);
  }
}
