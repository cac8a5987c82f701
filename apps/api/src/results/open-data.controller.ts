import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Body, Controller, Get, Header, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { DomainError } from '#domain';
import type { Identity, Role } from '#identity';
import { ContestReader, OpenDataService, type ReportedContest } from '#results';
import { Allow, Caller, type CallerRequest } from '../access.js';
import { refuseOthers } from '../office.js';
import { Answers } from '../openapi.js';
import { attachment } from './attachment.js';
import {
  openDataDeskView,
  OpenDataDeskView,
  OpenDataFileId,
  openDataView,
  OpenDataView,
  PublishOpenDataBody,
  WithdrawOpenDataBody,
} from './open-data.dto.js';
import { knownSlug } from './scope.dto.js';

const PUBLISHING: Role[] = ['organizer', 'administrator'];
const CSV = { content: { 'text/csv': { schema: { type: 'string' as const } } } };

/** Open data of a contest that is over: rows without people for everybody, and who makes them public. */
@ApiTags('results')
@Controller('contests/:slug/open-data')
export class OpenDataController {
  constructor(
    private readonly openData: OpenDataService,
    private readonly contests: ContestReader,
  ) {}

  @Get()
  @Allow('public')
  @Header('cache-control', 'public, max-age=5')
  @ApiOperation({ summary: 'Dữ liệu mở của cuộc thi: cột, số dòng, mã băm, điều khoản sử dụng' })
  @Answers(200, OpenDataView)
  async read(@Param('slug') slug: string): Promise<OpenDataView> {
    return openDataView(await this.openData.published(knownSlug(slug)));
  }

  @Get('data')
  @Allow('public')
  @ApiOperation({ summary: 'Tệp dữ liệu mở (CSV)' })
  @ApiOkResponse(CSV)
  async data(@Param('slug') slug: string, @Req() request: CallerRequest, @Res() reply: FastifyReply): Promise<void> {
    const known = knownSlug(slug);
    send(await this.openData.publicBytes(known, 'data'), `du-lieu-mo-${known}.csv`, request, reply);
  }

  @Get('dictionary')
  @Allow('public')
  @ApiOperation({ summary: 'Từ điển của tệp dữ liệu mở (CSV)' })
  @ApiOkResponse(CSV)
  async dictionary(
    @Param('slug') slug: string,
    @Req() request: CallerRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const known = knownSlug(slug);
    send(await this.openData.publicBytes(known, 'dictionary'), `tu-dien-${known}.csv`, request, reply);
  }

  @Get('desk')
  @Allow(PUBLISHING, 'contest')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Các tệp dữ liệu mở đã lập, và đã công bố được chưa' })
  @Answers(200, OpenDataDeskView)
  async desk(@Param('slug') slug: string, @Caller() caller: Identity): Promise<OpenDataDeskView> {
    await this.reach(slug, caller);
    return openDataDeskView(await this.openData.desk(slug));
  }

  @Get('files/:id/dictionary')
  @Allow(PUBLISHING, 'contest')
  @ApiOperation({ summary: 'Từ điển của một tệp chưa công bố' })
  @ApiOkResponse(CSV)
  async draftDictionary(
    @Param('slug') slug: string,
    @Param('id') id: string,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const contest = await this.reach(slug, caller);
    const found = await this.openData.bytes(contest.id, knownFile(id), 'dictionary');
    void reply.header('cache-control', 'private, no-store');
    send(found, `tu-dien-${contest.slug}.csv`, request, reply);
  }

  @Post('files/:id/publication')
  @HttpCode(200)
  @Allow(PUBLISHING, 'contest')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Công bố một tệp đã xem, theo mã băm' })
  @Answers(200, OpenDataDeskView)
  async publish(
    @Param('slug') slug: string,
    @Param('id') id: string,
    @Body({ schema: PublishOpenDataBody }) body: PublishOpenDataBody,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<OpenDataDeskView> {
    await this.reach(slug, caller);
    const act = { by: caller.accountId, requestId: request.id };
    return openDataDeskView(await this.openData.publish(slug, { id: knownFile(id), ...body }, act));
  }

  @Post('withdrawal')
  @HttpCode(200)
  @Allow(PUBLISHING, 'contest')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Thu hồi tệp đang công khai; ai đã tải về thì vẫn có' })
  @Answers(200, OpenDataDeskView)
  async withdraw(
    @Param('slug') slug: string,
    @Body({ schema: WithdrawOpenDataBody }) { reason }: WithdrawOpenDataBody,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<OpenDataDeskView> {
    await this.reach(slug, caller);
    const act = { by: caller.accountId, requestId: request.id };
    return openDataDeskView(await this.openData.withdraw(slug, reason, act));
  }

  private async reach(slug: string, caller: Identity): Promise<ReportedContest> {
    const contest = await this.contests.bySlug(knownSlug(slug));
    refuseOthers(caller, contest.id, PUBLISHING);
    return contest;
  }
}

function knownFile(id: string): string {
  if (!OpenDataFileId.safeParse(id).success) throw new DomainError('OPEN_DATA_NOT_FOUND');
  return id;
}

/** A file as it lies there, packed, or unpacked for who takes nothing else. It may be withdrawn, so it is kept for minutes only. */
function send(
  { bytes, hash }: { bytes: Buffer; hash: string },
  name: string,
  request: CallerRequest,
  reply: FastifyReply,
): void {
  const tag = `"${hash}"`;
  if (!reply.hasHeader('cache-control')) void reply.header('cache-control', 'public, max-age=60');
  void reply.headers({ 'content-disposition': attachment(name), etag: tag, vary: 'accept-encoding' });
  if (request.headers['if-none-match'] === tag) return void reply.status(304).send();
  void reply.type('text/csv; charset=utf-8');
  const takesPacked = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
  if (takesPacked) void reply.header('content-encoding', 'gzip').send(bytes);
  else void reply.send(Readable.from([bytes]).pipe(createGunzip()));
}
