import { Injectable } from '@nestjs/common';
import type { RoundFigures } from '#documents';
import type { Identity } from '#identity';
import { Clock } from '#platform';
import { maySeeScores, sentenceOf, shownTo, UnitTableService, type ReportedUnits } from '#results';

/** The figures of a round, or of the whole contest, for papers and messages of those who run it. */
@Injectable()
export class PaperFigures {
  constructor(
    private readonly units: UnitTableService,
    private readonly clock: Clock,
  ) {}

  /** @param round its number; null = the contest. @throws DomainError CONTEST_NOT_FOUND, ROUND_NOT_FOUND */
  async of(slug: string, round: number | null, caller: Identity): Promise<RoundFigures & { isPublic: boolean }> {
    const wish = round === null ? ({ scope: 'contest' } as const) : ({ scope: 'round', round } as const);
    const units = await this.units.all(slug, wish, caller);
    const { contest, scopeTitle, table } = units;
    const rounds = contest.rounds.filter(({ id }) => round === null || id === round);
    const { figures } = sentenceOf(units);
    const closesAt = Math.max(...rounds.map((one) => one.closesAt));
    const countedAt = this.clock.now();
    return {
      ...figures,
      title: round === null ? 'Cuộc thi' : scopeTitle,
      opensAt: Math.min(...rounds.map((one) => one.opensAt)),
      closesAt,
      persons: table.persons,
      fullMarksPersons: table.total.fullMarksPersons,
      units: table.lines.flatMap(({ name, invited, headcount, counters }) =>
        invited && headcount !== null ? [{ name, headcount, persons: counters.persons }] : [],
      ),
      countedAt,
      isOver: countedAt >= closesAt,
      isPublic: this.isPublic(units),
    };
  }

  /** Whether everybody may read by now what the figures tell: counts, and how many have full marks. */
  private isPublic({ contest, scope }: ReportedUnits): boolean {
    const now = () => this.clock.now();
    return (
      shownTo('counters', contest, scope, null, now).state === 'live' &&
      shownTo('unitTable', contest, scope, null, now).state === 'live' &&
      maySeeScores(contest, scope, null, now)
    );
  }
}
