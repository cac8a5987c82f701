import { Body, Controller, Delete, Get, Header, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { lengthenAttempts } from '#attempts';
import { OpeningService } from '#contests';
import { DomainError } from '#domain';
import { checkRuns, ExtraTimeService, type Identity } from '#identity';
import { Allow, Caller, type CallerRequest } from '../access.js';
import { Noted } from '../noted.js';
import { Answers } from '../openapi.js';
import { knownSlug } from '../results/scope.dto.js';
import { ContestBell } from './contest-bell.js';
import { doneOrSeen } from './done-or-seen.js';
import { ExtraTimeBody, ExtraTimeGrantedView, ExtraTimeId, ExtraTimeView } from './extra-time.dto.js';
import { PreviewQuery } from './pause.dto.js';

/** More time for people and units; whoever is at work has it at once. */
@ApiTags('running')
@Controller('contests/:slug/extra-time')
export class ExtraTimeController {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly opening: OpeningService,
    private readonly extraTime: ExtraTimeService,
    private readonly bell: ContestBell,
  ) {}

  @Get()
  @Allow(['organizer', 'administrator'], 'contest')
  @Noted('extra_time.read')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Ai và đơn vị nào được thêm giờ, kể cả đã thu hồi' })
  @Answers(200, ExtraTimeView)
  async list(@Param('slug') slug: string, @Caller() caller: Identity): Promise<ExtraTimeView> {
    return { grants: await this.extraTime.list(await this.contestOf(slug, caller)) };
  }

  @Post()
  @Allow(['organizer', 'administrator'], 'contest')
  @Header('cache-control', 'no-store')
  @ApiOperation({
    summary: 'Cấp thêm giờ cho một người hay một đơn vị; lượt đang làm được ngay; preview=true chỉ xem trước',
  })
  @Answers(201, ExtraTimeGrantedView)
  async grant(
    @Param('slug') slug: string,
    @Query({ schema: PreviewQuery }) { preview }: PreviewQuery,
    @Body({ schema: ExtraTimeBody }) body: ExtraTimeBody,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<ExtraTimeGrantedView> {
    const contestId = await this.contestOf(slug, caller);
    const { percent, reason, ...of } = body;
    const act = { contestId, contestSlug: slug, actorId: caller.accountId, requestId: request.id };
    const { id, lengthened } = await doneOrSeen(this.dataSource, preview, async (manager) => {
      const made = await this.extraTime.grant(manager, act, { of, percent, reason });
      return { id: made.grantId, lengthened: await lengthenAttempts(manager, contestId, made.of) };
    });
    if (preview) return { id: null, lengthened };
    if (lengthened > 0) this.bell.ring(contestId);
    return { id, lengthened };
  }

  @Delete(':id')
  @HttpCode(204)
  @Allow(['organizer', 'administrator'], 'contest')
  @ApiOperation({ summary: 'Thu hồi thêm giờ cho các lượt bắt đầu từ lúc này; lượt đang làm giữ nguyên' })
  async withdraw(
    @Param('slug') slug: string,
    @Param('id') id: string,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<void> {
    const contestId = await this.contestOf(slug, caller);
    const { data } = ExtraTimeId.safeParse(id);
    if (data === undefined) throw new DomainError('EXTRA_TIME_NOT_FOUND');
    await this.extraTime.withdraw({ contestId, actorId: caller.accountId, requestId: request.id }, data);
  }

  private async contestOf(slug: string, caller: Identity): Promise<number> {
    const { id } = await this.opening.contest(knownSlug(slug));
    checkRuns(caller, id);
    return id;
  }
}
