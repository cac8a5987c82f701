import { Body, Controller, Get, Header, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { CorrectionService } from '#attempts';
import { DomainError } from '#domain';
import type { Identity, Role } from '#identity';
import { ContestReader, type ReportedContest } from '#results';
import { Allow, Caller, type CallerRequest } from '../access.js';
import { holdsIn, refuseKeys, refuseOthers } from '../office.js';
import { Answers } from '../openapi.js';
import { knownSlug } from '../results/scope.dto.js';
import {
  AskedItemsQuery,
  AskedItemsView,
  CorrectionId,
  boardNames,
  correctionView,
  ItemVersionId,
  KeyCorrectionBody,
  KeyCorrectionsView,
  KeyCorrectionView,
} from './key-correction.dto.js';

/** Who has a wrong key corrected; reviewers may say what they would do and see what it would change. */
const APPROVE: Role[] = ['organizer', 'administrator'];
const PROPOSE: Role[] = ['reviewer', 'organizer', 'administrator'];

/** A wrong key that was found while people are asked, or after. */
@ApiTags('attempts')
@Controller('contests/:slug')
export class KeyCorrectionController {
  constructor(
    private readonly corrections: CorrectionService,
    private readonly contests: ContestReader,
  ) {}

  @Get('items')
  @Allow(['reviewer', 'organizer', 'administrator'], 'contest')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Các câu hỏi trong nguồn đề của cuộc thi, không kèm đáp án' })
  @Answers(200, AskedItemsView)
  async items(
    @Param('slug') slug: string,
    @Query({ schema: AskedItemsQuery }) { q, after = 0, limit }: AskedItemsQuery,
    @Caller() caller: Identity,
  ): Promise<AskedItemsView> {
    const contest = await this.contestFor(slug, caller);
    const { items, next } = await this.corrections.items(contest.id, { search: q, after, limit });
    return { items: items.map(({ id, ...item }) => ({ itemVersionId: id, ...item })), next };
  }

  @Post('items/:itemVersionId/key-corrections')
  @HttpCode(202)
  @Allow(['reviewer', 'organizer', 'administrator'], 'contest')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Xem trước hoặc thực hiện việc sửa đáp án, bỏ câu, cho mọi người điểm' })
  @Answers(202, KeyCorrectionView)
  async ask(
    @Param('slug') slug: string,
    @Param('itemVersionId') itemVersionId: string,
    @Body({ schema: KeyCorrectionBody }) body: KeyCorrectionBody,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<KeyCorrectionView> {
    const contest = await this.contestFor(slug, caller);
    if (!body.preview) refuseOthers(caller, contest.id, APPROVE);
    const version = ItemVersionId.safeParse(itemVersionId);
    if (!version.success) throw new DomainError('NOT_FOUND');
    const correction = await this.corrections.ask({
      contestId: contest.id,
      id: body.id,
      itemVersionId: version.data,
      rule: body.rule,
      rightMask: body.keyMask ?? null,
      reason: body.reason,
      publicNote: body.publicNote,
      isPreview: body.preview,
      by: caller.accountId,
      requestId: request.id,
    });
    return correctionView(correction, boardNames(contest));
  }

  @Get('key-corrections')
  @Allow(['reviewer', 'organizer', 'administrator'], 'contest')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Các lần sửa đáp án của cuộc thi, mới nhất trước' })
  @Answers(200, KeyCorrectionsView)
  async list(@Param('slug') slug: string, @Caller() caller: Identity): Promise<KeyCorrectionsView> {
    const contest = await this.contestFor(slug, caller);
    const corrections = await this.corrections.list(contest.id);
    return {
      corrections: corrections.map((correction) => correctionView(correction, boardNames(contest))),
      mayApprove: holdsIn(caller, contest.id, APPROVE),
    };
  }

  @Get('key-corrections/:id')
  @Allow(['reviewer', 'organizer', 'administrator'], 'contest')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Một lần sửa đáp án: xem trước, tiến độ, kết quả' })
  @Answers(200, KeyCorrectionView)
  async read(
    @Param('slug') slug: string,
    @Param('id') id: string,
    @Caller() caller: Identity,
  ): Promise<KeyCorrectionView> {
    const contest = await this.contestFor(slug, caller);
    if (!CorrectionId.safeParse(id).success) throw new DomainError('NOT_FOUND');
    return correctionView(await this.corrections.read(contest.id, id), boardNames(contest));
  }

  private async contestFor(slug: string, caller: Identity): Promise<ReportedContest> {
    const contest = await this.contests.bySlug(knownSlug(slug));
    refuseKeys(caller, contest, PROPOSE);
    return contest;
  }
}
