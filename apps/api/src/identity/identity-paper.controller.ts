import { Body, Controller, Delete, Get, Header, HttpCode, Param, Post, Put, Query, Req } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { DomainError } from '#domain';
import { DoorLimits, IdentityPaperService, type Identity } from '#identity';
import { Allow, Caller, type CallerRequest } from '../access.js';
import { Noted } from '../noted.js';
import { Answers } from '../openapi.js';
import { knownSlug } from '../results/scope.dto.js';
import {
  IdentityGivenView,
  IdentityLookQuery,
  IdentityNumberBody,
  IdentityPapersQuery,
  IdentityPapersView,
  IdentityPaperView,
  IdentityRequestsBody,
  IdentityRequestsView,
  OwnIdentityRequestsView,
  ParticipantId,
} from './identity-paper.dto.js';

/** The personal number of people who get a prize: asked for, given by the person, looked at with a reason. */
@ApiTags('identity')
@Controller()
export class IdentityPaperController {
  constructor(
    private readonly papers: IdentityPaperService,
    private readonly limits: DoorLimits,
  ) {}

  @Get('me/identity-requests')
  @Allow('signed_in', 'own')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Cuộc thi nào đề nghị tôi cung cấp số định danh để nhận giải' })
  @Answers(200, OwnIdentityRequestsView)
  async own(@Caller() { accountId }: Identity): Promise<OwnIdentityRequestsView> {
    return { requests: await this.papers.ownOf(accountId) };
  }

  @Put('contests/:slug/participants/me/identity-paper')
  @Allow('signed_in', 'own')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Cung cấp số định danh để nhận giải; gửi lại thì thay số cũ' })
  @Answers(200, IdentityGivenView)
  async give(
    @Param('slug') slug: string,
    @Body({ schema: IdentityNumberBody }) { number }: IdentityNumberBody,
    @Caller() { accountId }: Identity,
    @Req() request: CallerRequest,
  ): Promise<IdentityGivenView> {
    await this.limits.admitOwnData(accountId, 'change');
    return this.papers.give({ accountId, contestSlug: knownSlug(slug), number, requestId: request.id });
  }

  @Post('contests/:slug/identity-requests')
  @Allow(['organizer', 'administrator'], 'contest')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Đề nghị người được giải cung cấp số định danh' })
  @Answers(201, IdentityRequestsView)
  async ask(
    @Param('slug') slug: string,
    @Body({ schema: IdentityRequestsBody }) body: IdentityRequestsBody,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<IdentityRequestsView> {
    return this.papers.ask({ contestSlug: knownSlug(slug), caller, requestId: request.id }, body);
  }

  @Get('contests/:slug/identity-papers')
  @Allow(['organizer', 'administrator'], 'contest')
  @Noted('identity_papers.read')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Ai đã được đề nghị, ai đã cung cấp; chỉ bốn chữ số cuối' })
  @Answers(200, IdentityPapersView)
  async list(
    @Param('slug') slug: string,
    @Query({ schema: IdentityPapersQuery }) { after, limit, state }: IdentityPapersQuery,
    @Caller() caller: Identity,
  ): Promise<IdentityPapersView> {
    const isGiven = state === undefined ? null : state === 'given';
    return this.papers.list({ contestSlug: knownSlug(slug), caller }, { after: after ?? null, limit, isGiven });
  }

  /** Its line in the trail tells the reason, and is written by the service with the look itself. */
  @Get('contests/:slug/identity-papers/:participantId')
  @Allow(['organizer', 'administrator'], 'contest')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Xem đủ số định danh của một người được giải; mỗi lần xem được ghi lại' })
  @Answers(200, IdentityPaperView)
  async look(
    @Param('slug') slug: string,
    @Param('participantId') participantId: string,
    @Query({ schema: IdentityLookQuery }) { reason }: IdentityLookQuery,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<IdentityPaperView> {
    const { data: person } = ParticipantId.safeParse(participantId);
    if (person === undefined) throw new DomainError('IDENTITY_NOT_GIVEN');
    const wish = { contestSlug: knownSlug(slug), caller, requestId: request.id };
    return this.papers.look(wish, { participantId: person, reason });
  }

  @Delete('contests/:slug/identity-papers/:participantId')
  @HttpCode(204)
  @Allow(['organizer', 'administrator'], 'contest')
  @ApiOperation({ summary: 'Hủy số định danh của một người và lời đề nghị, trước hạn tự xóa' })
  async destroy(
    @Param('slug') slug: string,
    @Param('participantId') participantId: string,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<void> {
    const { data: person } = ParticipantId.safeParse(participantId);
    if (person === undefined) throw new DomainError('IDENTITY_NOT_ASKED');
    await this.papers.destroy({ contestSlug: knownSlug(slug), caller, requestId: request.id }, person);
  }
}
