import { Body, Controller, Get, Header, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { attemptAddress, parseAttemptAddress, SignalService, type Judged } from '#attempts';
import { DomainError, VOID_REASONS, type VoidReason } from '#domain';
import { checkRuns, type Identity } from '#identity';
import { ContestReader, type ReportedContest } from '#results';
import { Allow, Caller, type CallerRequest } from '../access.js';
import { Noted } from '../noted.js';
import { Answers } from '../openapi.js';
import { knownSlug } from '../results/scope.dto.js';
import { boardNames } from './key-correction.dto.js';
import { Recognition, wordsOf } from './recognition.js';
import {
  ParticipantId,
  RestoreBody,
  RuledView,
  ruledView,
  SignalDecisionBody,
  SignalId,
  SignalsQuery,
  SignalsView,
  signalView,
  VoidBody,
} from './signal.dto.js';

/** What should be looked at, and attempts that are not recognised. Nothing is punished by itself. */
@ApiTags('attempts')
@Controller('contests/:slug')
export class SignalController {
  constructor(
    private readonly signals: SignalService,
    private readonly recognition: Recognition,
    private readonly contests: ContestReader,
  ) {}

  @Get('signals')
  @Allow(['organizer', 'administrator'], 'contest')
  @Noted('signals.read')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Những dấu hiệu cần xem, và quyết định về chúng' })
  @Answers(200, SignalsView)
  async list(
    @Param('slug') slug: string,
    @Query({ schema: SignalsQuery }) query: SignalsQuery,
    @Caller() caller: Identity,
  ): Promise<SignalsView> {
    const contest = await this.contestFor(slug, caller);
    const { signals, open, next } = await this.signals.list(contest.id, query);
    return {
      open,
      next,
      voidReasons: VOID_REASONS.map((code) => ({ code, title: wordsOf(code) })),
      signals: signals.map((row) => signalView(row, (id) => attemptAddress(contest.id, id))),
    };
  }

  @Post('signals/:id/decision')
  @HttpCode(200)
  @Allow(['organizer', 'administrator'], 'contest')
  @ApiOperation({ summary: 'Quyết định về một dấu hiệu: không có gì, hỏi lại, không công nhận' })
  @Answers(200, RuledView)
  async decide(
    @Param('slug') slug: string,
    @Param('id') id: string,
    @Body({ schema: SignalDecisionBody }) body: SignalDecisionBody,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<RuledView> {
    const contest = await this.contestFor(slug, caller);
    const signal = SignalId.safeParse(id);
    if (!signal.success) throw new DomainError('NOT_FOUND');
    const { decision, voidReason = null, participantIds, preview, reason } = body;
    if (decision === 'void' && voidReason === null) throw new DomainError('INVALID_INPUT', { field: 'voidReason' });
    const ruled = await this.recognition.decide(
      { id: signal.data, decision, participantIds },
      ruling(contest, voidReason, { reason, preview }, caller, request),
    );
    return ruledView(ruled, boardNames(contest));
  }

  @Post('attempts/:attemptId/void')
  @HttpCode(200)
  @Allow(['organizer', 'administrator'], 'contest')
  @ApiOperation({ summary: 'Không công nhận một lượt thi, hoặc xem trước việc đó' })
  @Answers(200, RuledView)
  async voidOne(
    @Param('slug') slug: string,
    @Param('attemptId') attemptId: string,
    @Body({ schema: VoidBody }) body: VoidBody,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<RuledView> {
    const contest = await this.contestFor(slug, caller);
    return this.rule(contest, oneAttempt(contest, attemptId), body.voidReason, body, caller, request);
  }

  @Post('attempts/:attemptId/restore')
  @HttpCode(200)
  @Allow(['organizer', 'administrator'], 'contest')
  @ApiOperation({ summary: 'Công nhận lại một lượt thi' })
  @Answers(200, RuledView)
  async restoreOne(
    @Param('slug') slug: string,
    @Param('attemptId') attemptId: string,
    @Body({ schema: RestoreBody }) body: RestoreBody,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<RuledView> {
    const contest = await this.contestFor(slug, caller);
    return this.rule(contest, oneAttempt(contest, attemptId), null, body, caller, request);
  }

  @Post('participants/:participantId/void')
  @HttpCode(200)
  @Allow(['organizer', 'administrator'], 'contest')
  @ApiOperation({ summary: 'Không công nhận mọi lượt thi của một người' })
  @Answers(200, RuledView)
  async voidAll(
    @Param('slug') slug: string,
    @Param('participantId') participantId: string,
    @Body({ schema: VoidBody }) body: VoidBody,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<RuledView> {
    const contest = await this.contestFor(slug, caller);
    return this.rule(contest, onePerson(participantId), body.voidReason, body, caller, request);
  }

  @Post('participants/:participantId/restore')
  @HttpCode(200)
  @Allow(['organizer', 'administrator'], 'contest')
  @ApiOperation({ summary: 'Công nhận lại mọi lượt thi của một người' })
  @Answers(200, RuledView)
  async restoreAll(
    @Param('slug') slug: string,
    @Param('participantId') participantId: string,
    @Body({ schema: RestoreBody }) body: RestoreBody,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<RuledView> {
    const contest = await this.contestFor(slug, caller);
    return this.rule(contest, onePerson(participantId), null, body, caller, request);
  }

  private async rule(
    contest: ReportedContest,
    judged: Judged,
    voidFor: VoidReason | null,
    wish: { reason: string; preview: boolean },
    caller: Identity,
    request: CallerRequest,
  ): Promise<RuledView> {
    const ruled = await this.recognition.rule(judged, ruling(contest, voidFor, wish, caller, request));
    return ruledView(ruled, boardNames(contest));
  }

  private async contestFor(slug: string, caller: Identity): Promise<ReportedContest> {
    const contest = await this.contests.bySlug(knownSlug(slug));
    checkRuns(caller, contest.id);
    return contest;
  }
}

const ruling = (
  contest: ReportedContest,
  voidFor: VoidReason | null,
  { reason, preview }: { reason: string; preview: boolean },
  caller: Identity,
  request: CallerRequest,
) => ({
  ...{ contestId: contest.id, voidFor, reason, isPreview: preview },
  ...{ by: caller.accountId, requestId: request.id },
});

function oneAttempt(contest: ReportedContest, address: string): Judged {
  const { contestId, attemptId } = parseAttemptAddress(address);
  if (contestId !== contest.id) throw new DomainError('ATTEMPT_NOT_FOUND');
  return { attemptId };
}

function onePerson(participantId: string): Judged {
  if (!ParticipantId.safeParse(participantId).success) throw new DomainError('ATTEMPT_NOT_FOUND');
  return { participantId };
}
