import { Body, Controller, Get, Header, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { TrailService, type Identity } from '#identity';
import { Allow, Caller } from '../access.js';
import { Noted } from '../noted.js';
import { Answers } from '../openapi.js';
import { TrailCheckBody, TrailCheckView, TrailQuery, TrailView } from './trail.dto.js';

/** Who did what, when; and whether anybody has touched the lines since. */
@ApiTags('staff')
@Controller('audit-trail')
export class TrailController {
  constructor(private readonly trail: TrailService) {}

  @Get()
  @Allow(['auditor', 'administrator'])
  @Noted('trail.read')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Nhật ký: ai đã làm gì, lúc nào, trước và sau' })
  @Answers(200, TrailView)
  read(@Query({ schema: TrailQuery }) query: TrailQuery, @Caller() caller: Identity): Promise<TrailView> {
    const { family = null, actorId = null, subject = null, from = null, until = null, after = null } = query;
    const { search, limit } = query;
    return this.trail.read(caller, { family, search, actorId, subject, from, until, after, limit });
  }

  @Post('checks')
  @HttpCode(200)
  @Allow(['auditor', 'administrator'])
  @Noted('trail.checked')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Kiểm tra chuỗi niêm phong của nhật ký: có dòng nào bị sửa, bỏ hay chèn không' })
  @Answers(200, TrailCheckView)
  async check(
    @Body({ schema: TrailCheckBody }) { noted }: TrailCheckBody,
    @Caller() caller: Identity,
  ): Promise<TrailCheckView> {
    const [seq, hash] = noted?.split(':') ?? [];
    const link = seq === undefined || hash === undefined ? null : { seq: Number(seq), hash };
    const { head, ...found } = await this.trail.verify(caller, link);
    return { ...found, head: head && `${head.seq}:${head.hash}` };
  }
}
