import { Controller, Get, Header, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { UnitPeopleService, type Identity } from '#identity';
import { Allow, Caller } from '../access.js';
import { knownCode } from '../contests/unit.controller.js';
import { Noted } from '../noted.js';
import { Answers } from '../openapi.js';
import { knownSlug } from '../results/scope.dto.js';
import { ManagedUnitsView, UnitPeopleQuery, UnitPeopleView } from './unit-people.dto.js';

/** What the manager of a unit sees of the people whom they bring to the contest. */
@ApiTags('identity')
@Controller()
export class UnitPeopleController {
  constructor(private readonly people: UnitPeopleService) {}

  @Get('me/managed-units')
  @Allow('signed_in', 'own')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Các đơn vị tôi làm đầu mối, cuộc thi đang diễn ra trước' })
  @Answers(200, ManagedUnitsView)
  async managed(@Caller() caller: Identity): Promise<ManagedUnitsView> {
    return { units: await this.people.managed(caller) };
  }

  @Get('contests/:slug/units/:code/people')
  @Allow(['unit_manager', 'organizer', 'administrator'], 'unit')
  @Noted('unit_people.read')
  @Header('cache-control', 'no-store')
  @ApiOperation({
    summary: 'Ai của đơn vị (và cấp dưới) đã dự thi, ai đã đăng ký mà chưa thi; không có điểm và bài làm',
  })
  @Answers(200, UnitPeopleView)
  async list(
    @Param('slug') slug: string,
    @Param('code') code: string,
    @Query({ schema: UnitPeopleQuery }) { state, q = '', cursor, limit }: UnitPeopleQuery,
    @Caller() caller: Identity,
  ): Promise<UnitPeopleView> {
    const wish = { contestSlug: knownSlug(slug), unitCode: knownCode(code), caller };
    return this.people.page(wish, { tookPart: state === 'took_part', search: q, cursor: cursor ?? null, limit });
  }
}
