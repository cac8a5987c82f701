import { Body, Controller, Delete, Get, Header, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { ApiHeader, ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { isoInstant } from '#domain';
import { AccountService, SessionService, SignInLinkService, type Identity } from '#identity';
import { ENV, type Env } from '#platform';
import { Allow, Caller, MaybeCaller, type CallerRequest } from '../access.js';
import { Answers } from '../openapi.js';
import { clearSessionCookie } from '../session-token.js';
import { CurrentSessionView, RedeemLinkBody, SignedInView, SignInBody } from './identity.dto.js';
import { PROOF_HEADER, visitorOf, welcome } from './signed-in.js';

/** Coming in and going out. */
@ApiTags('identity')
@Controller()
export class SessionController {
  constructor(
    private readonly accounts: AccountService,
    private readonly sessions: SessionService,
    private readonly links: SignInLinkService,
    @Inject(ENV) private readonly env: Env,
  ) {}

  @Post('sessions')
  @ApiHeader(PROOF_HEADER)
  @Allow('public')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Đăng nhập bằng số điện thoại và mật khẩu' })
  @Answers(201, SignedInView)
  async signIn(
    @Body({ schema: SignInBody }) body: SignInBody,
    @Req() request: CallerRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SignedInView> {
    return welcome(reply, await this.accounts.signIn(body, visitorOf(request)), this.env);
  }

  /** Answered to everybody: a page asks who is there before it shows anything, and nobody is no error. */
  @Get('sessions/current')
  @Allow('public')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Ai đang đăng nhập trên trình duyệt này, nếu có' })
  @Answers(200, CurrentSessionView)
  async current(@MaybeCaller() caller: Identity | undefined): Promise<CurrentSessionView> {
    const own = caller ? await this.accounts.find(caller) : null;
    if (!own || !caller) return { account: null, expiresAt: null };
    const { fullName, sample, hasSecondFactor, sessionExpiresAt } = own;
    const waiting = hasSecondFactor ? 'to_show' : 'to_set_up';
    const secondFactor = caller.waitingRoles.length === 0 ? 'not_needed' : waiting;
    return {
      account: { fullName, sample, roles: caller.roles, secondFactor },
      expiresAt: isoInstant(sessionExpiresAt),
    };
  }

  /** The browser's cookie goes with the session; a running attempt stays and is found again at the next sign-in. */
  @Delete('sessions/current')
  @Allow('signed_in', 'own')
  @HttpCode(204)
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Đăng xuất' })
  @ApiNoContentResponse()
  async signOut(
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.sessions.end(caller.sessionId, request.id);
    clearSessionCookie(reply, this.env.PUBLIC_URL.startsWith('https:'));
  }

  @Post('sign-in-links/redeem')
  @Allow('public')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Đăng nhập một lần vào tài khoản mẫu (chỉ ở địa chỉ nội bộ)' })
  @Answers(201, SignedInView)
  async redeem(
    @Body({ schema: RedeemLinkBody }) body: RedeemLinkBody,
    @Req() request: CallerRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SignedInView> {
    return welcome(reply, await this.links.redeem(body.token, visitorOf(request)), this.env);
  }
}
