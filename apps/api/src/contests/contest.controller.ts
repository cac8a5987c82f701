import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ContestDirectory, type ContestDetails, type ContestSummary, type UnitPage } from '#contests';
import { DomainError } from '#domain';
import { FiguresService } from '#results';
import { Allow } from '../access.js';
import { Answers } from '../openapi.js';
import { figuresView, type FiguresView } from '../results/figures.dto.js';
import {
  ContestDetailsView,
  ContestListView,
  ContestSlug,
  TheLeView,
  UnitPageView,
  UnitsQuery,
} from './contest.dto.js';

/** What everybody may read of contests: the list, the rules of one, and the units to choose from when joining. */
@ApiTags('contests')
@Controller('contests')
export class ContestController {
  constructor(
    private readonly directory: ContestDirectory,
    private readonly figures: FiguresService,
  ) {}

  @Get()
  @Allow('public')
  @ApiOperation({ summary: 'Các cuộc thi: đang diễn ra, sắp tới, đã kết thúc' })
  @Answers(200, ContestListView)
  async list(): Promise<{ contests: (ContestSummary & { figures: FiguresView })[] }> {
    return { contests: await this.withFigures(await this.directory.list()) };
  }

  @Get(':slug')
  @Allow('public')
  @ApiOperation({ summary: 'Một cuộc thi với thể lệ và các đợt' })
  @Answers(200, ContestDetailsView)
  async details(@Param('slug') slug: string): Promise<ContestDetails & { figures: FiguresView }> {
    const [contest] = await this.withFigures([await this.directory.bySlug(known(slug))]);
    if (!contest) throw new DomainError('CONTEST_NOT_FOUND');
    return contest;
  }

  @Get(':slug/the-le')
  @Allow('public')
  @ApiOperation({ summary: 'Toàn văn thể lệ của một cuộc thi, in từ cấu hình' })
  @Answers(200, TheLeView)
  theLe(@Param('slug') slug: string): Promise<TheLeView> {
    return this.directory.theLe(known(slug));
  }

  @Get(':slug/units')
  @Allow('public')
  @ApiOperation({ summary: 'Tìm đơn vị để đăng ký dự thi' })
  @Answers(200, UnitPageView)
  async units(@Param('slug') slug: string, @Query({ schema: UnitsQuery }) query: UnitsQuery): Promise<UnitPage> {
    const { search, parent = null, code = null, after = null, limit } = query;
    return this.directory.units(known(slug), { search, parent, code, after, limit });
  }

  /** A contest that was removed meanwhile has no figures any more and is left out. */
  private async withFigures<Contest extends ContestSummary>(
    contests: Contest[],
  ): Promise<(Contest & { figures: FiguresView })[]> {
    const figures = await this.figures.of(contests.map(({ id }) => id));
    return contests.flatMap((contest) => {
      const found = figures.get(contest.id);
      return found ? [{ ...contest, figures: figuresView(found) }] : [];
    });
  }
}

/** What cannot be the name of a contest names none: the answer is the same as for one that does not exist. */
function known(slug: string): string {
  if (!ContestSlug.safeParse(slug).success) throw new DomainError('CONTEST_NOT_FOUND');
  return slug;
}
