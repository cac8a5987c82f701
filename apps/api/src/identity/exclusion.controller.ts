import { Body, Controller, Delete, Get, Header, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { DomainError } from '#domain';
import { ExclusionService, type Identity } from '#identity';
import { Allow, Caller, type CallerRequest } from '../access.js';
import { Noted } from '../noted.js';
import { Answers } from '../openapi.js';
import { knownSlug } from '../results/scope.dto.js';
import { ExclusionId, ExclusionsAddedView, ExclusionsBody, ExclusionsQuery, ExclusionsView } from './exclusion.dto.js';

/** Who may not take part in a contest. */
@ApiTags('identity')
@Controller('contests/:slug/exclusions')
export class ExclusionController {
  constructor(private readonly exclusions: ExclusionService) {}

  @Get()
  @Allow(['organizer', 'administrator'], 'contest')
  @Noted('exclusions.read')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Những người không được dự thi, và lượt thi họ đã có' })
  @Answers(200, ExclusionsView)
  async list(
    @Param('slug') slug: string,
    @Query({ schema: ExclusionsQuery }) { after = 0, limit }: ExclusionsQuery,
    @Caller() caller: Identity,
  ): Promise<ExclusionsView> {
    return this.exclusions.list({ contestSlug: knownSlug(slug), caller }, { after, limit });
  }

  @Post()
  @Allow(['organizer', 'administrator'], 'contest')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Thêm người không được dự thi' })
  @Answers(201, ExclusionsAddedView)
  async declare(
    @Param('slug') slug: string,
    @Body({ schema: ExclusionsBody }) { rows }: ExclusionsBody,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<ExclusionsAddedView> {
    return this.exclusions.declare({ contestSlug: knownSlug(slug), caller, requestId: request.id }, rows);
  }

  @Delete(':id')
  @HttpCode(204)
  @Allow(['organizer', 'administrator'], 'contest')
  @ApiOperation({ summary: 'Bỏ một người khỏi danh sách không được dự thi' })
  async lift(
    @Param('slug') slug: string,
    @Param('id') id: string,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<void> {
    const { data } = ExclusionId.safeParse(id);
    if (data === undefined) throw new DomainError('NOT_FOUND');
    await this.exclusions.lift({ contestSlug: knownSlug(slug), caller, requestId: request.id }, data);
  }
}
