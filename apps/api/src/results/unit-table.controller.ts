import { Controller, Get, Header, Param, Query, Res, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Identity } from '#identity';
import { UnitTableService } from '#results';
import { Allow, Caller, MaybeCaller } from '../access.js';
import { HeavyDesk } from '../heavy/heavy-desk.js';
import { TakesLong } from '../heavy/takes-long.js';
import { Noted } from '../noted.js';
import { Answers } from '../openapi.js';
import { attachment, XLSX } from './attachment.js';
import { knownSlug, ScopeQuery } from './scope.dto.js';
import {
  SilentUnitsQuery,
  SilentUnitsView,
  silentUnitsView,
  UnitTableQuery,
  UnitTableView,
  unitTableView,
} from './unit-table.dto.js';

/** Units of a contest: who took part, who has not yet, and the table as a file. */
@ApiTags('results')
@Controller('contests/:slug')
export class UnitTableController {
  constructor(
    private readonly units: UnitTableService,
    private readonly heavy: HeavyDesk,
  ) {}

  @Get('unit-table')
  @Allow('public')
  @ApiOperation({ summary: 'Bảng đơn vị: người thi, lượt thi, tỷ lệ, điểm; tổng hợp theo cấp và đơn vị cấp trên' })
  @Answers(200, UnitTableView)
  async table(
    @Param('slug') slug: string,
    @Query({ schema: UnitTableQuery }) query: UnitTableQuery,
    @MaybeCaller() caller: Identity | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<UnitTableView> {
    void reply.header('cache-control', caller ? 'no-store' : 'no-cache');
    return unitTableView(await this.units.page(knownSlug(slug), query, caller ?? null), query);
  }

  @Get('silent-units')
  @Allow(['organizer', 'administrator', 'auditor', 'unit_manager'], 'unit')
  @ApiOperation({ summary: 'Đơn vị được mời chưa tham gia: cho ban tổ chức và đầu mối của chính các đơn vị đó' })
  @Answers(200, SilentUnitsView)
  @Header('cache-control', 'no-store')
  async silent(
    @Param('slug') slug: string,
    @Query({ schema: SilentUnitsQuery }) query: SilentUnitsQuery,
    @Caller() caller: Identity,
  ): Promise<SilentUnitsView> {
    return silentUnitsView(await this.units.silent(knownSlug(slug), query, caller), query);
  }

  @Get('unit-table.xlsx')
  @TakesLong()
  @Allow(['organizer', 'administrator', 'auditor'], 'contest')
  @Noted('unit_table.exported')
  @ApiOperation({ summary: 'Bảng đơn vị dạng Excel' })
  @ApiOkResponse({ content: { [XLSX]: { schema: { type: 'string', format: 'binary' } } } })
  @Header('cache-control', 'no-store')
  async file(
    @Param('slug') slug: string,
    @Query({ schema: ScopeQuery }) query: ScopeQuery,
    @Caller() caller: Identity,
  ): Promise<StreamableFile> {
    const { name, bytes } = await this.heavy.do('unitTableFile', knownSlug(slug), query, caller);
    return new StreamableFile(bytes, { type: XLSX, disposition: attachment(name), length: bytes.length });
  }
}
