import { Body, Controller, Header, Param, Patch, Post, Req } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { DomainError } from '#domain';
import { ParticipantService, type Identity, type Participant } from '#identity';
import { Allow, Caller, type CallerRequest } from '../access.js';
import { ContestSlug } from '../contests/contest.dto.js';
import { Answers } from '../openapi.js';
import { ChangeUnitBody, JoinBody, ParticipantView } from './identity.dto.js';

/** Taking part in a contest, for a unit. */
@ApiTags('identity')
@Controller('contests/:slug/participants')
export class ParticipantController {
  constructor(private readonly participants: ParticipantService) {}

  @Post()
  @Allow('signed_in', 'own')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Đăng ký dự thi cho một đơn vị' })
  @Answers(201, ParticipantView)
  async join(
    @Param('slug') slug: string,
    @Body({ schema: JoinBody }) body: JoinBody,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<ParticipantView> {
    const wish = { ...body, contestSlug: known(slug), accountId: caller.accountId, requestId: request.id };
    return viewOf(await this.participants.join(wish));
  }

  @Patch('me')
  @Allow('signed_in', 'own')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Đổi đơn vị khi chưa có lượt thi nào' })
  @Answers(200, ParticipantView)
  async changeUnit(
    @Param('slug') slug: string,
    @Body({ schema: ChangeUnitBody }) body: ChangeUnitBody,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<ParticipantView> {
    const wish = { ...body, contestSlug: known(slug), accountId: caller.accountId, requestId: request.id };
    return viewOf(await this.participants.changeUnit(wish));
  }
}

function viewOf(participant: Participant): ParticipantView {
  const { contestId, participantId, contestUnitId, fullName, birthDate } = participant;
  return { contestId, participantId, contestUnitId, fullName, birthDate };
}

/** What cannot be the name of a contest names none. */
function known(slug: string): string {
  if (!ContestSlug.safeParse(slug).success) throw new DomainError('CONTEST_NOT_FOUND');
  return slug;
}
