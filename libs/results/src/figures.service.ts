import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { run } from '#database';
import { DomainError, mayShow, USUAL_SIGHTS, type SightRules } from '#domain';
import { Clock } from '#platform';
import { readFigures } from './figures.queries.js';
import { PacedCache } from './report.cache.js';
import { ContestReader, type ReportedContest, type TallyMark } from './report.contest.js';
import { onlookerOf, sightTimes, type Viewer } from './report.sight.js';

/**
 * What a contest adds up to, for a home page, a projector and an announcement; it tells no score. Counts that the rules do
 * not show to who asks are null.
 */
export interface Figures extends TallyMark {
  /** Different persons with a valid attempt. */
  persons: number | null;
  /** Valid attempts. */
  attempts: number | null;
  unitsTakingPart: number | null;
  unitsInvited: number;
}

/** The figures with what decides who may see them. */
interface KnownFigures {
  figures: Figures;
  sights: SightRules;
  contest: Pick<ReportedContest, 'status'> & { rounds: { opensAt: number; closesAt: number }[] };
}

/** Figures change with their version only, but for an invitation: that one shows after so long. */
const FIGURES_LIFE_MS = 5_000;
const FIGURES_MAX = 500;

/** Reads the figures of contests from maintained counters. */
@Injectable()
export class FiguresService {
  private readonly known = new PacedCache<KnownFigures | undefined>(FIGURES_LIFE_MS, FIGURES_MAX);

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly contests: ContestReader,
    private readonly clock: Clock,
  ) {}

  /**
   * By contest; one that does not exist or is a draft is left out. Two statements at most for any number of contests:
   * their marks, and the figures of those whose version is new here.
   *
   * @param viewer who asks; null for what everybody is told
   * @param mayLag false: not even a second behind, for whoever tells the newest to all
   */
  async of(contestIds: readonly number[], viewer: Viewer | null = null, mayLag = true): Promise<Map<number, Figures>> {
    const marks = await this.contests.marks([...contestIds]);
    const unknown: number[] = [];
    let reading: Promise<Map<number, KnownFigures>> | undefined;
    const load = async (id: number): Promise<KnownFigures | undefined> => {
      unknown.push(id);
      // One look for all: it begins when every contest of this call has said whether it is known.
      reading ??= Promise.resolve().then(() => this.read(unknown));
      return (await reading).get(id);
    };
    const found = await Promise.all(
      contestIds.map(async (id) => {
        return [id, await this.known.get(String(id), marks.get(id)?.version ?? 0, () => load(id), mayLag)] as const;
      }),
    );
    return new Map(found.flatMap(([id, known]) => (known ? [[id, this.shown(known, id, viewer)]] : [])));
  }

  /** The figures of one contest by its name in addresses, as this caller may see them. @throws DomainError CONTEST_NOT_FOUND */
  async bySlug(slug: string, viewer: Viewer | null = null): Promise<Figures> {
    const { id } = await this.contests.bySlug(slug);
    const figures = (await this.of([id], viewer)).get(id);
    if (!figures) throw new DomainError('CONTEST_NOT_FOUND');
    return figures;
  }

  private shown({ figures, sights, contest }: KnownFigures, id: number, viewer: Viewer | null): Figures {
    const times = sightTimes(contest, contest.rounds, this.clock.now());
    if (mayShow('counters', sights, onlookerOf(viewer, id), times).state === 'live') return figures;
    return { ...figures, persons: null, attempts: null, unitsTakingPart: null };
  }

  private async read(contestIds: readonly number[]): Promise<Map<number, KnownFigures>> {
    const rows = await run(this.dataSource.manager, readFigures, [contestIds]);
    return new Map(
      rows.map((row) => [
        row.contest_id,
        {
          figures: {
            persons: row.persons,
            attempts: row.attempts,
            unitsTakingPart: row.units_taking_part,
            unitsInvited: row.units_invited,
            version: Number(row.version),
            changedAt: row.changed_ms === null ? null : Math.round(row.changed_ms),
          },
          sights: row.sights ?? USUAL_SIGHTS,
          contest: { status: row.status, rounds: row.rounds },
        },
      ]),
    );
  }
}
