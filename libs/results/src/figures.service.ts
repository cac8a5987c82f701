import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { run } from '#database';
import { DomainError } from '#domain';
import { readFigures } from './figures.queries.js';
import { BriefCache } from './report.cache.js';
import { ContestReader, type TallyMark } from './report.contest.js';

/** What a contest adds up to, for a home page, a projector and an announcement; public at any time, it tells no score. */
export interface Figures extends TallyMark {
  /** Different persons with a valid attempt. */
  persons: number;
  /** Valid attempts. */
  attempts: number;
  unitsTakingPart: number;
  unitsInvited: number;
}

/** Figures change with their version only, but for an invitation: that one shows after so long. */
const FIGURES_LIFE_MS = 5_000;
const FIGURES_MAX = 500;

/** Reads the figures of contests from maintained counters. */
@Injectable()
export class FiguresService {
  private readonly known = new BriefCache<Figures | undefined>(FIGURES_LIFE_MS, FIGURES_MAX);

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly contests: ContestReader,
  ) {}

  /**
   * By contest; one that does not exist or is a draft is left out. Two statements at most for any number of contests:
   * their marks, and the figures of those whose version is new here.
   */
  async of(contestIds: readonly number[]): Promise<Map<number, Figures>> {
    const marks = await this.contests.marks([...contestIds]);
    const unknown: number[] = [];
    let reading: Promise<Map<number, Figures>> | undefined;
    const load = async (id: number): Promise<Figures | undefined> => {
      unknown.push(id);
      // One look for all: it begins when every contest of this call has said whether it is known.
      reading ??= Promise.resolve().then(() => this.read(unknown));
      return (await reading).get(id);
    };
    const found = await Promise.all(
      contestIds.map(async (id) => {
        const key = `${id} ${marks.get(id)?.version ?? 0}`;
        return [id, await this.known.get(key, () => load(id))] as const;
      }),
    );
    return new Map(found.flatMap(([id, figures]) => (figures ? [[id, figures]] : [])));
  }

  /** The figures of one contest by its name in addresses. @throws DomainError CONTEST_NOT_FOUND */
  async bySlug(slug: string): Promise<Figures> {
    const { id } = await this.contests.bySlug(slug);
    const figures = (await this.of([id])).get(id);
    if (!figures) throw new DomainError('CONTEST_NOT_FOUND');
    return figures;
  }

  private async read(contestIds: readonly number[]): Promise<Map<number, Figures>> {
    const rows = await run(this.dataSource.manager, readFigures, [contestIds]);
    return new Map(
      rows.map((row) => [
        row.contest_id,
        {
          persons: row.persons,
          attempts: row.attempts,
          unitsTakingPart: row.units_taking_part,
          unitsInvited: row.units_invited,
          version: Number(row.version),
          changedAt: row.changed_ms === null ? null : Math.round(row.changed_ms),
        },
      ]),
    );
  }
}
