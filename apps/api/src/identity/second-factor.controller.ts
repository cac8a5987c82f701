import { Body, Controller, Header, HttpCode, Post, Put, Req } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import QRCode from 'qrcode';
import { SecondFactorService, type Identity } from '#identity';
import { Allow, Caller, type CallerRequest } from '../access.js';
import { Answers } from '../openapi.js';
import { OfferedSecondFactorView, OfferSecondFactorBody, RecoveryCodesView, SecondFactorBody } from './staff.dto.js';

/** The second factor of staff: setting it up, and showing it after each sign-in. */
@ApiTags('staff')
@Controller()
export class SecondFactorController {
  constructor(private readonly secondFactor: SecondFactorService) {}

  @Post('me/second-factor')
  @Allow('signed_in', 'own')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Bắt đầu cài mã xác minh: khóa bí mật cho ứng dụng xác thực' })
  @Answers(201, OfferedSecondFactorView)
  async offer(
    @Body({ schema: OfferSecondFactorBody }) { password }: OfferSecondFactorBody,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<OfferedSecondFactorView> {
    const offered = await this.secondFactor.offer(caller, password, request.id);
    const color = { dark: '#000000', light: '#ffffff' };
    return { ...offered, qrSvg: await QRCode.toString(offered.otpauthUri, { type: 'svg', margin: 4, color }) };
  }

  @Put('me/second-factor')
  @Allow('signed_in', 'own')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Xác nhận mã xác minh đã cài; trả về các mã dự phòng' })
  @Answers(200, RecoveryCodesView)
  async confirm(
    @Body({ schema: SecondFactorBody }) { code }: SecondFactorBody,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<RecoveryCodesView> {
    return { recoveryCodes: await this.secondFactor.confirm(caller, code, request.id) };
  }

  @Post('sessions/current/second-factor')
  @Allow('signed_in', 'own')
  @HttpCode(204)
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Nhập mã xác minh cho phiên này' })
  @ApiNoContentResponse()
  async show(
    @Body({ schema: SecondFactorBody }) { code }: SecondFactorBody,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<void> {
    await this.secondFactor.show(caller, code, request.id);
  }
}
