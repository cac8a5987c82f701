import { Body, Controller, Get, Header, HttpCode, Post, Query, Req } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { DomainError } from '#domain';
import type { Identity } from '#identity';
import { UnitChangeService, UnitTreeService } from '#units';
import { Allow, Caller, type CallerRequest } from '../access.js';
import { Answers } from '../openapi.js';
import {
  changeView,
  storyView,
  UndoneChangeBody,
  UnitChangeBody,
  UnitChangeMadeView,
  UnitChangePreviewView,
  UnitChangesQuery,
  UnitChangesView,
  UnitStoryQuery,
  UnitStoryView,
  UnitTreeQuery,
  UnitTreeView,
} from './unit-tree.dto.js';

/** The administrative tree in time, and its changes by hand. */
@ApiTags('units')
@Controller('unit-tree')
export class UnitTreeController {
  constructor(
    private readonly tree: UnitTreeService,
    private readonly changes: UnitChangeService,
  ) {}

  @Get()
  @Allow(['organizer', 'unit_organizer', 'administrator'])
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Cây đơn vị của một ngày: các đơn vị ngay dưới một mã, hoặc tìm theo tên, mã, tên cũ' })
  @Answers(200, UnitTreeView)
  async list(@Query({ schema: UnitTreeQuery }) query: UnitTreeQuery): Promise<UnitTreeView> {
    const { parent = null, search = '', afterName, afterId, limit, on = this.tree.today() } = query;
    const after = afterName === undefined || afterId === undefined ? null : { name: afterName, id: afterId };
    const page = { on, after, limit: limit + 1 };
    const rows =
      search === ''
        ? (await this.tree.below(parent, page)).map((row) => ({ ...row, now: null }))
        : (await this.tree.find(search, page)).map((row) => ({ ...row, childCount: null }));
    const units = rows.slice(0, limit);
    const last = units.at(-1);
    const next = rows.length > limit && last ? { afterName: last.name, afterId: last.id } : null;
    return { on, units, next };
  }

  @Get('unit')
  @Allow(['organizer', 'administrator'])
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Một đơn vị: cấp trên, các thời kỳ của mã, từ đâu mà có và nay là gì' })
  @Answers(200, UnitStoryView)
  async story(@Query({ schema: UnitStoryQuery }) query: UnitStoryQuery): Promise<UnitStoryView> {
    const { code, from, on = this.tree.today() } = query;
    return storyView(await this.tree.story(code, from, on), (row) => this.changes.canUndo(row));
  }

  @Get('changes')
  @Allow(['organizer', 'administrator'])
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Các thay đổi đã ghi bằng tay, mới nhất trước' })
  @Answers(200, UnitChangesView)
  async history(@Query({ schema: UnitChangesQuery }) { after }: UnitChangesQuery): Promise<UnitChangesView> {
    const { changes, next } = await this.changes.list(after ?? null);
    return { changes: changes.map(({ canUndo, ...row }) => changeView(row, canUndo)), next };
  }

  @Post('change-previews')
  @HttpCode(200)
  @Allow(['administrator'])
  @ApiOperation({ summary: 'Xem thử một thay đổi của cây đơn vị' })
  @Answers(200, UnitChangePreviewView)
  async preview(
    @Body({ schema: UnitChangeBody }) { change, effectiveOn, legalBasis }: UnitChangeBody,
    @Caller() caller: Identity,
  ): Promise<UnitChangePreviewView> {
    refuseElsewhere(caller);
    return this.changes.preview(change, { effectiveOn, legalBasis });
  }

  @Post('changes')
  @Allow(['administrator'])
  @ApiOperation({ summary: 'Ghi một thay đổi: đổi tên, chuyển, sáp nhập, chia, thôi hoạt động, thêm' })
  @Answers(201, UnitChangeMadeView)
  async make(
    @Body({ schema: UnitChangeBody }) { change, effectiveOn, legalBasis }: UnitChangeBody,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<UnitChangeMadeView> {
    refuseElsewhere(caller);
    const by = { accountId: caller.accountId, requestId: request.id };
    return { id: await this.changes.make(change, { effectiveOn, legalBasis }, by) };
  }

  @Post('undone-changes')
  @HttpCode(204)
  @Allow(['administrator'])
  @ApiOperation({ summary: 'Hoàn lại một thay đổi, khi ngày có hiệu lực chưa qua' })
  async undo(
    @Body({ schema: UndoneChangeBody }) { id }: UndoneChangeBody,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<void> {
    refuseElsewhere(caller);
    await this.changes.undo(id, { accountId: caller.accountId, requestId: request.id });
  }
}

/** The tree is of the whole installation: who administers one contest does not change it. */
export function refuseElsewhere({ roles }: Pick<Identity, 'roles'>): void {
  if (!roles.some(({ role, contestId }) => role === 'administrator' && contestId === null)) {
    throw new DomainError('NOT_ALLOWED');
  }
}
