import { Body, Controller, Delete, Get, Header, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { PauseService } from '#attempts';
import { OpeningService, StopService } from '#contests';
import { DomainError } from '#domain';
import { checkRuns, runsEverywhere, type Identity } from '#identity';
import { FiguresService } from '#results';
import { Allow, Caller, type CallerRequest } from '../access.js';
import { Answers } from '../openapi.js';
import { knownSlug } from '../results/scope.dto.js';
import { ContestBell } from '../running/contest-bell.js';
import { PreviewQuery } from '../running/pause.dto.js';
import { StopBody, StopView } from './offer.dto.js';

/** The province stops a contest, whoever runs it, and lets people start again. */
@ApiTags('running')
@Controller('contests/:slug/stop')
@Allow(['organizer', 'administrator'], 'contest')
export class StopController {
  constructor(
    private readonly opening: OpeningService,
    private readonly stops: StopService,
    private readonly pauses: PauseService,
    private readonly figures: FiguresService,
    private readonly bell: ContestBell,
  ) {}

  @Get()
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Đơn vị nào tổ chức cuộc thi, và cuộc thi có bị dừng không' })
  @Answers(200, StopView)
  async read(@Param('slug') slug: string, @Caller() caller: Identity): Promise<StopView> {
    const { id } = await this.opening.contest(knownSlug(slug));
    checkRuns(caller, id);
    return this.view(id, caller);
  }

  @Post()
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Dừng cuộc thi: không ai bắt đầu lượt mới; preview=true chỉ cho biết ảnh hưởng tới ai' })
  @Answers(200, StopView)
  async stop(
    @Param('slug') slug: string,
    @Query({ schema: PreviewQuery }) { preview }: PreviewQuery,
    @Body({ schema: StopBody }) told: StopBody,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<StopView> {
    const contestId = await this.contestToStop(slug, caller);
    if (!preview) {
      await this.stops.stop({ contestId, actorId: caller.accountId, requestId: request.id }, told);
      this.bell.ring(contestId);
    }
    return this.view(contestId, caller);
  }

  @Delete()
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Cho mọi người bắt đầu lượt mới trở lại' })
  @Answers(200, StopView)
  async lift(
    @Param('slug') slug: string,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<StopView> {
    const contestId = await this.contestToStop(slug, caller);
    await this.stops.lift({ contestId, actorId: caller.accountId, requestId: request.id });
    this.bell.ring(contestId);
    return this.view(contestId, caller);
  }

  /** Only those who run all contests have the last word in one. @throws DomainError CONTEST_NOT_FOUND, NOT_ALLOWED */
  private async contestToStop(slug: string, caller: Identity): Promise<number> {
    const { id } = await this.opening.contest(knownSlug(slug));
    if (!runsEverywhere(caller)) throw new DomainError('NOT_ALLOWED');
    return id;
  }

  private async view(contestId: number, caller: Identity): Promise<StopView> {
    const [held, { attempts: underWay }, figures] = await Promise.all([
      this.stops.read(contestId),
      this.pauses.reach(contestId),
      this.figures.of([contestId]),
    ]);
    return {
      ...held,
      underWay,
      persons: figures.get(contestId)?.persons ?? 0,
      mayStop: runsEverywhere(caller),
    };
  }
}
