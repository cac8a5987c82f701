import { Body, Controller, Header, Post, Query, Req, Res } from '@nestjs/common';
import { ApiConsumes, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { LIMITS } from '#domain';
import type { Identity } from '#identity';
import { Allow, Caller, type CallerRequest } from '../access.js';
import { Answers } from '../openapi.js';
import { HeavyDesk } from '../heavy/heavy-desk.js';
import { TakesLong } from '../heavy/takes-long.js';
import { XLSX } from '../results/attachment.js';
import { ListFileBody, UnitImportQuery, UnitImportView } from './unit-import.dto.js';
import { refuseElsewhere } from './unit-tree.controller.js';

/** Lists of units and of what became of them, as the statistics office publishes them. */
@ApiTags('units')
@Controller('unit-tree/imports')
export class UnitImportController {
  constructor(private readonly heavy: HeavyDesk) {}

  @Post()
  @TakesLong()
  @Allow(['administrator'])
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Nhập danh sách đơn vị từ tệp Excel hoặc CSV, chạy thử trước; cả tệp hoặc không gì cả' })
  @ApiConsumes('text/csv', XLSX)
  @Answers(201, UnitImportView)
  async take(
    @Query({ schema: UnitImportQuery }) { dryRun, ...query }: UnitImportQuery,
    @Body({ schema: ListFileBody }) { file }: ListFileBody,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<UnitImportView> {
    refuseElsewhere(caller);
    const table = await this.heavy.do('tableOfFile', file, LIMITS.listRowsMax);
    const wish = { ...query, to: query.to ?? null, legalBasis: query.legalBasis ?? null };
    if (!dryRun) {
      const by = { accountId: caller.accountId, requestId: request.id };
      return this.heavy.do('unitImport', table, wish, by);
    }
    void reply.status(200);
    return this.heavy.do('unitForecast', table, wish);
  }
}
