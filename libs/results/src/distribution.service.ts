import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { run, statement } from '#database';
import {
  defaultBands,
  DomainError,
  scoreDistribution,
  wholePointBands,
  type Scope,
  type ScoreCount,
  type ScoreDistribution,
} from '#domain';
import { Clock } from '#platform';
import {
  ContestReader,
  paperMaximum,
  roundsIn,
  scopeOf,
  scopeTitle,
  type ReportedContest,
  type ScopeWish,
  type TallyMark,
} from './report.contest.js';
import { refuseUnreleased, type Viewer } from './report.sight.js';

export interface DistributionWish extends ScopeWish {
  audience?: string | undefined;
  /** A band for every whole point with the maximum alone, or five equal bands. */
  bands: 'points' | 'fifths';
}

export interface ReportedDistribution extends ScoreDistribution {
  contest: ReportedContest;
  scope: Scope;
  scopeTitle: string;
  mark: TallyMark;
  /** What the bands reach up to, 1/1000 point. */
  maxScore: number;
}

// Valid attempts by score in a scope, of one audience or ($4 null) of all. $1 contest, $2 scope kind, $3 scope id,
// $4 audience; score_counter_pkey, one row a score and audience: tens, hundreds with partial marks.
export const scoreCounts = statement<ScoreCount>(
  'distribution-score-counts',
  `SELECT score, sum(attempts)::int AS attempts FROM score_counter
    WHERE contest_id = $1 AND scope_kind = $2 AND scope_id = $3 AND ($4::smallint IS NULL OR audience_id = $4)
    GROUP BY score ORDER BY score`,
);

/** Reads the score distribution (phổ điểm) from its maintained counters. */
@Injectable()
export class DistributionService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly contests: ContestReader,
    private readonly clock: Clock,
  ) {}

  /**
   * Attempts by score in half-open bands; their sum is always the number of valid attempts of the scope.
   *
   * @throws DomainError CONTEST_NOT_FOUND, ROUND_NOT_FOUND, INVALID_INPUT (unknown audience), RESULT_NOT_RELEASED.
   */
  async distribution(slug: string, wish: DistributionWish, viewer: Viewer | null): Promise<ReportedDistribution> {
    const contest = await this.contests.bySlug(slug);
    const scope = scopeOf(contest, wish);
    const audience = contest.audiences.find(({ code }) => code === wish.audience);
    if (wish.audience !== undefined && !audience) throw new DomainError('INVALID_INPUT', { field: 'audience' });
    refuseUnreleased(contest, scope, viewer, () => this.clock.now());
    const mark = await this.contests.mark(contest.id);
    const values = [contest.id, scope.kind, scope.id, audience?.id ?? null];
    const counts = await run(this.dataSource.manager, scoreCounts, values);
    const maxScore = highestScore(contest, scope, counts);
    const edges = wish.bands === 'points' ? wholePointBands(maxScore) : defaultBands(maxScore);
    const distribution = scoreDistribution(counts, edges);
    return { ...distribution, contest, scope, scopeTitle: scopeTitle(contest, scope), mark, maxScore };
  }
}

/** What a paper of the scope can earn at most; what was earned at most where the rules alone do not tell. */
export function highestScore(contest: ReportedContest, scope: Scope, counts: ScoreCount[]): number {
  const maxima = roundsIn(contest, scope).map(({ rules }) => paperMaximum(rules));
  const known = maxima.filter((maximum) => maximum !== null);
  return known.length === maxima.length && known.length > 0
    ? Math.max(...known)
    : Math.max(0, ...known, ...counts.map(({ score }) => score));
}
