import { Body, Controller, Get, Header, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { DoorLimits, UnitCorrectionService, type Identity } from '#identity';
import { Allow, Caller, type CallerRequest } from '../access.js';
import { Noted } from '../noted.js';
import { Answers } from '../openapi.js';
import { knownSlug } from '../results/scope.dto.js';
import {
  MyUnitCorrectionView,
  UnitCorrectionBody,
  UnitCorrectionsQuery,
  UnitCorrectionsView,
  UnitCorrectionView,
  UnitDecisionsBody,
  UnitDecisionsView,
} from './unit-correction.dto.js';
import { UnitDecisions } from './unit-decisions.js';

/** Standing for another unit: asked by the person, decided by the manager of that unit. */
@ApiTags('identity')
@Controller('contests/:slug')
export class UnitCorrectionController {
  constructor(
    private readonly corrections: UnitCorrectionService,
    private readonly decisions: UnitDecisions,
    private readonly limits: DoorLimits,
  ) {}

  @Get('participants/me/unit-correction')
  @Allow('signed_in', 'own')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Yêu cầu chuyển đơn vị gần nhất của tôi' })
  @Answers(200, MyUnitCorrectionView)
  async own(@Param('slug') slug: string, @Caller() caller: Identity): Promise<MyUnitCorrectionView> {
    return { correction: await this.corrections.own(knownSlug(slug), caller.accountId) };
  }

  @Post('participants/me/unit-correction')
  @Allow('signed_in', 'own')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Chuyển đơn vị: chuyển ngay khi chưa có lượt thi, nếu đã có thì gửi yêu cầu' })
  @Answers(201, UnitCorrectionView)
  async ask(
    @Param('slug') slug: string,
    @Body({ schema: UnitCorrectionBody }) { contestUnitId, reason = null }: UnitCorrectionBody,
    @Caller() { accountId }: Identity,
    @Req() request: CallerRequest,
  ): Promise<UnitCorrectionView> {
    await this.limits.admitOwnData(accountId, 'change');
    const contestSlug = knownSlug(slug);
    const { moved } = await this.corrections.ask({
      contestSlug,
      accountId,
      contestUnitId,
      reason,
      requestId: request.id,
    });
    return { moved, correction: await this.corrections.own(contestSlug, accountId) };
  }

  @Get('unit-corrections')
  @Allow(['unit_manager', 'organizer', 'administrator'], 'unit')
  @Noted('unit_corrections.read')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Các yêu cầu chuyển đến đơn vị mình phụ trách, hoặc của cả cuộc thi' })
  @Answers(200, UnitCorrectionsView)
  async list(
    @Param('slug') slug: string,
    @Query({ schema: UnitCorrectionsQuery }) { state, after = 0, limit }: UnitCorrectionsQuery,
    @Caller() caller: Identity,
  ): Promise<UnitCorrectionsView> {
    return this.corrections.list({ contestSlug: knownSlug(slug), caller }, { state, after, limit });
  }

  @Post('unit-corrections/decisions')
  @HttpCode(200)
  @Allow(['unit_manager', 'organizer', 'administrator'], 'unit')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Duyệt hoặc từ chối nhiều yêu cầu; số liệu chuyển theo' })
  @Answers(200, UnitDecisionsView)
  async decide(
    @Param('slug') slug: string,
    @Body({ schema: UnitDecisionsBody }) { ids, approve, note = null }: UnitDecisionsBody,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<UnitDecisionsView> {
    const wish = { contestSlug: knownSlug(slug), caller, ids, approve, note, requestId: request.id };
    const { approved, refused, skipped } = await this.decisions.decide(wish);
    return { approved, refused, skipped };
  }
}
