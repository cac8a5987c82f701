import { Body, Controller, Delete, Get, Header, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { DomainError } from '#domain';
import { ConsentService, DoorLimits, PasswordCheck, type Identity } from '#identity';
import { ENV, type Env } from '#platform';
import { Allow, Caller, type CallerRequest } from '../access.js';
import { Answers } from '../openapi.js';
import { clearSessionCookie } from '../session-token.js';
import { DeleteMeBody, GiveConsentBody, KeptConsentsView, WithdrawConsentBody } from './identity.dto.js';
import { OwnData } from './own-data.js';

/** What a person agreed to, taking it back, and going altogether. */
@ApiTags('identity')
@Controller('me')
export class OwnConsentController {
  constructor(
    private readonly consents: ConsentService,
    private readonly ownData: OwnData,
    private readonly passwords: PasswordCheck,
    private readonly limits: DoorLimits,
    @Inject(ENV) private readonly env: Env,
  ) {}

  @Get('consents')
  @Allow('signed_in', 'own')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Những gì tôi đã đồng ý, kể cả đã rút lại' })
  @Answers(200, KeptConsentsView)
  async list(@Caller() { accountId }: Identity): Promise<KeptConsentsView> {
    return { consents: await this.consents.list(accountId) };
  }

  @Post('consents')
  @Allow('signed_in', 'own')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Đồng ý thêm một mục đích không bắt buộc' })
  @Answers(201, KeptConsentsView)
  async give(
    @Body({ schema: GiveConsentBody }) body: GiveConsentBody,
    @Caller() { accountId }: Identity,
    @Req() request: CallerRequest,
  ): Promise<KeptConsentsView> {
    await this.limits.admitOwnData(accountId, 'change');
    await this.consents.give({ ...body, accountId, requestId: request.id });
    return { consents: await this.consents.list(accountId) };
  }

  /** As easy as giving it: no password, no reason. */
  @Post('consents/withdrawals')
  @Allow('signed_in', 'own')
  @HttpCode(204)
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Rút lại sự đồng ý; rút sự đồng ý dự thi là rút khỏi cuộc thi' })
  @ApiNoContentResponse()
  async withdraw(
    @Body({ schema: WithdrawConsentBody }) body: WithdrawConsentBody,
    @Caller() { accountId }: Identity,
    @Req() request: CallerRequest,
  ): Promise<void> {
    await this.limits.admitOwnData(accountId, 'change');
    await this.ownData.withdraw({ ...body, accountId, requestId: request.id });
  }

  @Delete()
  @Allow('signed_in', 'own')
  @HttpCode(204)
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Xóa tài khoản: khử nhận dạng dữ liệu của tôi, số liệu tổng hợp giữ nguyên' })
  @ApiNoContentResponse()
  async delete(
    @Body({ schema: DeleteMeBody }) { password }: DeleteMeBody,
    @Caller() { accountId, waitingRoles }: Identity,
    @Req() request: CallerRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    // A password alone takes no office away, also not from who holds it.
    if (waitingRoles.length > 0) throw new DomainError('SECOND_FACTOR_NEEDED');
    await this.passwords.confirm(accountId, password, request.id);
    await this.ownData.delete(accountId, request.id);
    clearSessionCookie(reply, this.env.PUBLIC_URL.startsWith('https:'));
  }
}
