import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Identity } from '#identity';
import { Clock } from '#platform';
import { UnitReportService } from '#results';
import { Allow, MaybeCaller } from '../access.js';
import { knownCode } from '../contests/unit.controller.js';
import { Answers } from '../openapi.js';
import { knownSlug } from './scope.dto.js';
import { UnitReportQuery, UnitReportView, unitReportView } from './unit-report.dto.js';

/** The page of one unit in a contest. */
@ApiTags('results')
@Controller('contests/:slug/units/:code')
export class UnitReportController {
  constructor(
    private readonly reports: UnitReportService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Allow('public')
  @ApiOperation({ summary: 'Một đơn vị trong cuộc thi: số liệu, từng đợt, các đơn vị cấp dưới' })
  @Answers(200, UnitReportView)
  async read(
    @Param('slug') slug: string,
    @Param('code') code: string,
    @Query({ schema: UnitReportQuery }) query: UnitReportQuery,
    @MaybeCaller() caller: Identity | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<UnitReportView> {
    // Whether scores are released, and which silent units are named, depends on who asks.
    void reply.header('cache-control', caller ? 'no-store' : 'no-cache');
    const report = await this.reports.report(knownSlug(slug), knownCode(code), query, caller ?? null);
    return unitReportView(report, query, this.clock.now());
  }
}
