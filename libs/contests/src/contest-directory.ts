import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { run } from '#database';
import { DomainError, type Article } from '#domain';
import { Clock } from '#platform';
import { OUTSIDE_UNIT_CODE } from './contest.service.js';
import {
  detailsOf,
  momentOf,
  summaryOf,
  type ContestDetails,
  type ContestSummary,
  type Moment,
} from './contest-view.js';
import * as sql from './directory.queries.js';
import { theLeNow } from './the-le-now.js';

/** More contests than a province holds in ten years. */
const CONTESTS_MAX = 200;
const ORDER: Record<Moment, number> = { running: 0, coming: 1, finished: 2 };

export interface UnitPage {
  units: sql.ContestUnitRow[];
  /** Give it as `after` for the next page; null when this is the last. */
  next: number | null;
  /** What people of a unit that is not on the list choose. */
  outside: sql.ContestUnitRow | null;
}

/** A unit with the contests that have it on their list. */
export interface UnitContests {
  unit: sql.TreeUnitRow;
  /** Newest first. `unitName`: what the unit was called in it; the same code was another unit before 1 July 2025. */
  contests: { slug: string; title: string; state: Moment; unitName: string }[];
}

/** What everybody may read of published contests. */
@Injectable()
export class ContestDirectory {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** All published contests: running ones first, then coming ones (soonest first), then finished ones (latest first). */
  async list(): Promise<ContestSummary[]> {
    const now = this.clock.now();
    const rows = await run(this.dataSource.manager, sql.readContests, [null, CONTESTS_MAX]);
    const soonestFirst = (a: ContestSummary, b: ContestSummary) => Date.parse(a.opensAt) - Date.parse(b.opensAt);
    return rows
      .map((row) => summaryOf(row, now))
      .sort(
        (a, b) => ORDER[a.state] - ORDER[b.state] || (a.state === 'coming' ? soonestFirst(a, b) : soonestFirst(b, a)),
      );
  }

  /**
   * The name in addresses of a contest by its number, which is quicker to type. Rehearsals are not found so: their names are
   * for who was invited.
   *
   * @returns null for what is not in the list of contests
   */
  async slugOf(contestId: number): Promise<string | null> {
    return (await run(this.dataSource.manager, sql.findListed, [contestId]))[0]?.slug ?? null;
  }

  /** The invited units, below their parents in the order of the alphabet. */
  async invited(contestId: number): Promise<{ code: string; name: string; parentName: string | null }[]> {
    return run(this.dataSource.manager, sql.readInvited, [contestId]);
  }

  /** @throws DomainError CONTEST_NOT_FOUND, also for a draft */
  async bySlug(slug: string): Promise<ContestDetails> {
    const [row] = await run(this.dataSource.manager, sql.readContests, [slug, 1]);
    if (!row) throw new DomainError('CONTEST_NOT_FOUND');
    return detailsOf(row, this.clock.now());
  }

  /**
   * The whole thể lệ, printed from what the organizer decided; no article where a program made the rules.
   * @throws DomainError CONTEST_NOT_FOUND, also for a draft
   */
  async theLe(slug: string): Promise<{ title: string; articles: Article[] }> {
    const { manager } = this.dataSource;
    const [contest] = await run(manager, sql.readContests, [slug, 1]);
    const [found] = await run(manager, sql.readRegulations, [slug]);
    if (!contest || !found) throw new DomainError('CONTEST_NOT_FOUND');
    const { title, regulations, revisions } = found;
    return { title, articles: regulations === null ? [] : theLeNow(regulations, contest.rounds, revisions) };
  }

  /**
   * A page of the units that a person may stand for, in the order of a Vietnamese list.
   *
   * @param find.search words in any order, with or without accents; '' finds all
   * @param find.parent only units directly below this contest unit; null = all
   * @param find.code only the unit of exactly this code; null = all
   * @throws DomainError CONTEST_NOT_FOUND
   */
  async units(
    slug: string,
    find: { search: string; parent: number | null; code: string | null; after: number | null; limit: number },
  ): Promise<UnitPage> {
    const manager = this.dataSource.manager;
    const [contest] = await run(manager, sql.findContest, [slug]);
    if (!contest) throw new DomainError('CONTEST_NOT_FOUND');
    const { search, parent, code, after, limit } = find;
    const values = [contest.id, search.trim(), parent, after, limit + 1, code];
    const found = await run(manager, sql.searchContestUnits, values);
    const [outside] = await run(manager, sql.findOutsideUnit, [contest.id, OUTSIDE_UNIT_CODE]);
    const units = found.slice(0, limit);
    return { units, next: found.length > limit ? units.at(-1)!.id : null, outside: outside ?? null };
  }

  /**
   * The contests that a unit takes part in. The unit is named as it is now; one that is gone from the tree, as in its
   * newest contest.
   *
   * @throws DomainError UNIT_NOT_FOUND when neither the tree nor a published contest has the code
   */
  async contestsOfUnit(code: string): Promise<UnitContests> {
    const manager = this.dataSource.manager;
    const [current] = await run(manager, sql.findTreeUnit, [code]);
    const rows = await run(manager, sql.readUnitContests, [code, CONTESTS_MAX]);
    const unit = current ?? rows[0];
    if (!unit) throw new DomainError('UNIT_NOT_FOUND');
    const now = this.clock.now();
    return {
      unit: { code: unit.code, name: unit.name, parentName: unit.parentName },
      contests: rows.map(({ slug, title, status, name, opensMs, closesMs }) => ({
        slug,
        title,
        state: status === 'closed' ? 'finished' : momentOf(now, opensMs, closesMs),
        unitName: name,
      })),
    };
  }
}
