import { Body, Controller, Delete, Get, Header, HttpCode, Param, Post, Put, Query, Req } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { CommendationReader, CommendationService, type SettlementAct, type StandingsOf } from '#awards';
import { DomainError } from '#domain';
import type { Identity, Role } from '#identity';
import { ContestReader, UnitStandings } from '#results';
import { Allow, Caller, type CallerRequest } from '../access.js';
import { Noted } from '../noted.js';
import { holdsIn, refuseOthers } from '../office.js';
import { Answers } from '../openapi.js';
import { knownSlug } from '../results/scope.dto.js';
import {
  AddLinesBody,
  candidateTold,
  CandidatesQuery,
  ChangeCommendationBody,
  CommendationCandidatesView,
  CommendationDoneView,
  CommendationId,
  CommendationsView,
  CommendationView,
  commendationView,
  DecideCommendationBody,
  LinesAddedView,
  MakeCommendationBody,
  OrderLinesBody,
  proposalTold,
  unitCandidateTold,
  WordLineBody,
} from './commendation.dto.js';

const RUNS: Role[] = ['organizer', 'administrator'];
const LOOKS: Role[] = ['auditor', ...RUNS];

/** Who is proposed for a formal commendation (bằng khen, giấy khen), and what was decided. The product decides nothing. */
@ApiTags('awards')
@Controller('contests/:slug')
export class CommendationController {
  constructor(
    private readonly contests: ContestReader,
    private readonly commendations: CommendationService,
    private readonly reader: CommendationReader,
    private readonly standings: UnitStandings,
  ) {}

  @Get('commendations')
  @Allow(['auditor', 'organizer', 'administrator'], 'contest')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Các danh sách đề nghị khen thưởng và quyết định đã có, mới nhất trước' })
  @Answers(200, CommendationsView)
  async list(@Param('slug') slug: string, @Caller() caller: Identity): Promise<CommendationsView> {
    const contestId = await this.contestFor(slug, caller, LOOKS);
    const proposals = await this.reader.list(contestId);
    return { proposals: proposals.map(proposalTold), mayRun: holdsIn(caller, contestId, RUNS) };
  }

