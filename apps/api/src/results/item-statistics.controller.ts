import { Controller, Get, Header, Param, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { DomainError } from '#domain';
import type { Identity, Role } from '#identity';
import { Clock } from '#platform';
import { ItemStatisticsService } from '#results';
import { Allow, Caller } from '../access.js';
import { HeavyDesk } from '../heavy/heavy-desk.js';
import { TakesLong } from '../heavy/takes-long.js';
import { Noted } from '../noted.js';
import { refuseKeys } from '../office.js';
import { Answers } from '../openapi.js';
import { attachment, XLSX } from './attachment.js';
import { ItemStatisticsView, itemStatisticsView, RoundNumber } from './item-statistics.dto.js';
import { knownSlug } from './scope.dto.js';

const READERS: Role[] = ['reviewer', 'organizer', 'administrator'];

/** How the questions of a round did, for those who keep them. What was chosen tells keys, so nobody else may look. */
@ApiTags('results')
@Controller('contests/:slug/rounds/:roundNumber')
@TakesLong()
export class ItemStatisticsController {
  constructor(
    private readonly statistics: ItemStatisticsService,
    private readonly heavy: HeavyDesk,
    private readonly clock: Clock,
  ) {}

  @Get('item-statistics')
  @Allow(['reviewer', 'organizer', 'administrator'], 'contest')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Thống kê câu hỏi của một đợt, theo lượt thi đầu của mỗi người' })
  @Answers(200, ItemStatisticsView)
  async read(
    @Param('slug') slug: string,
    @Param('roundNumber') roundNumber: string,
    @Caller() caller: Identity,
  ): Promise<ItemStatisticsView> {
    const number = await this.round(slug, roundNumber, caller);
    return itemStatisticsView(await this.heavy.do('itemStatistics', slug, number));
  }

  @Get('item-statistics.xlsx')
  @Allow(['reviewer', 'organizer', 'administrator'], 'contest')
  @Noted('item_statistics.exported')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Thống kê câu hỏi dạng Excel' })
  @ApiOkResponse({ content: { [XLSX]: { schema: { type: 'string', format: 'binary' } } } })
  async file(
    @Param('slug') slug: string,
    @Param('roundNumber') roundNumber: string,
    @Caller() caller: Identity,
  ): Promise<StreamableFile> {
    const number = await this.round(slug, roundNumber, caller);
    const { name, bytes } = await this.heavy.do('itemStatisticsFile', this.clock.now(), slug, number);
    return new StreamableFile(bytes, { type: XLSX, disposition: attachment(name), length: bytes.length });
  }

  /** The number of a round whose keys the caller may see. */
  private async round(slug: string, roundNumber: string, caller: Identity): Promise<number> {
    refuseKeys(caller, await this.statistics.contest(knownSlug(slug)), READERS);
    const number = RoundNumber.safeParse(roundNumber);
    if (!number.success) throw new DomainError('ROUND_NOT_FOUND');
    return number.data;
  }
}
