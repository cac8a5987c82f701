import { Body, Controller, Get, Header, HttpCode, Param, Post, Put, Query, Req } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { WORDING_STATES, WordingDesk, type WordingName } from '#bank';
import type { Identity } from '#identity';
import { Allow, Caller, type CallerRequest } from '../access.js';
import { Answers } from '../openapi.js';
import { bankCaller, knownCode } from './bank.dto.js';
import {
  WordingBody,
  WordingDecisionBody,
  WordingSheetView,
  WordingsQuery,
  WordingsView,
  WordingWrittenView,
} from './wording.dto.js';

const UNSIGNED = WORDING_STATES.filter((state) => state !== 'signed');

/** Questions in other languages, written by one person and signed by another who knows the language. */
@ApiTags('bank')
@Controller('banks/:bankCode')
export class WordingController {
  constructor(private readonly desk: WordingDesk) {}

  @Get('wordings')
  @Allow(['author', 'reviewer', 'organizer', 'administrator'], 'contest')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Câu hỏi bằng một tiếng khác: câu nào còn thiếu, chờ ký, phải xem lại' })
  @Answers(200, WordingsView)
  async list(
    @Param('bankCode') bankCode: string,
    @Query({ schema: WordingsQuery }) { state, q = '', ...query }: WordingsQuery,
    @Caller() caller: Identity,
  ): Promise<WordingsView> {
    const states = state === undefined ? null : state === 'unsigned' ? UNSIGNED : [state];
    return this.desk.list(knownCode(bankCode, 'BANK_NOT_FOUND'), { ...query, q, states }, bankCaller(caller));
  }

  @Get('items/:itemCode/wordings/:language')
  @Allow(['author', 'reviewer', 'organizer', 'administrator'], 'contest')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Một câu hỏi và lời của nó bằng tiếng khác' })
  @Answers(200, WordingSheetView)
  async read(
    @Param('bankCode') bankCode: string,
    @Param('itemCode') itemCode: string,
    @Param('language') language: string,
    @Caller() caller: Identity,
  ): Promise<WordingSheetView> {
    const { wording, ...sheet } = await this.desk.read(nameOf(bankCode, itemCode, language), bankCaller(caller));
    return {
      ...sheet,
      wording: wording && {
        ...wording,
        writtenAt: wording.writtenAt.toISOString(),
        signedAt: wording.signedAt?.toISOString() ?? null,
        returnedAt: wording.returnedAt?.toISOString() ?? null,
      },
    };
  }

  @Put('items/:itemCode/wordings/:language')
  @Allow(['author', 'organizer', 'administrator'], 'contest')
  @ApiOperation({ summary: 'Viết lời của câu hỏi bằng tiếng khác; người thi chỉ thấy khi người thứ hai đã ký' })
  @Answers(200, WordingWrittenView)
  write(
    @Param('bankCode') bankCode: string,
    @Param('itemCode') itemCode: string,
    @Param('language') language: string,
    @Body({ schema: WordingBody }) { version, revision, ...wish }: WordingBody,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<WordingWrittenView> {
    const by = { caller: bankCaller(caller), requestId: request.id };
    return this.desk.write(nameOf(bankCode, itemCode, language), { version, revision }, wish, by);
  }

  @Post('items/:itemCode/wordings/:language/decision')
  @HttpCode(204)
  @Allow(['reviewer', 'organizer', 'administrator'], 'contest')
  @ApiOperation({ summary: 'Người thứ hai ký lời bằng tiếng khác là đúng, hoặc trả lại; không ai ký lời mình viết' })
  @ApiNoContentResponse()
  async decide(
    @Param('bankCode') bankCode: string,
    @Param('itemCode') itemCode: string,
    @Param('language') language: string,
    @Body({ schema: WordingDecisionBody }) body: WordingDecisionBody,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<void> {
    const { version, revision, decision } = body;
    const words = body.decision === 'returned' ? body.words : null;
    const by = { caller: bankCaller(caller), requestId: request.id };
    await this.desk.decide(nameOf(bankCode, itemCode, language), { version, revision }, { decision, words }, by);
  }
}

const nameOf = (bankCode: string, itemCode: string, language: string): WordingName => ({
  bankCode: knownCode(bankCode, 'BANK_NOT_FOUND'),
  itemCode: knownCode(itemCode, 'ITEM_NOT_FOUND'),
  language,
});
