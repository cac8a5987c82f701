import { Controller, Get, Header, Param } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { DeskService, type Identity } from '#identity';
import { Allow, Caller } from '../access.js';
import { Answers } from '../openapi.js';
import { knownSlug } from '../results/scope.dto.js';
import { DeskView } from './staff.dto.js';

/** What waits for whoever runs a contest. */
@ApiTags('staff')
@Controller('contests/:slug/desk')
export class DeskController {
  constructor(private readonly desk: DeskService) {}

  @Get()
  @Allow(['organizer', 'administrator'], 'contest')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Những việc đang chờ ban tổ chức, chỉ có số đếm' })
  @Answers(200, DeskView)
  read(@Param('slug') slug: string, @Caller() caller: Identity): Promise<DeskView> {
    return this.desk.read(caller, knownSlug(slug));
  }
}
