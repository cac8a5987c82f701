import { Body, Controller, Get, Header, Param, Patch, Post, Req } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { PlaceService } from '#attempts';
import { DomainError, isoInstant } from '#domain';
import { DoorLimits, ParticipantService, type Identity, type Participant, type Participation } from '#identity';
import { Allow, Caller, MaybeCaller, type CallerRequest } from '../access.js';
import { ContestSlug } from '../contests/contest.dto.js';
import { sentence } from '../messages.js';
import { Answers } from '../openapi.js';
import { ChangeUnitBody, JoinBody, MyPlaceView, ParticipantView } from './identity.dto.js';

/** Taking part in a contest, for a unit. */
@ApiTags('identity')
@Controller('contests/:slug/participants')
export class ParticipantController {
  constructor(
    private readonly participants: ParticipantService,
    private readonly places: PlaceService,
    private readonly limits: DoorLimits,
  ) {}

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

  /** Answered to everybody: to have joined nothing is no error. */
  @Get('me')
  @Allow('public')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Tôi trong cuộc thi này: đơn vị, lượt đang làm, số lượt còn lại của từng đợt' })
  @Answers(200, MyPlaceView)
  async place(
    @Param('slug') slug: string,
    @MaybeCaller() caller: Identity | undefined,
    @Req() request: CallerRequest,
  ): Promise<MyPlaceView> {
    const accountId = caller?.accountId ?? null;
    const [{ now, openAttempt, rounds }, joined] = await Promise.all([
      this.places.read(known(slug), accountId),
      accountId === null ? null : this.participants.participationIn(accountId, slug),
    ]);
    return {
      now: isoInstant(now),
      participation: joined && unitOf(joined),
      openAttempt,
      rounds: rounds.map(({ refusal, ...round }) => ({ ...round, refusal: refusal && said(refusal, request) })),
    };
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
    await this.limits.admitOwnData(caller.accountId, 'change');
    const wish = { ...body, contestSlug: known(slug), accountId: caller.accountId, requestId: request.id };
    return viewOf(await this.participants.changeUnit(wish));
  }
}

function viewOf(participant: Participant): ParticipantView {
  const { contestId, participantId, contestUnitId, fullName, birthDate } = participant;
  return { contestId, participantId, contestUnitId, fullName, birthDate };
}

function unitOf(joined: Participation): MyPlaceView['participation'] {
  const { participantId, contestUnitId, unitCode, unitName, parentName, audience, audienceTitle, isUnitFixed } = joined;
  return { participantId, contestUnitId, unitCode, unitName, parentName, audience, audienceTitle, isUnitFixed };
}

/** A refusal as the problem page would say it, without refusing anything. */
function said({ code, details }: DomainError, { headers }: CallerRequest) {
  return { code, title: sentence(headers, code, details), details };
}

/** What cannot be the name of a contest names none. */
function known(slug: string): string {
  if (!ContestSlug.safeParse(slug).success) throw new DomainError('CONTEST_NOT_FOUND');
  return slug;
}
