import { Body, Controller, Get, Header, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import { DomainError, isoInstant } from '#domain';
import { PersonSearchService, PhoneClaimService, type Identity } from '#identity';
import { Allow, Caller, type CallerRequest } from '../access.js';
import { Noted } from '../noted.js';
import { Answers } from '../openapi.js';
import { knownSlug } from '../results/scope.dto.js';
import {
  PeopleFoundView,
  PersonSearchBody,
  PhoneClaimAskedView,
  PhoneClaimBody,
  PhoneClaimId,
  PhoneClaimsQuery,
  PhoneClaimsView,
  PhoneDecisionBody,
  PhoneDecisionView,
} from './support.dto.js';
import { ResetCodeView } from './reset-code.dto.js';
import { PROOF_HEADER, visitorOf } from './signed-in.js';

/** Help on the telephone: who is it, and whose number is this. */
@ApiTags('identity')
@Controller()
export class SupportController {
  constructor(
    private readonly persons: PersonSearchService,
    private readonly claims: PhoneClaimService,
  ) {}

  /** A search is a POST: what is looked for is of a person, and addresses are written into logs. */
  @Post('contests/:slug/person-searches')
  @HttpCode(200)
  @Allow(['support', 'organizer', 'administrator'], 'contest')
  @Noted('people.searched')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Tìm người dự thi theo số điện thoại, mã biên nhận, hoặc họ tên cùng đơn vị' })
  @Answers(200, PeopleFoundView)
  async search(
    @Param('slug') slug: string,
    @Body({ schema: PersonSearchBody }) body: PersonSearchBody,
    @Caller() caller: Identity,
  ): Promise<PeopleFoundView> {
    return this.persons.find({ contestSlug: knownSlug(slug), caller }, body);
  }

  @Post('phone-claims')
  @ApiHeader(PROOF_HEADER)
  @HttpCode(202)
  @Allow('public')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Báo rằng một số điện thoại đã có tài khoản là của tôi' })
  @Answers(202, PhoneClaimAskedView)
  async claim(
    @Body({ schema: PhoneClaimBody }) body: PhoneClaimBody,
    @Req() request: CallerRequest,
  ): Promise<PhoneClaimAskedView> {
    const { contestSlug, note = null, ...person } = body;
    await this.claims.claim({ ...person, note, contestSlug: knownSlug(contestSlug) }, visitorOf(request));
    return { received: true };
  }

  @Get('contests/:slug/phone-claims')
  @Allow(['support', 'organizer', 'administrator'], 'contest')
  @Noted('phone_claims.read')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Các số điện thoại có hai người cùng nhận' })
  @Answers(200, PhoneClaimsView)
  async list(
    @Param('slug') slug: string,
    @Query({ schema: PhoneClaimsQuery }) { state, after = 0, limit }: PhoneClaimsQuery,
    @Caller() caller: Identity,
  ): Promise<PhoneClaimsView> {
    const page = { isOpen: state === 'open', after, limit };
    return this.claims.list({ contestSlug: knownSlug(slug), caller }, page);
  }

  @Post('contests/:slug/phone-claims/:id/decision')
  @HttpCode(200)
  @Allow(['support', 'organizer', 'administrator'], 'contest')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Giao số cho người gửi, giữ cả hai bằng một số khác, hoặc từ chối' })
  @Answers(200, PhoneDecisionView)
  async decide(
    @Param('slug') slug: string,
    @Param('id') id: string,
    @Body({ schema: PhoneDecisionBody }) body: PhoneDecisionBody,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<PhoneDecisionView> {
    const wish = { contestSlug: knownSlug(slug), caller, requestId: request.id };
    const issued = await this.claims.decide(wish, knownId(id), body);
    return { code: issued?.code ?? null, expiresAt: issued ? isoInstant(issued.expiresAt) : null };
  }

  @Post('contests/:slug/phone-claims/:id/codes')
  @Allow(['support', 'organizer', 'administrator'], 'contest')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Cấp lại mã một lần cho người vừa được giải quyết mà chưa đặt mật khẩu' })
  @Answers(201, ResetCodeView)
  async codeAgain(
    @Param('slug') slug: string,
    @Param('id') id: string,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<ResetCodeView> {
    const wish = { contestSlug: knownSlug(slug), caller, requestId: request.id };
    const { expiresAt, ...issued } = await this.claims.codeAgain(wish, knownId(id));
    return { ...issued, expiresAt: isoInstant(expiresAt) };
  }
}

/** What cannot be the number of a claim names none. */
function knownId(text: string): number {
  const { data } = PhoneClaimId.safeParse(text);
  if (data === undefined) throw new DomainError('NOT_FOUND');
  return data;
}
