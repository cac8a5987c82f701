import { Controller, Get, Header, Param } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { isoInstant } from '#domain';
import { Clock } from '#platform';
import { FiguresService } from '#results';
import { Allow } from '../access.js';
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
  @Header('cache-control', 'public, max-age=5')
  async read(@Param('slug') slug: string): Promise<FiguresNowView> {
    const figures = await this.figures.bySlug(knownSlug(slug));
    return { ...figuresView(figures), now: isoInstant(this.clock.now()) };
  }
}
