import { Injectable } from '@nestjs/common';
import { participationSentence, type ParticipationFigures, type Scope } from '#domain';
import { Clock } from '#platform';
import { paperMaximum, roundsIn, type ReportedContest, type ScopeWish, type TallyMark } from './report.contest.js';
import { refuseHidden, refuseUnreleased, shownTo, type Viewer } from './report.sight.js';
import { UnitTableService, type ReportedUnits } from './unit-table.service.js';

export interface ReportedSentence {
  contest: ReportedContest;
  scope: Scope;
  scopeTitle: string;
  mark: TallyMark;
  /** No capital and no full stop: it goes into a longer one ("Kết thúc cuộc thi, toàn tỉnh …"). */
  sentence: string;
  /** The counts it was made of. maxScore (1/1000 point) is null where papers of different maxima add up. */
  figures: Omit<ParticipationFigures, 'maxScore'> & { maxScore: number | null };
}

/** Writes the sentence with which a report states the participation. */
@Injectable()
export class ReportService {
  constructor(
    private readonly units: UnitTableService,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError CONTEST_NOT_FOUND, ROUND_NOT_FOUND, RESULT_NOT_RELEASED (it tells units, counts and full marks). */
  async sentence(slug: string, wish: ScopeWish, viewer: Viewer | null): Promise<ReportedSentence> {
    const units = await this.units.all(slug, wish, viewer);
    const { contest, scope, scopeTitle, mark } = units;
    const now = () => this.clock.now();
    refuseHidden(units.sight.table);
    refuseHidden(shownTo('counters', contest, scope, viewer, now));
    refuseUnreleased(contest, scope, viewer, now);
    return { contest, scope, scopeTitle, mark, ...sentenceOf(units) };
  }
}

/** The sentence of a unit table that was read before, so that both stand on the same counts. */
export function sentenceOf({ contest, scope, table }: ReportedUnits): Pick<ReportedSentence, 'sentence' | 'figures'> {
  const figures = {
    invited: table.participation.invited,
    tookPart: table.participation.tookPart,
    attempts: table.total.attempts,
    fullMarksAttempts: table.total.fullMarksAttempts,
  };
  const maxima = new Set(roundsIn(contest, scope).map(({ rules }) => paperMaximum(rules)));
  const [maxScore = null] = maxima.size === 1 ? maxima : [];
  const sentence = participationSentence({ ...figures, maxScore: maxScore ?? 0 });
  // "(15/15 điểm)" would be untrue of the attempts whose papers have another maximum.
  const shown = maxScore === null ? sentence.replace(/ \(0\/0 điểm\)/, '') : sentence;
  return { sentence: shown, figures: { ...figures, maxScore } };
}
