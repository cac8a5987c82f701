import { Body, Controller, Get, Header, HttpCode, Param, Post, Put, Query, Req } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { parseAttemptAddress } from '#attempts';
import { deviceOf, DomainError } from '#domain';
import { IncidentService, type IncidentReach } from '#feedback';
import { DeskService, DoorLimits, type Identity } from '#identity';
import { Allow, Caller, MaybeCaller, type CallerRequest } from '../access.js';
import { Noted } from '../noted.js';
import { Answers } from '../openapi.js';
import { knownSlug } from '../results/scope.dto.js';
import {
  IncidentAnswersBody,
  IncidentAnswersView,
  IncidentBody,
  IncidentClosingBody,
  IncidentDoneView,
  IncidentFiguresView,
  IncidentNumber,
  IncidentReceivedView,
  IncidentsQuery,
  IncidentsView,
  OwnIncidentsView,
} from './incident.dto.js';

/** Something goes wrong for somebody: reported from any page, answered by the desk. */
@ApiTags('incidents')
@Controller()
export class IncidentController {
  constructor(
    private readonly incidents: IncidentService,
    private readonly limits: DoorLimits,
    private readonly desk: DeskService,
  ) {}

  @Post('incident-reports')
  @Allow('public')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Báo sự cố, đăng nhập hay không; nhận một mã để đọc qua điện thoại' })
  @Answers(201, IncidentReceivedView)
  async report(
    @Body({ schema: IncidentBody }) body: IncidentBody,
    @MaybeCaller() caller: Identity | undefined,
    @Req() request: CallerRequest,
  ): Promise<IncidentReceivedView> {
    const accountId = caller?.accountId ?? null;
    await this.limits.admitIncident(request.ip, accountId ?? request.deviceId);
    const { id, kind, text, contestSlug = null, contact, page = null, errorCode = null, noticedAt } = body;
    return this.incidents.report({
      ...{ id, kind, text, contestSlug, page, errorCode, accountId },
      contact: contact || null,
      browser: deviceOf(request.headers['user-agent']),
      noticedAt: noticedAt ? Date.parse(noticedAt) : null,
      attempt: attemptOf(body.attemptId ?? null),
    });
  }

  @Get('me/incident-reports')
  @Allow('signed_in', 'own')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Những sự cố tôi đã báo, kèm trả lời' })
  @Answers(200, OwnIncidentsView)
  async own(@Caller() { accountId }: Identity): Promise<OwnIncidentsView> {
    return { incidents: await this.incidents.ownOf(accountId) };
  }

  @Get('contests/:slug/incident-reports')
  @Allow(['support', 'organizer', 'administrator'], 'contest')
  @Noted('incident_reports.read')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Hàng báo sự cố của một cuộc thi' })
  @Answers(200, IncidentsView)
  async list(
    @Param('slug') slug: string,
    @Query({ schema: IncidentsQuery }) query: IncidentsQuery,
    @Caller() caller: Identity,
  ): Promise<IncidentsView> {
    const { q, state = null, kind = null, mine, after = null, limit } = query;
    const reach = await this.reach(caller, slug);
    return this.incidents.list(reach, { q, state, kind, isMine: mine === 'true', after, limit });
  }

  @Get('contests/:slug/incident-reports/figures')
  @Allow(['support', 'organizer', 'administrator'], 'contest')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Báo sự cố theo giờ, loại và nguyên nhân' })
  @Answers(200, IncidentFiguresView)
  async figures(@Param('slug') slug: string, @Caller() caller: Identity): Promise<IncidentFiguresView> {
    return this.incidents.figures(await this.reach(caller, slug));
  }

  @Post('contests/:slug/incident-reports/:id/assignment')
  @HttpCode(200)
  @Allow(['support', 'organizer', 'administrator'], 'contest')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Nhận xử lý một báo sự cố' })
  @Answers(200, IncidentDoneView)
  async assign(
    @Param('slug') slug: string,
    @Param('id') id: string,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<IncidentDoneView> {
    await this.incidents.assign(await this.reach(caller, slug), knownNumber(id), request.id);
    return { done: true };
  }

  @Post('contests/:slug/incident-reports/:id/closing')
  @HttpCode(200)
  @Allow(['support', 'organizer', 'administrator'], 'contest')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Xử lý xong: nguyên nhân và câu trả lời' })
  @Answers(200, IncidentDoneView)
  async close(
    @Param('slug') slug: string,
    @Param('id') id: string,
    @Body({ schema: IncidentClosingBody }) { cause, answer }: IncidentClosingBody,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<IncidentDoneView> {
    const end = { cause, answer: answer || null, requestId: request.id };
    await this.incidents.close(await this.reach(caller, slug), knownNumber(id), end);
    return { done: true };
  }

  @Get('contests/:slug/incident-answers')
  @Allow(['support', 'organizer', 'administrator'], 'contest')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Các câu trả lời soạn sẵn' })
  @Answers(200, IncidentAnswersView)
  async answers(@Param('slug') slug: string, @Caller() caller: Identity): Promise<IncidentAnswersView> {
    const { contestId } = await this.reach(caller, slug);
    return { answers: await this.incidents.answers(contestId) };
  }

  @Put('contests/:slug/incident-answers')
  @Allow(['support', 'organizer', 'administrator'], 'contest')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Ghi lại cả danh sách câu trả lời soạn sẵn' })
  @Answers(200, IncidentAnswersView)
  async setAnswers(
    @Param('slug') slug: string,
    @Body({ schema: IncidentAnswersBody }) { answers }: IncidentAnswersBody,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<IncidentAnswersView> {
    const reach = await this.reach(caller, slug);
    await this.incidents.setAnswers(reach, answers, request.id);
    return { answers: await this.incidents.answers(reach.contestId) };
  }

  private async reach(caller: Identity, slug: string): Promise<IncidentReach> {
    const { contestId, isEverywhere } = await this.desk.admit(caller, knownSlug(slug));
    return { contestId, isEverywhere, accountId: caller.accountId };
  }
}

/** What is no address of an attempt is of none: the report counts all the same. */
function attemptOf(text: string | null): { contestId: number; attemptId: string } | null {
  try {
    return text === null ? null : parseAttemptAddress(text);
  } catch {
    return null;
  }
}

/** What cannot be the number of a report names none. */
function knownNumber(text: string): number {
  const { data } = IncidentNumber.safeParse(text);
  if (data === undefined) throw new DomainError('NOT_FOUND');
  return data;
}
