import { Body, Controller, Delete, Get, Header, HttpCode, Param, Post, Req } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { NoticeService, OpeningService, type Notices } from '#contests';
import { DomainError } from '#domain';
import { checkRuns, type Identity } from '#identity';
import { Allow, Caller, ReceivedAt, type CallerRequest } from '../access.js';
import { Answers } from '../openapi.js';
import { knownSlug } from '../results/scope.dto.js';
import { AnnouncedView, AnnouncementBody, AnnouncementId, NoticesView } from './announcement.dto.js';
import { ContestBell } from './contest-bell.js';

/** What stands on all pages of a contest: read by everybody, put there by those who run it. */
@ApiTags('running')
@Controller('contests/:slug')
export class AnnouncementController {
  constructor(
    private readonly opening: OpeningService,
    private readonly notices: NoticeService,
    private readonly bell: ContestBell,
  ) {}

  @Get('notices')
  @Allow('public')
  @Header('cache-control', 'no-cache')
  @ApiOperation({ summary: 'Điều mọi trang của cuộc thi phải báo lúc này: bị dừng, tạm dừng, thông báo' })
  @Answers(200, NoticesView)
  read(@Param('slug') slug: string): Promise<Notices> {
    return this.notices.read(knownSlug(slug));
  }

  @Post('announcements')
  @Allow(['organizer', 'administrator'], 'contest')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Đưa một thông báo lên mọi trang của cuộc thi' })
  @Answers(201, AnnouncedView)
  async announce(
    @Param('slug') slug: string,
    @Body({ schema: AnnouncementBody }) { text, from, until }: AnnouncementBody,
    @Caller() caller: Identity,
    @ReceivedAt() now: number,
    @Req() request: CallerRequest,
  ): Promise<AnnouncedView> {
    const contestId = await this.contestOf(slug, caller);
    const act = { contestId, actorId: caller.accountId, requestId: request.id, now };
    const told = { text, from: from ? Date.parse(from) : now, until: Date.parse(until) };
    const made = await this.notices.announce(act, told);
    this.bell.ring(contestId);
    return made;
  }

  @Delete('announcements/:id')
  @HttpCode(204)
  @Allow(['organizer', 'administrator'], 'contest')
  @ApiOperation({ summary: 'Gỡ một thông báo' })
  async withdraw(
    @Param('slug') slug: string,
    @Param('id') id: string,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<void> {
    const contestId = await this.contestOf(slug, caller);
    const { data } = AnnouncementId.safeParse(id);
    if (data === undefined) throw new DomainError('ANNOUNCEMENT_NOT_FOUND');
    await this.notices.withdraw({ contestId, actorId: caller.accountId, requestId: request.id }, data);
    this.bell.ring(contestId);
  }

  private async contestOf(slug: string, caller: Identity): Promise<number> {
    const { id } = await this.opening.contest(knownSlug(slug));
    checkRuns(caller, id);
    return id;
  }
}
