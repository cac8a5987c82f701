import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { appendAudit, run } from '#database';
import type { ContestRules } from '#domain';
import { compareRows, noDifferences, note, type Differences, type Mending } from './reconcile.differences.js';
import {
  bucketName,
  ExpectedCounters,
  expectChunk,
  scoreName,
  standingName,
  unitName,
  type ExpectedChunk,
  type Rows,
} from './reconcile.expected.js';
import {
  boardsOf,
  chunkEnd,
  contributionsInChunk,
  gradedInChunk,
  markOf,
  planEachTime,
  putIn,
  standingsInChunk,
  storedBuckets,
  storedScores,
  storedUnits,
  takeOut,
  type MendedTable,
  type StandingRow,
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

  /**
   * What the attempts that were handed in before an instant (epoch ms) add up to, a chunk of people after the other. The
   * manager must be in a transaction that sees one snapshot.
   */
  async *standingsBefore(manager: EntityManager, contestId: number, at: number): AsyncGenerator<StandingRow[]> {
    const { rules } = await this.contests.byId(manager, contestId);
    for await (const range of this.chunks(manager, contestId)) {
      const { standings } = await this.expect(manager, range, rules, at);
      yield [...standings.values()];
    }
  }

  /** All people of a contest in order, as many at once as have a chunk of attempts. */
  private async *chunks(manager: EntityManager, contestId: number): AsyncGenerator<Range> {
    for (let after = FIRST; after !== LAST;) {
      const [end] = await run(manager, chunkEnd, [contestId, after, this.chunkAttempts]);
      const range: Range = [contestId, after, end?.participant_id ?? LAST];
      yield range;
      after = range[2];
    }
  }

  private async compare(manager: EntityManager, contestId: number, mend: boolean): Promise<Differences> {
    await run(manager, planEachTime, []);
    const { rules } = await this.contests.byId(manager, contestId);
    const found = noDifferences(contestId);
    const settle = async (table: MendedTable, mending: Mending): Promise<void> => {
      if (mend) await rewrite(manager, contestId, table, mending);
    };
    const counters = new ExpectedCounters();
    const boards = await run(manager, boardsOf, [contestId]);
    for await (const range of this.chunks(manager, contestId)) {
      const expected = await this.expect(manager, range, rules);
      counters.add(expected);
      found.attempts += expected.contributions.size;
      const contributions = await run(manager, contributionsInChunk, range);
      const standings = await run(manager, standingsInChunk, [
        ...range,
        boards.map((board) => board.scope_kind),
        boards.map((board) => board.scope_id),
        boards.map((board) => board.audience_id),
      ]);
      const stored = {
        contributions: named(contributions, (row) => row.attempt_id),
        standings: named(standings, standingName),
      };
      await settle('contribution', compareRows(found, 'contribution', expected.contributions, stored.contributions));
      await settle('standing', compareRows(found, 'standing', expected.standings, stored.standings));
    }
    const units = named(await run(manager, storedUnits, [contestId]), unitName);
    await settle('unit_counter', compareRows(found, 'unit_counter', counters.units, units));
    const scores = named(await run(manager, storedScores, [contestId]), scoreName);
    await settle('score_counter', compareRows(found, 'score_counter', counters.scores, scores));
    const buckets = named(await run(manager, storedBuckets, [contestId]), bucketName);
    await settle('standing_bucket', compareRows(found, 'standing_bucket', counters.buckets, buckets));
    const [mark] = await run(manager, markOf, [contestId]);
    if (!mark && found.attempts > 0) note(found, 'tally_mark', 'missing', { contest_id: contestId });
    return found;
  }

  private async expect(
    manager: EntityManager,
    range: Range,
    rules: ContestRules,
    before = Infinity,
  ): Promise<ExpectedChunk> {
    const graded = (await run(manager, gradedInChunk, range)).filter(({ submitted_ms }) => submitted_ms < before);
    const byAge = rules.ranking.criteria.some((criterion) => criterion === 'youngest' || criterion === 'oldest');
    const people = byAge ? [...new Set(graded.map((row) => row.participant_id))] : [];
    const births = people.length > 0 ? await run(manager, readBirthDates, [range[0], people]) : [];
    return expectChunk(graded, rules, new Map(births.map((row) => [row.id, row.birth_date])));
  }
}

/** A contest, and the people from behind one up to another. */
type Range = [contestId: number, after: string, until: string];

function named<Row>(rows: Row[], nameOf: (row: Row) => string): Rows<Row> {
  return new Map(rows.map((row) => [nameOf(row), row]));
}

async function rewrite(manager: EntityManager, contestId: number, table: MendedTable, mending: Mending): Promise<void> {
  if (mending.out.length > 0) await run(manager, takeOut(table), [contestId, JSON.stringify(mending.out)]);
  if (mending.in.length > 0) await run(manager, putIn(table), [contestId, JSON.stringify(mending.in)]);
}
