import { Body, Controller, Get, Header, Param, Post, Put, Req } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { BankReadingService, ItemWriter, type ItemView as Item, type ItemWish } from '#bank';
import type { Identity } from '#identity';
import { Allow, Caller, type CallerRequest } from '../access.js';
import { Answers } from '../openapi.js';
import { bankCaller, ItemBody, ItemView, ItemWrittenView, knownCode } from './bank.dto.js';

/** One item: all that was ever written of it, and a new version. */
@ApiTags('bank')
@Controller('banks/:bankCode/items')
export class ItemController {
  constructor(
    private readonly reading: BankReadingService,
    private readonly writer: ItemWriter,
  ) {}

  @Get(':itemCode')
  @Allow(['author', 'reviewer', 'organizer', 'administrator'], 'contest')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Một câu hỏi: các bản, đáp án, ý kiến, nơi đang dùng' })
  @Answers(200, ItemView)
  async read(
    @Param('bankCode') bankCode: string,
    @Param('itemCode') itemCode: string,
    @Caller() caller: Identity,
  ): Promise<ItemView> {
    const codes = [knownCode(bankCode, 'BANK_NOT_FOUND'), knownCode(itemCode, 'ITEM_NOT_FOUND')] as const;
    return itemView(await this.reading.item(...codes, bankCaller(caller)));
  }

  @Post()
  @Allow(['author', 'organizer', 'administrator'], 'contest')
  @ApiOperation({ summary: 'Soạn câu mới; mã lấy theo chủ đề' })
  @Answers(201, ItemWrittenView)
  async add(
    @Param('bankCode') bankCode: string,
    @Body({ schema: ItemBody }) body: ItemBody,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<ItemWrittenView> {
    const by = { caller: bankCaller(caller), requestId: request.id };
    return this.writer.write(knownCode(bankCode, 'BANK_NOT_FOUND'), { code: null, expected: 0 }, wishOf(body), by);
  }

  @Put(':itemCode')
  @Allow(['author', 'organizer', 'administrator'], 'contest')
  @ApiOperation({ summary: 'Lưu bản mới của một câu hỏi; các bản cũ và đợt thi đã chốt không đổi' })
  @Answers(200, ItemWrittenView)
  async write(
    @Param('bankCode') bankCode: string,
    @Param('itemCode') itemCode: string,
    @Body({ schema: ItemBody }) body: ItemBody,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<ItemWrittenView> {
    const by = { caller: bankCaller(caller), requestId: request.id };
    const at = { code: knownCode(itemCode, 'ITEM_NOT_FOUND'), expected: Math.max(1, body.expected) };
    return this.writer.write(knownCode(bankCode, 'BANK_NOT_FOUND'), at, wishOf(body), by);
  }
}

function wishOf({ expected: _, options, topicName = null, ...rest }: ItemBody): ItemWish {
  return {
    ...rest,
    topicName,
    options: options.map(({ text }) => text),
    keyMask: options.reduce((mask, { right }, place) => (right ? mask | (1 << place) : mask), 0),
  };
}

function itemView({ versions, notes, uses, ...head }: Item): ItemView {
  return {
    ...head,
    versions: versions.map(({ keyMask, options, createdAt, decidedAt, ...version }) => ({
      ...version,
      options: options.map((text, place) => ({ text, right: (keyMask & (1 << place)) !== 0 })),
      createdAt: createdAt.toISOString(),
      decidedAt: decidedAt?.toISOString() ?? null,
    })),
    notes: notes.map((note) => ({ ...note, at: note.at.toISOString() })),
    uses: uses.map((use) => ({
      ...use,
      opensAt: use.opensAt.toISOString(),
      closesAt: use.closesAt.toISOString(),
    })),
  };
}
