import { Controller, Get, Header, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { OwnAttemptsService, parseAttemptAddress, type OwnAttempts } from '#attempts';
import type { Identity } from '#identity';
import { Allow, Caller } from '../access.js';
import { Answers } from '../openapi.js';
import { MyAttemptsQuery, MyAttemptsView } from './my.dto.js';

/** What the house keeps of a person, shown to that person. */
@ApiTags('identity')
@Controller('me')
export class MyController {
  constructor(private readonly attempts: OwnAttemptsService) {}

  @Get('attempts')
  @Allow('signed_in', 'own')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Các lượt thi của tôi, mới nhất trước' })
  @Answers(200, MyAttemptsView)
  async list(
    @Query({ schema: MyAttemptsQuery }) { after, limit }: MyAttemptsQuery,
    @Caller() caller: Identity,
  ): Promise<OwnAttempts> {
    const before = after === undefined ? null : parseAttemptAddress(after).attemptId;
    return this.attempts.page(caller.accountId, before, limit);
  }
}
