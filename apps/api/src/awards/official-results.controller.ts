import { existsSync, readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Body, Controller, Get, Header, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { AppealService, PublishedService } from '#awards';
import { DomainError } from '#domain';
import { DoorLimits, type Identity } from '#identity';
import { Allow, Caller, MaybeCaller, type CallerRequest } from '../access.js';
import { Answers } from '../openapi.js';
import { attachment } from '../results/attachment.js';
import { knownSlug } from '../results/scope.dto.js';
import {
  AppealBody,
  officialFieldView,
  OfficialFieldsView,
  OfficialQuery,
  OfficialResultView,
  officialResultView,
  OwnResultView,
  ownResultView,
  WinnerFileView,
  winnerFileView,
} from './official-results.dto.js';
import { FieldName, Sha256Hex } from './settlement.dto.js';

const VERIFIER = 'kiem-tra-ket-qua.mjs';
/** Where it lies as it was written, never compiled: seen from the compiled code in dist/, and from the sources. */
const PLACES = ['../../../../../libs/awards/verifier/', '../../../../libs/awards/verifier/'];

/** Official results: who won, by which rules, and the files by which anybody finds the winners again. */
@ApiTags('awards')
@Controller()
export class OfficialResultsController {
  constructor(
    private readonly published: PublishedService,
    private readonly appeals: AppealService,
    private readonly limits: DoorLimits,
  ) {}

  @Get('contests/:slug/official-results')
  @Allow('public')
  @Header('cache-control', 'public, max-age=5')
  @ApiOperation({ summary: 'Kết quả chính thức: phần nào đã công bố, hạt giống bốc thăm đã niêm phong' })
  @Answers(200, OfficialFieldsView)
  async list(@Param('slug') slug: string): Promise<OfficialFieldsView> {
    const { contest, fields } = await this.published.fields(knownSlug(slug));
    const { title, sample } = contest;
    return { contest: { slug: contest.slug, title, sample }, fields: fields.map(officialFieldView) };
  }

  @Get('contests/:slug/official-results/:field')
  @Allow('public')
  @Header('cache-control', 'private, no-cache')
  @ApiOperation({ summary: 'Kết quả chính thức của một phần: người đạt giải, mã băm, tệp tải về, các bản' })
  @Answers(200, OfficialResultView)
  async read(
    @Param('slug') slug: string,
    @Param('field') name: string,
    @Query({ schema: OfficialQuery }) { publication }: OfficialQuery,
    @MaybeCaller() caller: Identity | undefined,
  ): Promise<OfficialResultView> {
    const wish = { field: knownField(name), number: publication ?? null, accountId: caller?.accountId ?? null };
    return officialResultView(await this.published.read(knownSlug(slug), wish));
  }

  @Get('contests/:slug/official-results/:field/own')
  @Allow('signed_in', 'own')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Thứ hạng, giải và khiếu nại của tôi ở một phần đã công bố' })
  @Answers(200, OwnResultView)
  async own(
    @Param('slug') slug: string,
    @Param('field') name: string,
    @Caller() { accountId }: Identity,
  ): Promise<OwnResultView> {
    const result = await this.published.own(knownSlug(slug), knownField(name), accountId);
    if (!result.own) throw new DomainError('NOT_TOOK_PART');
    return ownResultView(result, await this.appeals.ownOf(result.contest.id, result.own.participantId));
  }

  @Post('contests/:slug/official-results/:field/appeals')
  @HttpCode(201)
  @Allow('signed_in', 'own')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Khiếu nại kết quả của chính mình, trong thời hạn' })
  @Answers(201, OwnResultView)
  async appeal(
    @Param('slug') slug: string,
    @Param('field') name: string,
    @Body({ schema: AppealBody }) { id, text }: AppealBody,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<OwnResultView> {
    const { accountId } = caller;
    await this.limits.admitOwnData(accountId, 'change');
    const field = knownField(name);
    await this.appeals.make({ slug: knownSlug(slug), field, accountId, id, text, requestId: request.id });
    return this.own(slug, name, caller);
  }

  @Get('winner-files/:hash')
  @Allow('public')
  @ApiOperation({ summary: 'Mã băm này thuộc kết quả nào đã công bố' })
  @Answers(200, WinnerFileView)
  async find(@Param('hash') hash: string): Promise<WinnerFileView> {
    return winnerFileView(hash, await this.published.find(knownHash(hash)));
  }

  @Get('winner-files/:hash/rows')
  @Allow('public')
  @ApiOperation({ summary: 'Dữ liệu đã chốt của một kết quả đã công bố: không có tên, đủ để tính lại' })
  @ApiOkResponse({ content: { 'application/json': { schema: { type: 'object' } } } })
  rows(@Param('hash') hash: string, @Req() request: CallerRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.send(knownHash(hash), 'input', 'du-lieu-chot.json', request, reply);
  }

  @Get('winner-files/:hash/winners')
  @Allow('public')
  @ApiOperation({ summary: 'Tệp kết quả của một kết quả đã công bố' })
  @ApiOkResponse({ content: { 'application/json': { schema: { type: 'object' } } } })
  winners(@Param('hash') hash: string, @Req() request: CallerRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.send(knownHash(hash), 'file', 'ket-qua-chot.json', request, reply);
  }

  @Get('result-verifier')
  @Allow('public')
  @ApiOperation({ summary: 'Chương trình kiểm tra kết quả: một tệp, chạy bằng node, không cần gì của hệ thống' })
  @ApiOkResponse({ content: { 'text/javascript': { schema: { type: 'string' } } } })
  verifier(@Res() reply: FastifyReply): void {
    const file = PLACES.map((place) => new URL(`${place}${VERIFIER}`, import.meta.url)).find((one) => existsSync(one));
    if (!file) throw new DomainError('NOT_FOUND');
    void reply
      .headers({ 'content-disposition': attachment(VERIFIER), 'cache-control': 'public, max-age=300' })
      .type('text/javascript; charset=utf-8')
      .send(readFileSync(file));
  }

  /** A file as it lies there, packed, or unpacked for who takes nothing else; what nobody can change is fetched once. */
  private async send(
    hash: string,
    which: 'input' | 'file',
    name: string,
    request: CallerRequest,
    reply: FastifyReply,
  ): Promise<void> {
    const found = await this.published.bytes(hash, which);
    const tag = `"${found.hash}"`;
    void reply.headers({
      'cache-control': 'public, max-age=31536000, immutable',
      'content-disposition': attachment(name),
      etag: tag,
      vary: 'accept-encoding',
    });
    if (request.headers['if-none-match'] === tag) return void reply.status(304).send();
    void reply.type('application/json; charset=utf-8');
    const takesPacked = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
    if (takesPacked) void reply.header('content-encoding', 'gzip').send(found.bytes);
    else void reply.send(Readable.from([found.bytes]).pipe(createGunzip()));
  }
}

function knownField(name: string): string {
  if (!FieldName.safeParse(name).success) throw new DomainError('ROUND_NOT_FOUND');
  return name;
}

/** What cannot be a hash is that of nothing. */
function knownHash(hash: string): string {
  if (!Sha256Hex.safeParse(hash).success) throw new DomainError('WINNER_FILE_UNKNOWN');
  return hash;
}
