import { Controller, Get, Header, Param, Query, Req, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ContestDirectory } from '#contests';
import {
  invitation,
  messagePicture,
  messageText,
  posterFacts,
  qrPicture,
  regulationsAnnex,
  roundNotice,
  winnersAnnex,
  type MessageFacts,
  type MessageMoment,
  type RoundFigures,
} from '#documents';
import { DAY_MS, DomainError } from '#domain';
import type { Identity } from '#identity';
import { Allow, Caller, type CallerRequest } from '../access.js';
import { knownCode } from '../contests/unit.controller.js';
import { Noted } from '../noted.js';
import { refuseOthers } from '../office.js';
import { Answers } from '../openapi.js';
import { knownSlug } from '../results/scope.dto.js';
import { FieldName } from '../awards/settlement.dto.js';
import { fileOf, paperContent } from './paper-file.js';
import { PaperWinners } from './paper-winners.js';
import {
  InvitationQuery,
  MessagePictureQuery,
  MessagesView,
  RegulationsPaperQuery,
  RoundNoticeQuery,
  WinnersPaperQuery,
} from './paper.dto.js';
import { PostedContests } from './posted-contest.js';
import { PaperFigures } from './round-figures.js';

const binary = { schema: { type: 'string' as const, format: 'binary' } };
const PAPER = paperContent('docx', 'pdf');

/** Papers before and during a contest, and what is written to everybody; number, date and signature are left empty. */
@ApiTags('papers')
@Controller('contests/:slug')
export class PaperController {
  constructor(
    private readonly posted: PostedContests,
    private readonly directory: ContestDirectory,
    private readonly figures: PaperFigures,
    private readonly winners: PaperWinners,
  ) {}

  @Get('papers/regulations')
  @Allow(['organizer', 'administrator'], 'contest')
  @Noted('paper.exported')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Thể lệ làm phụ lục của kế hoạch hay quyết định' })
  @ApiOkResponse(PAPER)
  async regulations(
    @Param('slug') slug: string,
    @Query({ schema: RegulationsPaperQuery }) { to, as }: RegulationsPaperQuery,
    @Caller() caller: Identity,
  ): Promise<StreamableFile> {
    const contest = await this.contestFor(slug, caller);
    const { articles } = await this.directory.theLe(contest.slug);
    // Rules that a program made have no thể lệ to print.
    if (articles.length === 0) throw new DomainError('NOT_FOUND');
    return fileOf(regulationsAnnex(contest, articles, to), `Thể lệ - ${contest.title}`, as);
  }

  @Get('papers/round-notice')
  @Allow(['organizer', 'administrator'], 'contest')
  @Noted('paper.exported')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Thông báo kết quả một đợt, có người đạt giải khi đã công bố' })
  @ApiOkResponse(PAPER)
  async notice(
    @Param('slug') slug: string,
    @Query({ schema: RoundNoticeQuery }) { round, as }: RoundNoticeQuery,
    @Caller() caller: Identity,
    @Req() { headers }: CallerRequest,
  ): Promise<StreamableFile> {
    const contest = await this.contestFor(slug, caller);
    const figures = await this.figures.of(contest.slug, round, caller);
    const address = await this.posted.addressOf(contest, headers.host);
    const page = `${address.contest}/ket-qua-chinh-thuc?xem=dot-${round}`;
    const winners = await this.winners.ofRound(contest.slug, round);
    return fileOf(roundNotice(contest, figures, winners, page), `Thông báo kết quả ${figures.title}`, as);
  }

  @Get('papers/winners/:field')
  @Allow(['organizer', 'administrator'], 'contest')
  @Noted('paper.exported_full_names')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Danh sách đạt giải đã công bố, họ tên đầy đủ, làm phụ lục của quyết định' })
  @ApiOkResponse(paperContent('docx', 'xlsx', 'pdf'))
  async winnersList(
    @Param('slug') slug: string,
    @Param('field') name: string,
    @Query({ schema: WinnersPaperQuery }) { as }: WinnersPaperQuery,
    @Caller() caller: Identity,
  ): Promise<StreamableFile> {
    const contest = await this.contestFor(slug, caller);
    if (!FieldName.safeParse(name).success) throw new DomainError('ROUND_NOT_FOUND');
    const { field, winners } = await this.winners.of(contest.slug, name);
    return fileOf(winnersAnnex(contest, field, winners), `Danh sách đạt giải ${field.title}`, as);
  }

