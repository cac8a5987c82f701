import { Body, Controller, Get, Header, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiConsumes, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { InvitedUnitsService, OpeningService } from '#contests';
import { LIMITS } from '#domain';
import { checkRuns, type Identity } from '#identity';
import { UnitTableService } from '#results';
import { Allow, Caller, type CallerRequest } from '../access.js';
import { HeavyDesk } from '../heavy/heavy-desk.js';
import { TakesLong } from '../heavy/takes-long.js';
import { Answers } from '../openapi.js';
import { XLSX } from '../results/attachment.js';
import { knownSlug } from '../results/scope.dto.js';
import {
  InvitedChangeBody,
  InvitedListBody,
  InvitedListQuery,
  InvitedOutcomeView,
  InvitedUnitsQuery,
  InvitedUnitsView,
  tableOf,
} from './invited-units.dto.js';

/** Who is invited to a contest, with how many people, and what is known from earlier times. */
@ApiTags('contests')
@Controller('contests/:slug')
export class InvitedUnitsController {
  constructor(
    private readonly invited: InvitedUnitsService,
    private readonly contests: OpeningService,
    private readonly tables: UnitTableService,
    private readonly heavy: HeavyDesk,
  ) {}

  @Get('invited-units')
  @Allow(['organizer', 'administrator'], 'contest')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Danh sách mời: số người kèm ngày và nguồn, khối, số liệu nhập' })
  @Answers(200, InvitedUnitsView)
  async list(
    @Param('slug') slug: string,
    @Query({ schema: InvitedUnitsQuery }) query: InvitedUnitsQuery,
    @Caller() caller: Identity,
  ): Promise<InvitedUnitsView> {
    const id = await this.contestRunBy(slug, caller);
    const { search = '', block = null, afterName, afterId, limit } = query;
    const after = afterName === undefined || afterId === undefined ? null : { name: afterName, id: afterId };
    const { summary, blocks, units: rows } = await this.invited.list(id, { search, block, after, limit: limit + 1 });
    const { contest } = await this.tables.all(knownSlug(slug), { scope: 'contest' }, caller);
    const units = rows.slice(0, limit);
    const last = units.at(-1);
    const next = rows.length > limit && last ? { afterName: last.name, afterId: last.id } : null;
    return { rule: contest.rules.participation, summary, blocks, units, next };
  }

  @Post('invited-units')
  @TakesLong()
  @Allow(['organizer', 'administrator'], 'contest')
  @Header('cache-control', 'no-store')
  @ApiOperation({
    summary: 'Nhập từ tệp danh sách mời (mã đơn vị, số người, khối) hoặc số liệu của lần trước; chạy thử trước',
  })
  @ApiConsumes('application/json', 'text/csv', XLSX)
  @Answers(201, InvitedOutcomeView)
  async take(
    @Param('slug') slug: string,
    @Query({ schema: InvitedListQuery }) { list, dryRun, ...from }: InvitedListQuery,
    @Body({ schema: InvitedListBody }) body: InvitedListBody,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<InvitedOutcomeView> {
    const id = await this.contestRunBy(slug, caller);
    const table =
      'file' in body ? await this.heavy.do('tableOfFile', body.file, LIMITS.invitationRowsMax) : tableOf(body.table);
    if (dryRun) void reply.status(200);
    const by = { accountId: caller.accountId, requestId: request.id };
    return list === 'earlier'
      ? this.invited.importTotals(id, table, from, dryRun, by)
      : this.invited.importList(id, table, from, dryRun, by);
  }

  @Post('invited-unit-changes')
  @HttpCode(204)
  @Allow(['organizer', 'administrator'], 'contest')
  @ApiOperation({ summary: 'Thêm, bỏ đơn vị được mời; ghi số người kèm ngày và nguồn; xếp khối' })
  async change(
    @Param('slug') slug: string,
    @Body({ schema: InvitedChangeBody }) body: InvitedChangeBody,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<void> {
    const id = await this.contestRunBy(slug, caller);
    const by = { accountId: caller.accountId, requestId: request.id };
    if (body.kind === 'added') await this.invited.add(id, body.codes, by);
    else if (body.kind === 'removed') await this.invited.remove(id, body.codes, by);
    else if (body.kind === 'block') await this.invited.setBlock(id, body.codes, body.block, by);
    else {
      const { code, headcount, on, source } = body;
      await this.invited.setHeadcount(id, code, headcount, { on, source }, by);
    }
  }

  private async contestRunBy(slug: string, caller: Identity): Promise<number> {
    const { id } = await this.contests.contest(knownSlug(slug));
    checkRuns(caller, id);
    return id;
  }
}
