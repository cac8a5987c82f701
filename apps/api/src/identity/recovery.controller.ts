import { Body, Controller, Header, HttpCode, Inject, Post, Put, Req, Res } from '@nestjs/common';
import { ApiHeader, ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { LIMITS } from '#domain';
import { PhoneCodeService, RecoveryService, type Identity } from '#identity';
import { ENV, type Env } from '#platform';
import { Allow, Caller, type CallerRequest } from '../access.js';
import { Answers } from '../openapi.js';
import {
  ChangePasswordBody,
  PhoneCodeBody,
  PhoneCodeView,
  RecoveryCodeView,
  RenewCodeBody,
  ResetPasswordBody,
  SignedUpView,
} from './recovery.dto.js';
import { PROOF_HEADER, visitorOf, welcome } from './signed-in.js';

/** New passwords, and the code for the day when the password is forgotten. */
@ApiTags('identity')
@Controller()
export class RecoveryController {
  constructor(
    private readonly recovery: RecoveryService,
    private readonly phoneCodes: PhoneCodeService,
    @Inject(ENV) private readonly env: Env,
  ) {}

  @Post('password-resets')
  @ApiHeader(PROOF_HEADER)
  @Allow('public')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Quên mật khẩu: đặt mật khẩu mới bằng mã khôi phục hoặc mã một lần, rồi đăng nhập' })
  @Answers(201, SignedUpView)
  async reset(
    @Body({ schema: ResetPasswordBody }) body: ResetPasswordBody,
    @Req() request: CallerRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SignedUpView> {
    const { recoveryCode, ...signedIn } = await this.recovery.reset(body, visitorOf(request));
    return { ...welcome(reply, signedIn, this.env), recoveryCode };
  }

  /** The same answer for every phone: whether it has an account is nobody's business. */
  @Post('password-resets/codes')
  @ApiHeader(PROOF_HEADER)
  @Allow('public')
  @HttpCode(202)
  @Header('cache-control', 'no-store')
  @ApiOperation({
    summary: 'Gửi mã đặt lại mật khẩu tới điện thoại, nếu nơi đây có cổng nhắn tin và số này có tài khoản',
  })
  @Answers(202, PhoneCodeView)
  async sendCode(
    @Body({ schema: PhoneCodeBody }) body: PhoneCodeBody,
    @Req() request: CallerRequest,
  ): Promise<PhoneCodeView> {
    await this.phoneCodes.request(body.phone, visitorOf(request));
    return { minutes: LIMITS.phoneCodeMinutes };
  }

  @Put('me/password')
  @Allow('signed_in', 'own')
  @HttpCode(204)
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Đổi mật khẩu; các phiên đăng nhập khác kết thúc' })
  @ApiNoContentResponse()
  async change(
    @Body({ schema: ChangePasswordBody }) body: ChangePasswordBody,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<void> {
    await this.recovery.changePassword(caller, body, request.id);
  }

  @Post('me/recovery-code')
  @Allow('signed_in', 'own')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Lấy mã khôi phục mới; mã cũ hết hiệu lực' })
  @Answers(201, RecoveryCodeView)
  async renew(
    @Body({ schema: RenewCodeBody }) body: RenewCodeBody,
    @Caller() { accountId }: Identity,
    @Req() request: CallerRequest,
  ): Promise<RecoveryCodeView> {
    return { recoveryCode: await this.recovery.renewCode(accountId, body.password, request.id) };
  }
}
