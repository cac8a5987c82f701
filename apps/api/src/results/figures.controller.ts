import { Controller, Get, Param, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { isoInstant } from '#domain';
import type { Identity } from '#identity';
import { Clock } from '#platform';
import { FiguresService } from '#results';
import { Allow, MaybeCaller } from '../access.js';
import { Answers } from '../openapi.js';
import { FiguresNowView, figuresView } from './figures.dto.js';
import { knownSlug } from './scope.dto.js';

/** The figures of a contest alone, for pages that hear no socket and ask again and again. */
@ApiTags('results')
@Controller('contests/:slug')
export class FiguresController {
  constructor(
    private readonly figures: FiguresService,
    private readonly clock: Clock,
  ) {}

  @Get('figures')
  @Allow('public')
  @ApiOperation({ summary: 'Số người, lượt thi, đơn vị tham gia' })
  @Answers(200, FiguresNowView)
  async read(
    @Param('slug') slug: string,
    @MaybeCaller() caller: Identity | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<FiguresNowView> {
    // Whoever has an office may be shown more.
    const hasOffice = caller !== undefined && caller.roles.length > 0;
    void reply.header('cache-control', hasOffice ? 'no-store' : 'public, max-age=5');
    const figures = await this.figures.bySlug(knownSlug(slug), hasOffice ? caller : null);
    return { ...figuresView(figures), now: isoInstant(this.clock.now()) };
  }
}