  @Post('commendations')
  @HttpCode(200)
  @Allow(['organizer', 'administrator'], 'contest')
  @ApiOperation({ summary: 'Lập một danh sách đề nghị: một hình thức, một cấp quyết định' })
  @Answers(200, CommendationDoneView)
  async make(
    @Param('slug') slug: string,
    @Body({ schema: MakeCommendationBody }) { id, ...wish }: MakeCommendationBody,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<CommendationDoneView> {
    await this.commendations.make(await this.act(slug, caller, request), id, wish);
    return { id };
  }

  @Get('commendation-candidates')
  @Allow(['organizer', 'administrator'], 'contest')
  @Noted('commendation.candidates_read')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Có thể đề nghị ai: người giữ giải đã công bố, đơn vị đã tham gia theo thứ hạng' })
  @Answers(200, CommendationCandidatesView)
  async candidates(
    @Param('slug') slug: string,
    @Query({ schema: CandidatesQuery }) { field: name }: CandidatesQuery,
    @Caller() caller: Identity,
  ): Promise<CommendationCandidatesView> {
    const contestId = await this.contestFor(slug, caller, RUNS);
    const { fields, field, isPublished, candidates } = await this.reader.candidates(contestId, name, this.standingsOf);
    return {
      fields: fields.map(({ name: of, title, scope }) => ({ name: of, title, isWhole: scope.kind === 'contest' })),
      ...{ field: field.name, isPublished },
      persons: candidates.filter(({ participantId }) => participantId !== null).map(candidateTold),
      units: candidates.filter(({ participantId }) => participantId === null).map(unitCandidateTold),
    };
  }

  @Get('commendations/:commendationId')
  @Allow(['auditor', 'organizer', 'administrator'], 'contest')
  @Noted('commendation.read')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Một danh sách: từng dòng, còn đúng không, đã bỏ ai, quyết định' })
  @Answers(200, CommendationView)
  async read(
    @Param('slug') slug: string,
    @Param('commendationId') id: string,
    @Caller() caller: Identity,
  ): Promise<CommendationView> {
    const contestId = await this.contestFor(slug, caller, LOOKS);
    const detail = await this.reader.read(contestId, knownId(id), this.standingsOf);
    return commendationView(detail, holdsIn(caller, contestId, RUNS));
  }

  @Put('commendations/:commendationId')
  @Allow(['organizer', 'administrator'], 'contest')
  @ApiOperation({ summary: 'Đổi hình thức khen thưởng hoặc cấp quyết định' })
  @Answers(200, CommendationDoneView)
  async change(
    @Param('slug') slug: string,
    @Param('commendationId') id: string,
    @Body({ schema: ChangeCommendationBody }) { version, ...wish }: ChangeCommendationBody,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<CommendationDoneView> {
    await this.commendations.change(await this.act(slug, caller, request), knownId(id), version, wish);
    return { id };
  }

  @Delete('commendations/:commendationId')
  @Allow(['organizer', 'administrator'], 'contest')
  @ApiOperation({ summary: 'Bỏ một danh sách chưa có quyết định' })
  @Answers(200, CommendationDoneView)
  async withdraw(
    @Param('slug') slug: string,
    @Param('commendationId') id: string,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<CommendationDoneView> {
    await this.commendations.withdraw(await this.act(slug, caller, request), knownId(id));
    return { id };
  }

  @Post('commendations/:commendationId/lines')
  @HttpCode(200)
  @Allow(['organizer', 'administrator'], 'contest')
  @ApiOperation({ summary: 'Thêm người, đơn vị vào danh sách; số liệu lúc này được giữ nguyên trong dòng' })
  @Answers(200, LinesAddedView)
  async add(
    @Param('slug') slug: string,
    @Param('commendationId') id: string,
    @Body({ schema: AddLinesBody }) body: AddLinesBody,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<LinesAddedView> {
    const act = await this.act(slug, caller, request);
    return { added: await this.commendations.add(act, knownId(id), body, this.standingsOf) };
  }

  @Put('commendations/:commendationId/lines/:lineId')
  @Allow(['organizer', 'administrator'], 'contest')
  @ApiOperation({ summary: 'Ghi chức vụ, viết lại thành tích của một dòng' })
  @Answers(200, CommendationDoneView)
  async word(
    @Param('slug') slug: string,
    @Param('commendationId') id: string,
    @Param('lineId') lineId: string,
    @Body({ schema: WordLineBody }) { version, ...wording }: WordLineBody,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<CommendationDoneView> {
    const at = { id: knownId(id), line: knownId(lineId), version };
    await this.commendations.word(await this.act(slug, caller, request), at, wording);
    return { id };
  }

  @Delete('commendations/:commendationId/lines/:lineId')
  @Allow(['organizer', 'administrator'], 'contest')
  @ApiOperation({ summary: 'Bỏ một dòng khỏi danh sách; đưa lại được' })
  @Answers(200, CommendationDoneView)
  async remove(
    @Param('slug') slug: string,
    @Param('commendationId') id: string,
    @Param('lineId') lineId: string,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<CommendationDoneView> {
    await this.commendations.remove(await this.act(slug, caller, request), knownId(id), knownId(lineId));
    return { id };
  }

  @Post('commendations/:commendationId/lines/:lineId/restoration')
  @HttpCode(200)
  @Allow(['organizer', 'administrator'], 'contest')
  @ApiOperation({ summary: 'Đưa một dòng đã bỏ trở lại, với số liệu đã giữ của nó' })
  @Answers(200, CommendationDoneView)
  async restore(
    @Param('slug') slug: string,
    @Param('commendationId') id: string,
    @Param('lineId') lineId: string,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<CommendationDoneView> {
    await this.commendations.restore(await this.act(slug, caller, request), knownId(id), knownId(lineId));
    return { id };
  }

  @Put('commendations/:commendationId/order')
  @Allow(['organizer', 'administrator'], 'contest')
  @ApiOperation({ summary: 'Xếp lại thứ tự các dòng' })
  @Answers(200, CommendationDoneView)
  async order(
    @Param('slug') slug: string,
    @Param('commendationId') id: string,
    @Body({ schema: OrderLinesBody }) { version, lines }: OrderLinesBody,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<CommendationDoneView> {
    await this.commendations.order(await this.act(slug, caller, request), knownId(id), version, lines);
    return { id };
  }

  @Put('commendations/:commendationId/decision')
  @Allow(['organizer', 'administrator'], 'contest')
  @ApiOperation({ summary: 'Ghi số, ngày, người ký quyết định khen thưởng; sửa thì phải có lý do' })
  @Answers(200, CommendationDoneView)
  async decide(
    @Param('slug') slug: string,
    @Param('commendationId') id: string,
    @Body({ schema: DecideCommendationBody }) { version, ...decision }: DecideCommendationBody,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<CommendationDoneView> {
    await this.commendations.decide(await this.act(slug, caller, request), knownId(id), version, decision);
    return { id };
  }

  private readonly standingsOf: StandingsOf = async (contestId, scope) =>
    (await this.standings.read(contestId, scope)).units;

  private async act(slug: string, caller: Identity, request: CallerRequest): Promise<SettlementAct> {
    const contestId = await this.contestFor(slug, caller, RUNS);
    return { contestId, by: caller.accountId, requestId: request.id };
  }

  private async contestFor(slug: string, caller: Identity, wanted: Role[]): Promise<number> {
    const { id } = await this.contests.bySlug(knownSlug(slug));
    refuseOthers(caller, id, wanted);
    return id;
  }
}

/** What cannot be the name of a list or a line names none. */
function knownId(id: string): string {
  if (!CommendationId.safeParse(id).success) throw new DomainError('COMMENDATION_NOT_FOUND');
  return id;
}
