import { Controller, Get, Header, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { BankReadingService } from '#bank';
import type { Identity } from '#identity';
import { Allow, Caller } from '../access.js';
import { Answers } from '../openapi.js';
import { bankCaller, BanksView, DocumentsView, ItemsQuery, ItemsView, knownCode } from './bank.dto.js';

/** Banks of questions, for those who write, check and use them. */
@ApiTags('bank')
@Controller('banks')
@Allow(['author', 'reviewer', 'organizer', 'administrator'], 'contest')
export class BankController {
  constructor(private readonly reading: BankReadingService) {}

  @Get()
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Các ngân hàng câu hỏi trong phạm vi của mình' })
  @Answers(200, BanksView)
  async banks(@Caller() caller: Identity): Promise<BanksView> {
    return { banks: await this.reading.banks(bankCaller(caller)) };
  }

  @Get(':bankCode/items')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Câu hỏi của một ngân hàng, mỗi câu theo bản mới nhất' })
  @Answers(200, ItemsView)
  async items(
    @Param('bankCode') bankCode: string,
    @Query({ schema: ItemsQuery }) { descending, review, ...query }: ItemsQuery,
    @Caller() caller: Identity,
  ): Promise<ItemsView> {
    const search = { ...query, isDescending: descending, review: review && [review] };
    const { items, ...rest } = await this.reading.items(
      knownCode(bankCode, 'BANK_NOT_FOUND'),
      search,
      bankCaller(caller),
    );
    return { ...rest, items: items.map((item) => ({ ...item, changedAt: item.changedAt.toISOString() })) };
  }

  @Get(':bankCode/documents')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Văn bản mà các câu hỏi dẫn, và hiệu lực' })
  @Answers(200, DocumentsView)
  async documents(@Param('bankCode') bankCode: string, @Caller() caller: Identity): Promise<DocumentsView> {
    return { documents: await this.reading.documents(knownCode(bankCode, 'BANK_NOT_FOUND'), bankCaller(caller)) };
  }
}
