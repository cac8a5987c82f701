import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Identity } from '#identity';
import { DistributionService, ReportService } from '#results';
import { Allow, MaybeCaller } from '../access.js';
import { Answers } from '../openapi.js';
import { DistributionQuery, DistributionView, distributionView, SentenceView, sentenceView } from './report.dto.js';
import { knownSlug, ScopeQuery } from './scope.dto.js';

/** Figures of a contest in a picture and in a sentence. */
@ApiTags('results')
@Controller('contests/:slug')
export class ReportController {
  constructor(
    private readonly distributions: DistributionService,
    private readonly reports: ReportService,
  ) {}

  @Get('score-distribution')
  @Allow('public')
  @ApiOperation({ summary: 'Phổ điểm: số lượt thi theo khoảng điểm' })
  @Answers(200, DistributionView)
  async distribution(
    @Param('slug') slug: string,
    @Query({ schema: DistributionQuery }) query: DistributionQuery,
    @MaybeCaller() caller: Identity | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DistributionView> {
    // Whether scores are released depends on who asks.
    void reply.header('cache-control', caller ? 'no-store' : 'no-cache');
    return distributionView(await this.distributions.distribution(knownSlug(slug), query, caller ?? null));
  }

  @Get('report-sentence')
  @Allow('public')
  @ApiOperation({ summary: 'Câu báo cáo kết quả tham gia, mọi tỷ lệ tính từ số đếm' })
  @Answers(200, SentenceView)
  async sentence(
    @Param('slug') slug: string,
    @Query({ schema: ScopeQuery }) query: ScopeQuery,
    @MaybeCaller() caller: Identity | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SentenceView> {
    void reply.header('cache-control', caller ? 'no-store' : 'no-cache');
    return sentenceView(await this.reports.sentence(knownSlug(slug), query, caller ?? null));
  }
}
