import { Controller, Get, Header, Param, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { LIMITS } from '#domain';
import { UnitPeopleService, type Identity } from '#identity';
import { UnitTrendService, type WaitingPerson } from '#results';
import { Allow, Caller } from '../access.js';
import { knownCode } from '../contests/unit.controller.js';
import { HeavyDesk } from '../heavy/heavy-desk.js';
import { TakesLong } from '../heavy/takes-long.js';
import { Noted } from '../noted.js';
import { Answers } from '../openapi.js';
import { attachment, XLSX } from './attachment.js';
import { knownSlug } from './scope.dto.js';

const UnitTrendView = z
  .object({
    days: z.array(
      z.object({
        day: z.string().meta({ format: 'date' }),
        persons: z.int().meta({ description: 'Người có lượt thi hợp lệ đầu tiên nộp trong ngày' }),
        attempts: z.int().meta({ description: 'Lượt thi hợp lệ nộp trong ngày' }),
      }),
    ),
  })
  .meta({ id: 'UnitTrendView' });
type UnitTrendView = z.infer<typeof UnitTrendView>;

/** As many as a page of people holds. */
const PAGE = 100;

/** What the manager of a unit follows: the days, and the unit with those below it as a file. */
@ApiTags('results')
@Controller('contests/:slug/units/:code')
export class UnitTrendController {
  constructor(
    private readonly trends: UnitTrendService,
    private readonly heavy: HeavyDesk,
    private readonly people: UnitPeopleService,
  ) {}

  @Get('trend')
  @Allow(['unit_manager', 'organizer', 'administrator'], 'unit')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Đơn vị và cấp dưới theo ngày: người mới dự thi, lượt thi' })
  @Answers(200, UnitTrendView)
  async trend(
    @Param('slug') slug: string,
    @Param('code') code: string,
    @Caller() caller: Identity,
  ): Promise<UnitTrendView> {
    return { days: await this.trends.trend(knownSlug(slug), knownCode(code), caller) };
  }

  @Get('subtree.xlsx')
  @TakesLong()
  @Allow(['unit_manager', 'organizer', 'administrator'], 'unit')
  @Noted('unit_people.exported')
  @Header('cache-control', 'no-store')
  @ApiOperation({
    summary: 'Đơn vị và cấp dưới dạng Excel: số người, số lượt, ai đã đăng ký mà chưa thi; không có điểm',
  })
  @ApiOkResponse({ content: { [XLSX]: { schema: { type: 'string', format: 'binary' } } } })
  async file(
    @Param('slug') slug: string,
    @Param('code') code: string,
    @Caller() caller: Identity,
  ): Promise<StreamableFile> {
    const place = { contestSlug: knownSlug(slug), unitCode: knownCode(code), caller };
    const waiting = await this.waiting(place);
    const { name, bytes } = await this.heavy.do('unitFile', place.contestSlug, place.unitCode, waiting, caller);
    return new StreamableFile(bytes, { type: XLSX, disposition: attachment(name), length: bytes.length });
  }

  /** Who has yet to take part, as the page of people shows them to the caller. */
  private async waiting(place: Parameters<UnitPeopleService['page']>[0]): Promise<WaitingPerson[]> {
    const people: WaitingPerson[] = [];
    let cursor: string | null = null;
    do {
      const page = await this.people.page(place, { tookPart: false, search: '', cursor, limit: PAGE });
      people.push(...page.people);
      cursor = page.next;
    } while (cursor !== null && people.length < LIMITS.invitationRowsMax);
    return people;
  }
}
