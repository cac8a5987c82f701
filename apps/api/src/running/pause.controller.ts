import { Body, Controller, Get, Header, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { lengthenAttempts, PauseService, RunningService, type Pause, type PauseReach } from '#attempts';
import { ContestService, OpeningService } from '#contests';
import { DomainError, isoInstant } from '#domain';
import { checkRuns, type Identity } from '#identity';
import { Allow, Caller, ReceivedAt, type CallerRequest } from '../access.js';
import { Answers } from '../openapi.js';
import { knownSlug } from '../results/scope.dto.js';
import { ContestBell } from './contest-bell.js';
import { doneOrSeen } from './done-or-seen.js';
import {
  ExtensionBody,
  ExtensionView,
  PauseBody,
  PauseId,
  PauseReachView,
  PausesView,
  PreviewQuery,
  RoundNumber,
} from './pause.dto.js';

/** Stops a contest, lets it go on, and keeps a round open longer: first as a preview, then for good. */
@ApiTags('running')
@Controller('contests/:slug')
export class PauseController {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly opening: OpeningService,
    private readonly contests: ContestService,
    private readonly pauses: PauseService,
    private readonly running: RunningService,
    private readonly bell: ContestBell,
  ) {}

  @Get('pauses')
  @Allow(['organizer', 'administrator'], 'contest')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Các lần tạm dừng của cuộc thi, mới nhất trước' })
  @Answers(200, PausesView)
  async list(@Param('slug') slug: string, @Caller() caller: Identity): Promise<PausesView> {
    const contestId = await this.contestOf(slug, caller);
    return { pauses: (await this.pauses.list(contestId)).map(pauseView) };
  }

  @Post('pauses')
  @HttpCode(200)
  @Allow(['organizer', 'administrator'], 'contest')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Tạm dừng cuộc thi; preview=true chỉ cho biết bao nhiêu lượt đang làm' })
  @Answers(200, PauseReachView)
  async begin(
    @Param('slug') slug: string,
    @Query({ schema: PreviewQuery }) { preview }: PreviewQuery,
    @Body({ schema: PauseBody }) { id: pauseId, reason, note }: PauseBody,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<PauseReachView> {
    const contestId = await this.contestOf(slug, caller);
    const reach = await this.pauses.reach(contestId);
    if (preview) return reachView(reach, null);
    const act = { contestId, pauseId, actorId: caller.accountId, requestId: request.id };
    const pause = await this.pauses.begin(act, { reason, note });
    this.bell.ring(contestId);
    return reachView(reach, pause);
  }

  @Post('pauses/:id/end')
  @HttpCode(200)
  @Allow(['organizer', 'administrator'], 'contest')
  @Header('cache-control', 'no-store')
  @ApiOperation({
    summary: 'Cho cuộc thi tiếp tục và trả lại thời gian; preview=true chỉ cho biết mỗi lượt được bao nhiêu',
  })
  @Answers(200, PauseReachView)
  async end(
    @Param('slug') slug: string,
    @Param('id') id: string,
    @Query({ schema: PreviewQuery }) { preview }: PreviewQuery,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<PauseReachView> {
    const contestId = await this.contestOf(slug, caller);
    const { data: pauseId } = PauseId.safeParse(id);
    if (pauseId === undefined) throw new DomainError('PAUSE_NOT_FOUND');
    if (preview) return reachView(await this.pauses.reachOfEnd(contestId, pauseId), null);
    const act = { contestId, pauseId, actorId: caller.accountId, requestId: request.id };
    const pause = await this.pauses.end(act);
    this.bell.ring(contestId);
    return reachView(await this.pauses.reachOfEnd(contestId, pauseId), pause);
  }

  @Post('rounds/:number/extensions')
  @HttpCode(200)
  @Allow(['organizer', 'administrator'], 'contest')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Kéo dài một đợt đang mở hoặc sắp mở; preview=true chỉ cho biết bao nhiêu lượt đang làm' })
  @Answers(200, ExtensionView)
  async extend(
    @Param('slug') slug: string,
    @Param('number') number: string,
    @Query({ schema: PreviewQuery }) { preview }: PreviewQuery,
    @Body({ schema: ExtensionBody }) body: ExtensionBody,
    @Caller() caller: Identity,
    @ReceivedAt() now: number,
  ): Promise<ExtensionView> {
    const contestId = await this.contestOf(slug, caller);
    const { data: roundId } = RoundNumber.safeParse(number);
    if (roundId === undefined) throw new DomainError('ROUND_NOT_FOUND');
    const change = { contestId, roundId, closesAt: Date.parse(body.closesAt), note: body.note };
    const lengthened = await doneOrSeen(this.dataSource, preview, async (manager) => {
      await this.contests.extendRound(manager, change, now, caller.accountId);
      return lengthenAttempts(manager, contestId, { roundId });
    });
    if (!preview) this.bell.ring(contestId);
    const underWay = (await this.running.look(contestId)).underWay.get(roundId) ?? 0;
    return { closesAt: isoInstant(change.closesAt), underWay, lengthened };
  }

  private async contestOf(slug: string, caller: Identity): Promise<number> {
    const { id } = await this.opening.contest(knownSlug(slug));
    checkRuns(caller, id);
    return id;
  }
}

function pauseView({ id, startedAt, reason, note, endedAt, attempts }: Pause): PausesView['pauses'][number] {
  return {
    ...{ id, reason, note, attempts },
    startedAt: isoInstant(startedAt),
    endedAt: endedAt === null ? null : isoInstant(endedAt),
  };
}

function reachView({ attempts, givenMs, endsAt, beyondClose }: PauseReach, pause: Pause | null): PauseReachView {
  return {
    ...{ attempts, givenMs: Math.round(givenMs), beyondClose },
    endsAt: endsAt === null ? null : isoInstant(Math.round(endsAt)),
    pause: pause && pauseView(pause),
  };
}
