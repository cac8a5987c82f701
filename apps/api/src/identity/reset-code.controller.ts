import { Body, Controller, Header, Param, Post, Req } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { isoInstant } from '#domain';
import { ResetCodeService, type Identity } from '#identity';
import { Allow, Caller, type CallerRequest } from '../access.js';
import { Answers } from '../openapi.js';
import { knownSlug } from '../results/scope.dto.js';
import { ResetCodeBody, ResetCodeView } from './reset-code.dto.js';

/** One-time codes for people who forgot the password and the recovery code. */
@ApiTags('identity')
@Controller('contests/:slug/reset-codes')
export class ResetCodeController {
  constructor(private readonly codes: ResetCodeService) {}

  @Post()
  @Allow(['unit_manager', 'support', 'organizer', 'administrator'], 'contest')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Cấp mã một lần để một người dự thi đặt lại mật khẩu' })
  @Answers(201, ResetCodeView)
  async issue(
    @Param('slug') slug: string,
    @Body({ schema: ResetCodeBody }) body: ResetCodeBody,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<ResetCodeView> {
    const { expiresAt, ...issued } = await this.codes.issue(caller, knownSlug(slug), body, request.id);
    return { ...issued, expiresAt: isoInstant(expiresAt) };
  }
}
