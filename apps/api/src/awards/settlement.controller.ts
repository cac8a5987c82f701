import { Body, Controller, Delete, Get, Header, HttpCode, Param, Post, Put, Query, Req } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { unappliedCorrections } from '#attempts';
import { AppealService, LotService, SettlementReader, SettlementService, type SettlementAct } from '#awards';
import { DomainError, isoInstant, personNumber } from '#domain';
import type { Identity, Role } from '#identity';
import { ContestReader } from '#results';
import { Allow, Caller, type CallerRequest } from '../access.js';
import { Noted } from '../noted.js';
import { holdsIn, refuseOthers } from '../office.js';
import { Answers } from '../openapi.js';
import { knownSlug } from '../results/scope.dto.js';
import {
  AppealsQuery,
  AppealsView,
  appealTold,
  ApproveBody,
  CommitLotBody,
  DecideAppealBody,
  DecideBody,
  DecisionPaperBody,
  FieldName,
  fieldStateView,
  ForeseenUnitPrizesView,
  FreezeCountsView,
  LinesQuery,
  LinesView,
  linesView,
  LotSourceBody,
  LotView,
  LotWordsBody,
  lotTold,
  PredictionTruthsView,
  PublishBody,
  PublishedView,
  SettleBody,
  SettlementAskedView,
  SettlementId,
  SettlementsView,
  SettlementView,
  settlementView,
  WithdrawSettlementBody,
} from './settlement.dto.js';

/** Who fixes results; the jury decides on appeals too, and auditors look. */
const RUNS: Role[] = ['organizer', 'administrator'];
const JUDGES: Role[] = ['judge', ...RUNS];
const LOOKS: Role[] = ['auditor', ...JUDGES];

/** Results fixed for good: frozen, decided on, agreed to, published; and what people object. */
@ApiTags('awards')
@Controller('contests/:slug')
export class SettlementController {
  constructor(
    private readonly contests: ContestReader,
    private readonly settlements: SettlementService,
    private readonly reader: SettlementReader,
    private readonly lots: LotService,
    private readonly appeals: AppealService,
  ) {}

  @Get('settlements')
  @Allow(['judge', 'auditor', 'organizer', 'administrator'], 'contest')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Các phần của cuộc thi: điều gì cản việc chốt, đã chốt đến đâu' })
  @Answers(200, SettlementsView)
  async list(@Param('slug') slug: string, @Caller() caller: Identity): Promise<SettlementsView> {
    const contestId = await this.contestFor(slug, caller, LOOKS);
    const { contest, fields } = await this.settlements.fields(contestId, unappliedCorrections);
    return {
      fields: fields.map(fieldStateView),
      approvals: contest.regulations?.verification.approvals ?? 1,
      openAppeals: await this.appeals.openIn(contestId),
      mayRun: holdsIn(caller, contestId, RUNS),
      mayJudge: holdsIn(caller, contestId, JUDGES),
    };
  }

  @Get('prediction-truths')
  @Allow(['judge', 'auditor', 'organizer', 'administrator'], 'contest')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Số đúng của câu dự đoán đến lúc này, nghĩa của nó; khi chốt thì giữ nguyên' })
  @Answers(200, PredictionTruthsView)
  async truths(@Param('slug') slug: string, @Caller() caller: Identity): Promise<PredictionTruthsView> {
    const truths = await this.reader.truths(await this.contestFor(slug, caller, LOOKS));
    return { truths: truths && { ...truths, at: isoInstant(truths.at) } };
  }

  @Get('freeze-counts/:field')
  @Allow(['judge', 'auditor', 'organizer', 'administrator'], 'contest')
  @Header('cache-control', 'no-store')
  @ApiOperation({
    summary: 'Chốt lúc này thì có bao nhiêu lượt, bao nhiêu người; còn bao nhiêu lượt đang làm, chưa chấm',
  })
  @Answers(200, FreezeCountsView)
  async freezeCounts(
    @Param('slug') slug: string,
    @Param('field') name: string,
    @Caller() caller: Identity,
  ): Promise<FreezeCountsView> {
    if (!FieldName.safeParse(name).success) throw new DomainError('ROUND_NOT_FOUND');
    const counts = await this.reader.freezeCounts(await this.contestFor(slug, caller, LOOKS), name);
    const { under_way: underWay, ...others } = counts;
    return { ...others, underWay };
  }

  @Get('foreseen-unit-prizes')
  @Allow(['judge', 'auditor', 'organizer', 'administrator'], 'contest')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Giải tập thể đã tính, chưa công bố: còn có thể đổi' })
  @Answers(200, ForeseenUnitPrizesView)
  async foreseenUnitPrizes(@Param('slug') slug: string, @Caller() caller: Identity): Promise<ForeseenUnitPrizesView> {
    return { prizes: await this.reader.foreseenUnitPrizes(await this.contestFor(slug, caller, LOOKS)) };
  }

