import { Body, Controller, Get, Header, HttpCode, Param, Post, Req } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { DeskAttemptsService } from '#attempts';
import { DomainError } from '#domain';
import { PersonCardService, type Identity } from '#identity';
import { Allow, Caller, type CallerRequest } from '../access.js';
import { Noted } from '../noted.js';
import { Answers } from '../openapi.js';
import { knownSlug } from '../results/scope.dto.js';
import { DeskNoteBody, DeskNotedView, PersonCardView, UnitAskedView, UnitForPersonBody } from './person-card.dto.js';

/** One person at the desk: who it is, how each attempt went, and what may be done. */
@ApiTags('identity')
@Controller('contests/:slug/desk/people/:participantId')
export class PersonCardController {
  constructor(
    private readonly cards: PersonCardService,
    private readonly attempts: DeskAttemptsService,
  ) {}

  @Get()
  @Allow(['support', 'organizer', 'administrator'], 'contest')
  @Noted('person.looked_at')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Một người dự thi trước bàn hỗ trợ: tài khoản, đơn vị, diễn biến từng lượt thi' })
  @Answers(200, PersonCardView)
  async read(
    @Param('slug') slug: string,
    @Param('participantId') id: string,
    @Caller() caller: Identity,
  ): Promise<PersonCardView> {
    const wish = { contestSlug: knownSlug(slug), caller, participantId: knownPerson(id) };
    const { contestId, person } = await this.cards.read(wish);
    return { person, attempts: await this.attempts.of(contestId, person.participantId) };
  }

  @Post('notes')
  @Allow(['support', 'organizer', 'administrator'], 'contest')
  @ApiOperation({ summary: 'Ghi chú một cuộc gọi' })
  @Header('cache-control', 'no-store')
  @Answers(201, DeskNotedView)
  async note(
    @Param('slug') slug: string,
    @Param('participantId') id: string,
    @Body({ schema: DeskNoteBody }) { text }: DeskNoteBody,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<DeskNotedView> {
    const wish = { contestSlug: knownSlug(slug), caller, participantId: knownPerson(id) };
    await this.cards.note({ ...wish, text, requestId: request.id });
    return { noted: true };
  }

  @Post('unit-correction')
  @Allow(['support', 'organizer', 'administrator'], 'contest')
  @Header('cache-control', 'no-store')
  @ApiOperation({
    summary: 'Xin chuyển đơn vị thay người đang gọi: chuyển ngay khi chưa có lượt thi, nếu đã có thì gửi yêu cầu',
  })
  @Answers(201, UnitAskedView)
  async askForUnit(
    @Param('slug') slug: string,
    @Param('participantId') id: string,
    @Body({ schema: UnitForPersonBody }) { contestUnitId, reason = null }: UnitForPersonBody,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<UnitAskedView> {
    const wish = { contestSlug: knownSlug(slug), caller, participantId: knownPerson(id) };
    return this.cards.askForUnit({ ...wish, contestUnitId, reason, requestId: request.id });
  }

  @Post('enable')
  @Allow(['administrator'])
  @HttpCode(204)
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Mở lại tài khoản đã bị khóa của một người dự thi' })
  @ApiNoContentResponse()
  async enable(
    @Param('slug') slug: string,
    @Param('participantId') id: string,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<void> {
    const wish = { contestSlug: knownSlug(slug), caller, participantId: knownPerson(id) };
    await this.cards.enable({ ...wish, requestId: request.id });
  }
}

/** What cannot be the id of a participant names nobody. */
function knownPerson(text: string): string {
  if (!z.uuid().safeParse(text).success) throw new DomainError('PERSON_NOT_MATCHED');
  return text;
}
