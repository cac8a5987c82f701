import { Controller, Get, Param } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ContestDirectory, type UnitContests } from '#contests';
import { DomainError } from '#domain';
import { Allow } from '../access.js';
import { Answers } from '../openapi.js';
import { UnitCode, UnitContestsView } from './contest.dto.js';

/** A unit by its code, whatever the contest: where the link that a unit hands out leads to. */
@ApiTags('contests')
@Controller('units')
export class UnitController {
  constructor(private readonly directory: ContestDirectory) {}

  @Get(':code/contests')
  @Allow('public')
  @ApiOperation({ summary: 'Các cuộc thi có đơn vị này, mới nhất trước' })
  @Answers(200, UnitContestsView)
  async contests(@Param('code') code: string): Promise<UnitContests> {
    return this.directory.contestsOfUnit(knownCode(code));
  }
}

/** What cannot be the code of a unit names none: the answer is the same as for one that does not exist. */
export function knownCode(code: string): string {
  const { data } = UnitCode.safeParse(code);
  if (data === undefined) throw new DomainError('UNIT_NOT_FOUND');
  return data;
}
