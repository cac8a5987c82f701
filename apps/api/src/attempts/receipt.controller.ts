import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ResultService, type ReceiptView } from '#attempts';
import { Allow } from '../access.js';
import { Answers } from '../openapi.js';
import { KnownReceiptView, VerifyReceiptBody } from './attempt.dto.js';

/** What anyone may learn who holds a receipt number: known, when, how many answers, state. */
@ApiTags('attempts')
@Controller('contests/:slug/receipts')
export class ReceiptController {
  constructor(private readonly results: ResultService) {}

  @Post('verify')
  @Allow('public')
  @HttpCode(200)
  @ApiOperation({ summary: 'Kiểm tra mã biên nhận' })
  @Answers(200, KnownReceiptView)
  async verify(
    @Param('slug') slug: string,
    @Body({ schema: VerifyReceiptBody }) body: VerifyReceiptBody,
  ): Promise<ReceiptView> {
    return this.results.verify(slug, body.number);
  }
}
