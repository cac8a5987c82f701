import { Controller, Delete, Get, Header, HttpCode, Inject, Param, Req, Res } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { DomainError, isoInstant } from '#domain';
import { OwnSessionsService, type Identity } from '#identity';
import { ENV, type Env } from '#platform';
import { Allow, Caller, type CallerRequest } from '../access.js';
import { Answers } from '../openapi.js';
import { clearSessionCookie } from '../session-token.js';
import { EndedSessionsView, OwnSessionsView } from './own-sessions.dto.js';

/** Where a person is signed in. */
@ApiTags('identity')
@Controller('me/sessions')
export class OwnSessionsController {
  constructor(
    private readonly sessions: OwnSessionsService,
    @Inject(ENV) private readonly env: Env,
  ) {}

  @Get()
  @Allow('signed_in', 'own')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Tôi đang đăng nhập ở những thiết bị nào' })
  @Answers(200, OwnSessionsView)
  async list(@Caller() caller: Identity): Promise<OwnSessionsView> {
    const sessions = await this.sessions.list(caller);
    return {
      sessions: sessions.map(({ startedAt, expiresAt, ...session }) => ({
        ...session,
        startedAt: isoInstant(startedAt),
        expiresAt: isoInstant(expiresAt),
      })),
    };
  }

  @Delete(':id')
  @Allow('signed_in', 'own')
  @HttpCode(204)
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Kết thúc một phiên đăng nhập của tôi' })
  @ApiNoContentResponse()
  async end(
    @Param('id') id: string,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    if (!z.uuid().safeParse(id).success) throw new DomainError('SESSION_NOT_FOUND');
    await this.sessions.end(caller, id, request.id);
    if (id === caller.sessionId) clearSessionCookie(reply, this.env.PUBLIC_URL.startsWith('https:'));
  }

  @Delete()
  @Allow('signed_in', 'own')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Kết thúc mọi phiên đăng nhập khác của tôi' })
  @Answers(200, EndedSessionsView)
  async endOthers(@Caller() caller: Identity, @Req() request: CallerRequest): Promise<EndedSessionsView> {
    return { ended: await this.sessions.endOthers(caller, request.id) };
  }
}
