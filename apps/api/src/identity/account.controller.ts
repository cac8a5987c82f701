import { Body, Controller, Get, Header, Inject, Patch, Post, Req, Res } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { isoInstant } from '#domain';
import { AccountService, DoorLimits, ParticipantService, PersonService, type Identity } from '#identity';
import { ENV, type Env } from '#platform';
import { Allow, Caller, type CallerRequest } from '../access.js';
import { Answers } from '../openapi.js';
import { AmendMeBody, MeView, SignUpBody } from './identity.dto.js';
import { SignedUpView } from './recovery.dto.js';
import { PROOF_HEADER, visitorOf, welcome } from './signed-in.js';

/** Signing up, and what a person sees of the own account. */
@ApiTags('identity')
@Controller()
export class AccountController {
  constructor(
    private readonly accounts: AccountService,
    private readonly participants: ParticipantService,
    private readonly persons: PersonService,
    private readonly limits: DoorLimits,
    @Inject(ENV) private readonly env: Env,
  ) {}

  @Post('accounts')
  @ApiHeader(PROOF_HEADER)
  @Allow('public')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Đăng ký tài khoản và đăng nhập' })
  @Answers(201, SignedUpView)
  async signUp(
    @Body({ schema: SignUpBody }) body: SignUpBody,
    @Req() request: CallerRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SignedUpView> {
    const person = { ...body, birthDate: body.birthDate ?? null };
    const { recoveryCode, ...signedIn } = await this.accounts.signUp(person, visitorOf(request));
    return { ...welcome(reply, signedIn, this.env), recoveryCode };
  }

  @Get('me')
  @Allow('signed_in', 'own')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Tài khoản của tôi và các cuộc thi đã đăng ký' })
  @Answers(200, MeView)
  async me(@Caller() caller: Identity): Promise<MeView> {
    const [{ sessionExpiresAt, hasSecondFactor: _, sessionHasIdleLimit: _limit, ...account }, participations] =
      await Promise.all([this.accounts.own(caller), this.participants.participations(caller.accountId)]);
    return {
      account: { ...account, roles: caller.roles },
      session: { expiresAt: isoInstant(sessionExpiresAt) },
      participations,
    };
  }

  @Patch('me')
  @Allow('signed_in', 'own')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Sửa họ tên, ngày sinh khi chưa có lượt thi nào' })
  @Answers(200, MeView)
  async amend(
    @Body({ schema: AmendMeBody }) body: AmendMeBody,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<MeView> {
    await this.limits.admitOwnData(caller.accountId, 'change');
    await this.persons.amend(caller.accountId, body, request.id);
    return this.me(caller);
  }
}
