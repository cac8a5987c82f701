import { Controller, Get, Header, Param } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { RunningService } from '#attempts';
import { OpeningService, type OpeningRound } from '#contests';
import { isoInstant } from '#domain';
import { checkRuns, type Identity } from '#identity';
import { Clock } from '#platform';
import { FiguresService } from '#results';
import { Allow, Caller } from '../access.js';
import { Answers } from '../openapi.js';
import { knownSlug } from '../results/scope.dto.js';
import { OpeningChecks } from './opening-checks.js';
import { RunningView } from './running.dto.js';

/** A contest while it is open, for those who run it. */
@ApiTags('running')
@Controller('contests/:slug/running')
export class RunningController {
  constructor(
    private readonly opening: OpeningService,
    private readonly running: RunningService,
    private readonly figures: FiguresService,
    private readonly checks: OpeningChecks,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Allow(['organizer', 'administrator'], 'contest')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Cuộc thi lúc này: kiểm tra, các đợt, lượt đang làm, đường biểu diễn theo phút' })
  @Answers(200, RunningView)
  async look(@Param('slug') slug: string, @Caller() caller: Identity): Promise<RunningView> {
    const contest = await this.opening.contest(knownSlug(slug));
    checkRuns(caller, contest.id);
    const [rounds, attempts, figures] = await Promise.all([
      this.opening.rounds(contest.id),
      this.running.look(contest.id),
      this.figures.of([contest.id], caller),
    ]);
    const counted = figures.get(contest.id);
    const { underWay, ungraded, failures, gradingLagMs, minutes } = attempts;
    return {
      now: isoInstant(this.clock.now()),
      checks: await this.checks.look(contest, rounds, attempts),
      rounds: rounds.map(({ number, title, state, opensAt, closesAt, note }) => ({
        ...{ number, title, state, note },
        opensAt: isoInstant(opensAt),
        closesAt: isoInstant(closesAt),
        underWay: underWay.get(number) ?? 0,
      })),
      next: contest.status === 'closed' ? null : nextOf(rounds),
      attempts: {
        underWay: [...underWay.values()].reduce((sum, one) => sum + one, 0),
        graded: counted?.attempts ?? 0,
        gradingLagMs: gradingLagMs === null ? null : Math.round(gradingLagMs),
        ...{ ungraded, failures },
      },
      minutes: minutes.map(({ at, ...counts }) => ({ at: isoInstant(at), ...counts })),
      units: {
        invited: counted?.unitsInvited ?? 0,
        silent: counted ? counted.unitsInvited - (counted.unitsTakingPart ?? 0) : 0,
      },
    };
  }
}

/** What the calendar does next, so that nobody has to compare hours in the last one. */
function nextOf(rounds: readonly OpeningRound[]): RunningView['next'] {
  const events = rounds.flatMap(({ state, title, opensAt, closesAt }) => [
    ...(state === 'coming' ? [{ what: 'opens' as const, round: title, at: opensAt }] : []),
    ...(state === 'running' ? [{ what: 'closes' as const, round: title, at: closesAt }] : []),
  ]);
  const [first] = events.sort((a, b) => a.at - b.at);
  return first ? { ...first, at: isoInstant(first.at) } : null;
}
