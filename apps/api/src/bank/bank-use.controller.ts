import { Controller, Get, Header, Param } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { BankService, ExposureService, openBankFor } from '#bank';
import { blueprintsOf } from '#contests';
import type { Identity } from '#identity';
import { Clock } from '#platform';
import { Allow, Caller } from '../access.js';
import { Answers } from '../openapi.js';
import { bankCaller, knownCode } from './bank.dto.js';
import { BlueprintsView, ExposureView, ItemExposureView } from './bank-use.dto.js';

/** What contests take from a bank: how often each question was asked, and whether there is enough for what comes. */
@ApiTags('bank')
@Controller('banks/:bankCode')
@Allow(['author', 'reviewer', 'organizer', 'administrator'], 'contest')
export class BankUseController {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly exposure: ExposureService,
    private readonly bank: BankService,
    private readonly clock: Clock,
  ) {}

  @Get('exposure')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Mỗi câu hỏi đã được hỏi bao nhiêu lần, đếm từ các đề đã rút' })
  @Answers(200, ExposureView)
  async ofBank(@Param('bankCode') bankCode: string, @Caller() caller: Identity): Promise<ExposureView> {
    const items = await this.exposure.ofBank(knownCode(bankCode, 'BANK_NOT_FOUND'), bankCaller(caller));
    return {
      items: [...items].map(([code, { lastAskedAt, ...item }]) => ({
        ...{ code, ...item, lastAskedAt: lastAskedAt.toISOString() },
      })),
    };
  }

  @Get('items/:itemCode/exposure')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Một câu hỏi đã được hỏi ở những đợt nào, trong bao nhiêu đề' })
  @Answers(200, ItemExposureView)
  async ofItem(
    @Param('bankCode') bankCode: string,
    @Param('itemCode') itemCode: string,
    @Caller() caller: Identity,
  ): Promise<ItemExposureView> {
    const codes = [knownCode(bankCode, 'BANK_NOT_FOUND'), knownCode(itemCode, 'ITEM_NOT_FOUND')] as const;
    const rounds = await this.exposure.ofItem(...codes, bankCaller(caller));
    return {
      rounds: rounds.map(({ opensAt, closesAt, lastAskedAt, ...round }) => ({
        ...round,
        opensAt: opensAt.toISOString(),
        closesAt: closesAt.toISOString(),
        lastAskedAt: lastAskedAt.toISOString(),
      })),
    };
  }

  @Get('blueprints')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Cấu trúc đề của các cuộc thi dùng ngân hàng này, so với số câu đang có' })
  @Answers(200, BlueprintsView)
  async blueprints(@Param('bankCode') bankCode: string, @Caller() caller: Identity): Promise<BlueprintsView> {
    const { manager } = this.dataSource;
    const { code } = await openBankFor(manager, knownCode(bankCode, 'BANK_NOT_FOUND'), bankCaller(caller), 'read');
    const poolOf: typeof this.bank.publishedPool = (...ask) => this.bank.publishedPool(...ask);
    const plans = await blueprintsOf(manager, code, poolOf, this.clock.now());
    return {
      plans: plans.map(({ rounds, ...plan }) => ({
        ...plan,
        rounds:
          rounds?.map(({ opensAt, closesAt, ...round }) => ({
            ...{ ...round, opensAt: opensAt.toISOString(), closesAt: closesAt.toISOString() },
          })) ?? null,
      })),
    };
  }
}