  @Post('settlements')
  @HttpCode(202)
  @Allow(['organizer', 'administrator'], 'contest')
  @ApiOperation({ summary: 'Chốt kết quả một phần: giữ nguyên dữ liệu lúc này rồi tính người đạt giải' })
  @Answers(202, SettlementAskedView)
  async ask(
    @Param('slug') slug: string,
    @Body({ schema: SettleBody }) body: SettleBody,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<SettlementAskedView> {
    await this.settlements.ask(await this.act(slug, caller, request), body, unappliedCorrections);
    return { id: body.id };
  }

  @Get('settlements/:settlementId')
  @Allow(['judge', 'auditor', 'organizer', 'administrator'], 'contest')
  @Noted('settlement.read')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Một lần chốt: người đạt giải, bằng nhau, bốc thăm, quyết định, người duyệt' })
  @Answers(200, SettlementView)
  async read(
    @Param('slug') slug: string,
    @Param('settlementId') id: string,
    @Caller() caller: Identity,
  ): Promise<SettlementView> {
    const contestId = await this.contestFor(slug, caller, LOOKS);
    const detail = await this.reader.read(contestId, knownId(id));
    return settlementView(detail, caller.accountId, holdsIn(caller, contestId, RUNS));
  }

  @Get('settlements/:settlementId/standings')
  @Allow(['judge', 'auditor', 'organizer', 'administrator'], 'contest')
  @Noted('settlement.standings_read')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Thứ hạng của một lần chốt, từng trang, kèm lý do' })
  @Answers(200, LinesView)
  async lines(
    @Param('slug') slug: string,
    @Param('settlementId') id: string,
    @Query({ schema: LinesQuery }) { board, q, after, limit }: LinesQuery,
    @Caller() caller: Identity,
  ): Promise<LinesView> {
    const contestId = await this.contestFor(slug, caller, LOOKS);
    return linesView(await this.reader.lines(contestId, knownId(id), { board, search: q ?? null, after, limit }));
  }

  @Post('settlements/:settlementId/decisions')
  @HttpCode(202)
  @Allow(['organizer', 'administrator'], 'contest')
  @ApiOperation({ summary: 'Quyết định về người đạt giải: xác nhận giấy tờ, không trao, trao, thứ tự' })
  @Answers(202, SettlementAskedView)
  async decide(
    @Param('slug') slug: string,
    @Param('settlementId') id: string,
    @Body({ schema: DecideBody }) { version, decisions }: DecideBody,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<SettlementAskedView> {
    await this.settlements.decide(await this.act(slug, caller, request), knownId(id), version, decisions);
    return { id };
  }

  @Delete('settlements/:settlementId/decisions/:decisionId')
  @HttpCode(202)
  @Allow(['organizer', 'administrator'], 'contest')
  @ApiOperation({ summary: 'Rút một quyết định; dòng quyết định vẫn còn' })
  @Answers(202, SettlementAskedView)
  async takeBack(
    @Param('slug') slug: string,
    @Param('settlementId') id: string,
    @Param('decisionId') decisionId: string,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<SettlementAskedView> {
    await this.settlements.takeBack(await this.act(slug, caller, request), knownId(id), knownId(decisionId));
    return { id };
  }

  @Post('settlements/:settlementId/approvals')
  @HttpCode(200)
  @Allow(['organizer', 'administrator'], 'contest')
  @ApiOperation({ summary: 'Duyệt một bản kết quả; mỗi người một lần, bản khác phải duyệt lại' })
  @Answers(200, SettlementAskedView)
  async approve(
    @Param('slug') slug: string,
    @Param('settlementId') id: string,
    @Body({ schema: ApproveBody }) body: ApproveBody,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<SettlementAskedView> {
    await this.settlements.approve(await this.act(slug, caller, request), knownId(id), body);
    return { id };
  }

  @Post('settlements/:settlementId/publication')
  @HttpCode(200)
  @Allow(['organizer', 'administrator'], 'contest')
  @ApiOperation({ summary: 'Công bố một bản đã đủ người duyệt; bản đã công bố không bao giờ đổi' })
  @Answers(200, PublishedView)
  async publish(
    @Param('slug') slug: string,
    @Param('settlementId') id: string,
    @Body({ schema: PublishBody }) body: PublishBody,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<PublishedView> {
    return {
      publication: await this.settlements.publish(await this.act(slug, caller, request), knownId(id), body),
    };
  }

  @Post('settlements/:settlementId/withdrawal')
  @HttpCode(200)
  @Allow(['organizer', 'administrator'], 'contest')
  @ApiOperation({ summary: 'Bỏ một lần chốt chưa công bố, để chốt lại' })
  @Answers(200, SettlementAskedView)
  async withdraw(
    @Param('slug') slug: string,
    @Param('settlementId') id: string,
    @Body({ schema: WithdrawSettlementBody }) { reason }: WithdrawSettlementBody,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<SettlementAskedView> {
    await this.settlements.withdraw(await this.act(slug, caller, request), knownId(id), reason);
    return { id };
  }

  @Post('settlements/:settlementId/retry')
  @HttpCode(202)
  @Allow(['organizer', 'administrator'], 'contest')
  @ApiOperation({ summary: 'Tính lại một lần chốt tính không được, giữ các quyết định đã ghi' })
  @Answers(202, SettlementAskedView)
  async retry(
    @Param('slug') slug: string,
    @Param('settlementId') id: string,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<SettlementAskedView> {
    await this.settlements.retry(await this.act(slug, caller, request), knownId(id));
    return { id };
  }

  @Put('settlements/:settlementId/decision-paper')
  @Allow(['organizer', 'administrator'], 'contest')
  @ApiOperation({ summary: 'Ghi số, ngày, người ký quyết định do văn thư cấp sau khi công bố' })
  @Answers(200, SettlementAskedView)
  async putPaper(
    @Param('slug') slug: string,
    @Param('settlementId') id: string,
    @Body({ schema: DecisionPaperBody }) body: DecisionPaperBody,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<SettlementAskedView> {
    await this.settlements.putPaper(await this.act(slug, caller, request), knownId(id), body);
    return { id };
  }

  @Post('lots')
  @HttpCode(200)
  @Allow(['organizer', 'administrator'], 'contest')
  @ApiOperation({ summary: 'Niêm phong hạt giống bốc thăm của một phần; đã có thì giữ nguyên' })
  @Answers(200, LotView)
  async commit(
    @Param('slug') slug: string,
    @Body({ schema: CommitLotBody }) { field }: CommitLotBody,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<LotView> {
    const { by, requestId } = await this.act(slug, caller, request);
    return { lot: lotTold(await this.lots.commit({ slug: knownSlug(slug), field, by, requestId })) };
  }

  @Put('lots/source')
  @Allow(['organizer', 'administrator'], 'contest')
  @ApiOperation({
    summary: 'Nêu nguồn của con số công khai sẽ trộn vào hạt giống: một lần, trước khi phần này kết thúc',
  })
  @Answers(200, LotView)
  async nameSource(
    @Param('slug') slug: string,
    @Body({ schema: LotSourceBody }) { field, source }: LotSourceBody,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<LotView> {
    const { by, requestId } = await this.act(slug, caller, request);
    return { lot: lotTold(await this.lots.nameSource({ slug: knownSlug(slug), field, by, requestId, source })) };
  }

  @Put('lots/words')
  @Allow(['organizer', 'administrator'], 'contest')
  @ApiOperation({ summary: 'Ghi con số công khai, sau khi phần này kết thúc và trước khi mở lá thăm' })
  @Answers(200, LotView)
  async writeWords(
    @Param('slug') slug: string,
    @Body({ schema: LotWordsBody }) { field, words }: LotWordsBody,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<LotView> {
    const { by, requestId } = await this.act(slug, caller, request);
    return { lot: lotTold(await this.lots.writeWords({ slug: knownSlug(slug), field, by, requestId, words })) };
  }

  @Get('appeals')
  @Allow(['judge', 'auditor', 'organizer', 'administrator'], 'contest')
  @Noted('appeals.read')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Khiếu nại kết quả của cuộc thi, chưa giải quyết trước' })
  @Answers(200, AppealsView)
  async listAppeals(
    @Param('slug') slug: string,
    @Query({ schema: AppealsQuery }) { state = null }: { state?: AppealsQuery['state'] | null },
    @Caller() caller: Identity,
  ): Promise<AppealsView> {
    const rows = await this.appeals.list(await this.contestFor(slug, caller, LOOKS), state);
    return {
      appeals: rows.map((row) => ({
        ...appealTold(row),
        person: row.number === null ? null : personNumber(row.number),
        ...{ participantId: row.participant_id, fullName: row.full_name, unitName: row.unit_name },
        decidedBy: row.decided_by_name,
      })),
    };
  }

  @Post('appeals/:appealId/decision')
  @HttpCode(200)
  @Allow(['judge', 'organizer', 'administrator'], 'contest')
  @ApiOperation({ summary: 'Giải quyết một khiếu nại, kèm lời trả lời' })
  @Answers(200, SettlementAskedView)
  async decideAppeal(
    @Param('slug') slug: string,
    @Param('appealId') id: string,
    @Body({ schema: DecideAppealBody }) { accepted, answer }: DecideAppealBody,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<SettlementAskedView> {
    const contestId = await this.contestFor(slug, caller, JUDGES);
    const { accountId: by } = caller;
    await this.appeals.decide({
      ...{ contestId, id: knownId(id), isAccepted: accepted, answer, by, requestId: request.id },
    });
    return { id };
  }

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

/** What cannot be the name of a settlement, decision or appeal names none. */
function knownId(id: string): string {
  if (!SettlementId.safeParse(id).success) throw new DomainError('NOT_FOUND');
  return id;
}
