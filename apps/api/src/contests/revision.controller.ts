import { Body, Controller, Get, Header, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { BankService } from '#bank';
import { RevisionService } from '#contests';
import type { Identity } from '#identity';
import { ReconcileService } from '#results';
import { Allow, Caller, type CallerRequest } from '../access.js';
import { Answers } from '../openapi.js';
import { knownSlug } from '../results/scope.dto.js';
import { writerOf } from './plan-writer.js';
import {
  ChangesView,
  CompareQuery,
  ReviseBody,
  RevisedView,
  RevisionDraftView,
  RevisionsView,
  WithdrawRevisionBody,
} from './plan.dto.js';

/** The thể lệ of a published contest as it changes: read by everybody, changed by who runs it. */
@ApiTags('plans')
@Controller('contests')
export class RevisionController {
  constructor(
    private readonly revisions: RevisionService,
    private readonly bank: BankService,
    private readonly boards: ReconcileService,
  ) {}

  @Get(':slug/revisions')
  @Allow('public')
  @ApiOperation({ summary: 'Các lần sửa thể lệ, mỗi lần một thời điểm và lời báo' })
  @Answers(200, RevisionsView)
  async list(@Param('slug') slug: string): Promise<RevisionsView> {
    return { revisions: await this.revisions.list(knownSlug(slug)) };
  }

  @Get(':slug/revisions/compare')
  @Allow('public')
  @ApiOperation({ summary: 'Hai lần sửa thể lệ khác nhau ở đâu, bằng lời' })
  @Answers(200, ChangesView)
  async compare(
    @Param('slug') slug: string,
    @Query({ schema: CompareQuery }) { from, to }: CompareQuery,
  ): Promise<ChangesView> {
    return { changes: await this.revisions.compare(knownSlug(slug), from, to) };
  }

  @Get(':slug/revision-draft')
  @Allow(['organizer', 'administrator'], 'contest')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Bản soạn của cuộc thi đã công bố sẽ đổi gì trong thể lệ' })
  @Answers(200, RevisionDraftView)
  draft(
    @Param('slug') slug: string,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<RevisionDraftView> {
    return this.revisions.draft(writerOf(caller, request), knownSlug(slug));
  }

  /** Boards are counted anew once the new rules stand: whoever grades meanwhile does it by them already. */
  @Post(':slug/revisions')
  @Allow(['organizer', 'administrator'], 'contest')
  @ApiOperation({ summary: 'Sửa thể lệ theo bản soạn, từ lúc này hay từ một giờ sắp tới, kèm lời báo công khai' })
  @Answers(201, RevisedView)
  async revise(
    @Param('slug') slug: string,
    @Body({ schema: ReviseBody }) body: ReviseBody,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<RevisedView> {
    const poolOf = this.bank.publishedPool.bind(this.bank);
    const by = writerOf(caller, request);
    const wish = { ...body, effectiveAt: body.effectiveAt === null ? null : Date.parse(body.effectiveAt) };
    const { contestId, number, reranks } = await this.revisions.revise(by, knownSlug(slug), wish, poolOf);
    if (reranks) await this.boards.repair(contestId, caller.accountId);
    return { number };
  }
  @Post(':slug/revisions/planned/withdrawal')
  @Allow(['organizer', 'administrator'], 'contest')
  @HttpCode(200)
  @ApiOperation({ summary: 'Rút lần sửa thể lệ chưa có hiệu lực' })
  @Answers(200, RevisedView)
  async withdraw(
    @Param('slug') slug: string,
    @Body({ schema: WithdrawRevisionBody }) { number }: WithdrawRevisionBody,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<RevisedView> {
    await this.revisions.withdraw(writerOf(caller, request), knownSlug(slug), number);
    return { number };
  }
}
