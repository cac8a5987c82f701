import { Controller, Get, Header, Param, Query, Req, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { posterFacts, posterFile, posterPicture, type PosterUnit } from '#documents';
import type { Identity } from '#identity';
import { Allow, Caller, type CallerRequest } from '../access.js';
import { knownCode } from '../contests/unit.controller.js';
import { Noted } from '../noted.js';
import { refuseOthers } from '../office.js';
import { attachment } from '../results/attachment.js';
import { knownSlug } from '../results/scope.dto.js';
import { PostedContests } from './posted-contest.js';
import { PosterQuery } from './poster.dto.js';

const binary = { schema: { type: 'string' as const, format: 'binary' } };
const FILE = { content: { 'application/pdf': binary, 'image/png': binary } };

/** Posters and leaflets, to be printed: of the contest, and of a unit with the unit chosen. No person stands on them. */
@ApiTags('papers')
@Controller('contests/:slug')
export class PosterController {
  constructor(private readonly posted: PostedContests) {}

  @Get('poster')
  @Allow(['organizer', 'administrator'], 'contest')
  @Noted('paper.exported')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Áp phích hoặc tờ rơi của cuộc thi' })
  @ApiOkResponse(FILE)
  async ofContest(
    @Param('slug') slug: string,
    @Query({ schema: PosterQuery }) query: PosterQuery,
    @Caller() caller: Identity,
    @Req() { headers }: CallerRequest,
  ): Promise<StreamableFile> {
    const contest = await this.posted.bySlug(knownSlug(slug));
    refuseOthers(caller, contest.id, ['organizer', 'administrator']);
    return this.file(slug, null, query, headers.host);
  }

  @Get('units/:code/poster')
  @Allow(['unit_manager', 'organizer', 'administrator'], 'unit')
  @Noted('paper.exported')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Áp phích hoặc tờ rơi của một đơn vị: mã QR đã chọn sẵn đơn vị' })
  @ApiOkResponse(FILE)
  async ofUnit(
    @Param('slug') slug: string,
    @Param('code') code: string,
    @Query({ schema: PosterQuery }) query: PosterQuery,
    @Caller() caller: Identity,
    @Req() { headers }: CallerRequest,
  ): Promise<StreamableFile> {
    const unit = await this.posted.unitFor(knownSlug(slug), knownCode(code), caller);
    return this.file(slug, unit, query, headers.host);
  }

  private async file(
    slug: string,
    unit: PosterUnit | null,
    { sheet, as }: PosterQuery,
    host: string | undefined,
  ): Promise<StreamableFile> {
    const contest = await this.posted.bySlug(slug);
    const [address, logo] = await Promise.all([this.posted.addressOf(contest, host), this.posted.logoOf(contest)]);
    const facts = posterFacts(contest, unit, address, logo);
    const title = [
      sheet.startsWith('a5') ? 'Tờ rơi' : 'Áp phích',
      sheet.toUpperCase(),
      unit?.name ?? contest.title,
    ].join(' ');
    const isPicture = as === 'png';
    const bytes = isPicture ? await posterPicture(facts, sheet) : await posterFile([facts], sheet, title);
    return new StreamableFile(bytes, {
      type: isPicture ? 'image/png' : 'application/pdf',
      disposition: isPicture ? 'inline' : attachment(`${title}.pdf`),
      length: bytes.length,
    });
  }
}
