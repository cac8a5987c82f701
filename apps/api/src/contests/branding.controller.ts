import { Body, Controller, Get, Header, Headers, Param, Post, Put, Query, Req, Res } from '@nestjs/common';
import { ApiConsumes, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { BrandingService, type Branded } from '#contests';
import { DomainError } from '#domain';
import type { Identity } from '#identity';
import { Allow, Caller, type CallerRequest } from '../access.js';
import { Answers } from '../openapi.js';
import { attachment } from '../results/attachment.js';
import { knownSlug } from '../results/scope.dto.js';
import {
  BrandingBody,
  BrandingFileBody,
  BrandingFileQuery,
  BrandingFileView,
  BrandingHash,
  BrandingStateView,
} from './branding.dto.js';
import { writerOf } from './plan-writer.js';

const BINARY = { schema: { type: 'string', format: 'binary' } };

/** How a contest shows itself: logo, banner, footer, signed papers; of a plan before it opens, of a contest after. */
@ApiTags('branding')
@Controller()
@Allow(['organizer', 'unit_organizer', 'administrator'], 'contest')
export class BrandingController {
  constructor(private readonly brandings: BrandingService) {}

  @Get('contests/:slug/branding')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Nhận diện của một cuộc thi: logo, banner, chân trang, văn bản đã ký' })
  @Answers(200, BrandingStateView)
  read(
    @Param('slug') slug: string,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<BrandingStateView> {
    return this.brandings.read(writerOf(caller, request), contestOf(slug));
  }

  @Put('contests/:slug/branding')
  @ApiOperation({ summary: 'Thay nhận diện của một cuộc thi; không phải sửa thể lệ' })
  @Answers(200, BrandingStateView)
  put(
    @Param('slug') slug: string,
    @Body({ schema: BrandingBody }) body: BrandingBody,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<BrandingStateView> {
    return this.brandings.put(writerOf(caller, request), contestOf(slug), body);
  }

  @Post('contests/:slug/branding/files')
  @ApiOperation({ summary: 'Tải lên logo, banner (PNG, JPEG) hay văn bản đã ký (PDF) của một cuộc thi' })
  @ApiConsumes('image/png', 'image/jpeg', 'application/pdf')
  @Answers(201, BrandingFileView)
  keep(
    @Param('slug') slug: string,
    @Query({ schema: BrandingFileQuery }) { use }: BrandingFileQuery,
    @Body({ schema: BrandingFileBody }) { file }: BrandingFileBody,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<BrandingFileView> {
    return this.brandings.keep(writerOf(caller, request), contestOf(slug), use, file as Buffer);
  }

  @Get('contest-plans/:id/branding')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Nhận diện của một bản soạn' })
  @Answers(200, BrandingStateView)
  readOfPlan(
    @Param('id') id: string,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<BrandingStateView> {
    return this.brandings.read(writerOf(caller, request), planOf(id));
  }

  @Put('contest-plans/:id/branding')
  @ApiOperation({ summary: 'Thay nhận diện của một bản soạn' })
  @Answers(200, BrandingStateView)
  putOfPlan(
    @Param('id') id: string,
    @Body({ schema: BrandingBody }) body: BrandingBody,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<BrandingStateView> {
    return this.brandings.put(writerOf(caller, request), planOf(id), body);
  }

  @Post('contest-plans/:id/branding/files')
  @ApiOperation({ summary: 'Tải lên một tệp cho nhận diện của một bản soạn' })
  @ApiConsumes('image/png', 'image/jpeg', 'application/pdf')
  @Answers(201, BrandingFileView)
  keepOfPlan(
    @Param('id') id: string,
    @Query({ schema: BrandingFileQuery }) { use }: BrandingFileQuery,
    @Body({ schema: BrandingFileBody }) { file }: BrandingFileBody,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<BrandingFileView> {
    return this.brandings.keep(writerOf(caller, request), planOf(id), use, file as Buffer);
  }

  @Get('branding-files/:hash')
  @Allow('public')
  @ApiOperation({ summary: 'Logo, banner hoặc văn bản đã ký mà một cuộc thi đang dùng, theo mã SHA-256' })
  @ApiOkResponse({ content: { 'image/*': BINARY, 'application/pdf': BINARY } })
  async file(
    @Param('hash') hash: string,
    @Headers('if-none-match') known: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const file = BrandingHash.safeParse(hash).success ? await this.brandings.file(hash) : null;
    if (!file) throw new DomainError('NOT_FOUND');
    const tag = `"${hash}"`;
    const isPicture = file.mime.startsWith('image/');
    void reply.headers({
      // A paper that was taken down is asked for again, and is gone then.
      'cache-control': isPicture ? 'public, max-age=31536000, immutable' : 'no-cache',
      etag: tag,
      // A paper from elsewhere is kept on the device, never opened as a page of ours.
      'content-disposition': isPicture ? 'inline' : attachment(`${file.title ?? 'van-ban'}.pdf`),
    });
    if (known === tag) return void reply.status(304).send();
    void reply.type(file.mime).send(file.bytes);
  }
}

const contestOf = (slug: string): Branded => ({ contest: knownSlug(slug) });

/** What cannot be the number of a plan names none. */
function planOf(id: string): Branded {
  if (!z.uuid().safeParse(id).success) throw new DomainError('PLAN_NOT_FOUND');
  return { plan: id };
}