  @Get('units/:code/invitation')
  @Allow(['unit_manager', 'organizer', 'administrator'], 'unit')
  @Noted('paper.exported')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Giấy mời một đơn vị tham gia, có liên kết và mã QR của đơn vị' })
  @ApiOkResponse(PAPER)
  async invitation(
    @Param('slug') slug: string,
    @Param('code') code: string,
    @Query({ schema: InvitationQuery }) { as }: InvitationQuery,
    @Caller() caller: Identity,
    @Req() { headers }: CallerRequest,
  ): Promise<StreamableFile> {
    const unit = await this.posted.unitFor(knownSlug(slug), knownCode(code), caller);
    const contest = await this.posted.bySlug(slug);
    const facts = posterFacts(contest, unit, await this.posted.addressOf(contest, headers.host), null);
    const paper = invitation({ ...facts, unit }, await qrPicture(facts.link));
    return fileOf(paper, `Giấy mời - ${unit.name}`, as);
  }

  @Get('messages')
  @Allow(['organizer', 'administrator'], 'contest')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Bài soạn sẵn để gửi Zalo, đăng cổng thông tin theo từng lúc' })
  @Answers(200, MessagesView)
  async messages(
    @Param('slug') slug: string,
    @Caller() caller: Identity,
    @Req() { headers }: CallerRequest,
  ): Promise<MessagesView> {
    const contest = await this.contestFor(slug, caller);
    const messages: MessagesView['messages'] = [];
    for (const { number, title } of contest.roundList) {
      const round = { number, title };
      for (const moment of ['opening', 'last_day', 'result'] as const) {
        messages.push({ ...(await this.message(contest, moment, number, caller, headers.host)), round });
      }
    }
    messages.push({ ...(await this.message(contest, 'summary', null, caller, headers.host)), round: null });
    return { messages };
  }

  @Get('messages/picture')
  @Allow(['organizer', 'administrator'], 'contest')
  @Noted('paper.exported')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Hình kèm bài: vuông cho Zalo, ngang cho cổng thông tin' })
  @ApiOkResponse({ content: { 'image/png': binary } })
  async picture(
    @Param('slug') slug: string,
    @Query({ schema: MessagePictureQuery }) { moment, round, shape }: MessagePictureQuery,
    @Caller() caller: Identity,
    @Req() { headers }: CallerRequest,
  ): Promise<StreamableFile> {
    const contest = await this.contestFor(slug, caller);
    const { facts } = await this.factsOf(contest, moment, round ?? null, caller, headers.host);
    const bytes = await messagePicture(facts, shape);
    return new StreamableFile(bytes, { type: 'image/png', disposition: 'inline', length: bytes.length });
  }

  /** @throws DomainError CONTEST_NOT_FOUND, NOT_ALLOWED */
  private async contestFor(slug: string, caller: Identity): Promise<Contest> {
    const contest = await this.posted.bySlug(knownSlug(slug));
    refuseOthers(caller, contest.id, ['organizer', 'administrator']);
    return contest;
  }

  private async message(...wish: Parameters<PaperController['factsOf']>) {
    const { facts, isPublic } = await this.factsOf(...wish);
    const { moment, figures } = facts;
    // What says nothing of results may be told whatever is shown of them.
    const tells = moment !== 'opening' && figures.attempts > 0;
    return { moment, text: messageText(facts), isDue: isDue(moment, figures), isPublic: isPublic || !tells };
  }

  private async factsOf(
    contest: Contest,
    moment: MessageMoment,
    round: number | null,
    caller: Identity,
    host: string | undefined,
  ): Promise<{ facts: MessageFacts; isPublic: boolean }> {
    const [{ isPublic, ...figures }, address] = await Promise.all([
      this.figures.of(contest.slug, round, caller),
      this.posted.addressOf(contest, host),
    ]);
    const { link, shortAddress, hotline, zalo, colours } = posterFacts(contest, null, address, null);
    const isResult = moment === 'result' || moment === 'summary';
    const facts = {
      ...{ contestTitle: contest.title, agency: contest.agency, moment, figures },
      ...{ link: isResult ? `${link}/ket-qua-chinh-thuc` : link, shortAddress, hotline, zalo, colours },
      sample: contest.sample,
    };
    return { facts, isPublic };
  }
}

type Contest = Awaited<ReturnType<PostedContests['bySlug']>>;

/** Whether it is time for a message: a round is announced from a day before, and its results are news for a week. */
function isDue(moment: MessageMoment, { opensAt, closesAt, countedAt: now }: RoundFigures): boolean {
  switch (moment) {
    case 'opening':
      return now >= opensAt - DAY_MS && now < closesAt - DAY_MS;
    case 'last_day':
      return now >= closesAt - DAY_MS && now < closesAt;
    case 'result':
    case 'summary':
      return now >= closesAt && now < closesAt + 7 * DAY_MS;
  }
}
