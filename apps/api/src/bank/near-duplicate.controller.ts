import { Body, Controller, Get, Header, HttpCode, Param, Post, Req } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { NearDuplicates } from '#bank';
import type { Identity } from '#identity';
import { Allow, Caller, type CallerRequest } from '../access.js';
import { Answers } from '../openapi.js';
import { HeavyDesk } from '../heavy/heavy-desk.js';
import { TakesLong } from '../heavy/takes-long.js';
import { bankCaller, knownCode } from './bank.dto.js';
import { AlikeBody, AlikeView, DifferentBody, NearDuplicatesView } from './bank-file.dto.js';

/** Items of a bank that ask nearly the same. */
@ApiTags('bank')
@Controller('banks/:bankCode')
export class NearDuplicateController {
  constructor(
    private readonly duplicates: NearDuplicates,
    private readonly heavy: HeavyDesk,
  ) {}

  @Get('near-duplicates')
  @TakesLong()
  @Allow(['author', 'reviewer', 'organizer', 'administrator'], 'contest')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Các cặp câu hỏi gần giống nhau mà chưa ai xét' })
  @Answers(200, NearDuplicatesView)
  async pairs(@Param('bankCode') bankCode: string, @Caller() caller: Identity): Promise<NearDuplicatesView> {
    return { pairs: await this.heavy.do('nearDuplicates', knownCode(bankCode, 'BANK_NOT_FOUND'), bankCaller(caller)) };
  }

  /** A POST because a question is too long for an address; it writes nothing. */
  @Post('near-duplicates/look')
  @HttpCode(200)
  @Allow(['author', 'reviewer', 'organizer', 'administrator'], 'contest')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Câu nào trong ngân hàng gần giống câu đang soạn' })
  @Answers(200, AlikeView)
  async look(
    @Param('bankCode') bankCode: string,
    @Body({ schema: AlikeBody }) body: AlikeBody,
    @Caller() caller: Identity,
  ): Promise<AlikeView> {
    return { alike: await this.duplicates.alikeTo(knownCode(bankCode, 'BANK_NOT_FOUND'), body, bankCaller(caller)) };
  }

  @Post('near-duplicates/different')
  @HttpCode(204)
  @Allow(['reviewer', 'organizer', 'administrator'], 'contest')
  @ApiOperation({ summary: 'Hai câu giống chữ nhưng hỏi khác nhau: không nêu lại cặp này' })
  @ApiNoContentResponse()
  async different(
    @Param('bankCode') bankCode: string,
    @Body({ schema: DifferentBody }) { first, second }: DifferentBody,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<void> {
    const by = { caller: bankCaller(caller), requestId: request.id };
    await this.duplicates.sayDifferent(knownCode(bankCode, 'BANK_NOT_FOUND'), [first, second], by);
  }
}
