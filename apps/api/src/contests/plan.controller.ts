import { Body, Controller, Delete, Get, Header, Param, Post, Put, Query, Req } from '@nestjs/common';
import { ApiConsumes, ApiOperation, ApiTags } from '@nestjs/swagger';
import { BankService } from '#bank';
import { PlanService, readInvitedList, RehearsalService, type OpeningCheck, type PoolOf } from '#contests';
import { LIMITS } from '#domain';
import { currentConsents, type Identity } from '#identity';
import { Allow, Caller, type CallerRequest } from '../access.js';
import { HeavyDesk } from '../heavy/heavy-desk.js';
import { TakesLong } from '../heavy/takes-long.js';
import { Answers } from '../openapi.js';
import { writerOf } from './plan-writer.js';
import { XLSX } from '../results/attachment.js';
import {
  InvitedBody,
  InvitedQuery,
  InvitedView,
  knownPlan,
  NewPlanBody,
  NewPlanView,
  OpeningChecksView,
  PlansQuery,
  PlansView,
  PlanView,
  PublicationBody,
  PublishedView,
  RehearsalBody,
  RehearsalRemovedView,
  RehearsalView,
  SavedPlanView,
  SavePlanBody,
  TemplatesView,
} from './plan.dto.js';

/** Setting up a contest: its working document from a template to the publication. */
@ApiTags('plans')
@Controller()
@Allow(['organizer', 'unit_organizer', 'administrator'], 'contest')
export class PlanController {
  constructor(
    private readonly plans: PlanService,
    private readonly rehearsals: RehearsalService,
    private readonly bank: BankService,
    private readonly heavy: HeavyDesk,
  ) {}

  private readonly poolOf: PoolOf = (manager, bankId, wish) => this.bank.publishedPool(manager, bankId, wish);

  @Get('contest-templates')
  @ApiOperation({ summary: 'Các mẫu để bắt đầu một cuộc thi' })
  @Answers(200, TemplatesView)
  templates(): TemplatesView {
    return { templates: this.plans.templates() };
  }

  @Get('contest-plans')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Các bản soạn cuộc thi, mới sửa trước' })
  @Answers(200, PlansView)
  list(
    @Query({ schema: PlansQuery }) { q, unit, after, limit }: PlansQuery,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<PlansView> {
    return this.plans.list(writerOf(caller, request), { q, unitCode: unit ?? null, after: after ?? null, limit });
  }

  @Post('contest-plans')
  @ApiOperation({ summary: 'Bắt đầu một bản soạn từ mẫu, bản soạn khác, cuộc thi cũ hoặc tệp' })
  @Answers(201, NewPlanView)
  create(
    @Body({ schema: NewPlanBody }) { from, title, slug }: NewPlanBody,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<NewPlanView> {
    return this.plans.create(writerOf(caller, request), from, { title, slug });
  }

  @Get('contest-plans/:id')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Một bản soạn' })
  @Answers(200, PlanView)
  async read(@Param('id') id: string, @Caller() caller: Identity, @Req() request: CallerRequest): Promise<PlanView> {
    const { regulations, ...plan } = await this.plans.read(writerOf(caller, request), knownPlan(id));
    return { ...plan, regulations: regulations as Record<string, unknown> };
  }

  @Put('contest-plans/:id')
  @ApiOperation({ summary: 'Lưu bản soạn, đúng hay còn sai; trả lời mọi chỗ cần sửa' })
  @Answers(200, SavedPlanView)
  save(
    @Param('id') id: string,
    @Body({ schema: SavePlanBody }) body: SavePlanBody,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<SavedPlanView> {
    return this.plans.save(writerOf(caller, request), knownPlan(id), body);
  }

  @Put('contest-plans/:id/invited')
  @TakesLong()
  @ApiOperation({ summary: 'Các đơn vị được mời: từ một danh sách, hoặc mọi đơn vị bên dưới một đơn vị' })
  @ApiConsumes('application/json', 'text/csv', XLSX)
  @Answers(200, InvitedView)
  async invite(
    @Param('id') id: string,
    @Query({ schema: InvitedQuery }) { dryRun }: InvitedQuery,
    @Body({ schema: InvitedBody }) body: InvitedBody,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<InvitedView> {
    const units =
      'file' in body
        ? readInvitedList(await this.heavy.do('tableOfFile', body.file as Buffer, LIMITS.invitationRowsMax))
        : { under: body.under };
    return this.plans.invite(writerOf(caller, request), knownPlan(id), units, dryRun);
  }

  @Get('contest-plans/:id/opening-checks')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Những điều cần xem trước khi mở cuộc thi' })
  @Answers(200, OpeningChecksView)
  async openingChecks(
    @Param('id') id: string,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<OpeningChecksView> {
    const checks = await this.plans.openingChecks(writerOf(caller, request), knownPlan(id), this.poolOf);
    return { checks: [...checks, consentCheck()] };
  }

  @Get('contest-plans/:id/rehearsal')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Lần chạy thử của một bản soạn: đang mở hay không, đã thử những gì' })
  @Answers(200, RehearsalView)
  async rehearsal(
    @Param('id') id: string,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<RehearsalView> {
    return this.rehearsals.read(writerOf(caller, request), knownPlan(id));
  }

  @Post('contest-plans/:id/rehearsal')
  @ApiOperation({ summary: 'Mở chạy thử: một cuộc thi ẩn cho người được mời, kết quả không được tính' })
  @Answers(201, PublishedView)
  rehearse(
    @Param('id') id: string,
    @Body({ schema: RehearsalBody }) body: RehearsalBody,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<PublishedView> {
    return this.rehearsals.open(writerOf(caller, request), knownPlan(id), body, this.poolOf);
  }

  @Delete('contest-plans/:id/rehearsal')
  @ApiOperation({ summary: 'Gỡ lần chạy thử cùng mọi lượt thi trong đó' })
  @Answers(200, RehearsalRemovedView)
  removeRehearsal(
    @Param('id') id: string,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<RehearsalRemovedView> {
    return this.rehearsals.remove(writerOf(caller, request), knownPlan(id));
  }

  @Post('contest-plans/:id/publication')
  @ApiOperation({ summary: 'Tạo cuộc thi từ bản soạn và mở cho mọi người xem' })
  @Answers(201, PublishedView)
  publish(
    @Param('id') id: string,
    @Body({ schema: PublicationBody }) { version }: PublicationBody,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<PublishedView> {
    return this.plans.publish(writerOf(caller, request), knownPlan(id), version, this.poolOf);
  }
}

/** What people agree to is the same for every contest; whoever opens one should know which text that is. */
function consentCheck(): OpeningCheck {
  const { version } = currentConsents().find(({ purpose }) => purpose === 'contest')!;
  const message = `Khi đăng ký, người dân đồng ý với văn bản về dữ liệu cá nhân, bản số ${version}.`;
  return { code: 'CONSENT_TEXT', state: 'good', message };
}
