import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Identity } from '#identity';
import { BoardService } from '#results';
import { Allow, MaybeCaller } from '../access.js';
import { Answers } from '../openapi.js';
import { BoardQuery, BoardView, boardView } from './board.dto.js';
import { knownSlug } from './scope.dto.js';

/** Individual boards of a contest. */
@ApiTags('results')
@Controller('contests/:slug')
export class BoardController {
  constructor(private readonly boards: BoardService) {}

  @Get('board')
  @Allow('public')
  @ApiOperation({ summary: 'Bảng xếp hạng cá nhân, kèm hàng của người đang đăng nhập' })
  @Answers(200, BoardView)
  async board(
    @Param('slug') slug: string,
    @Query({ schema: BoardQuery }) query: BoardQuery,
    @MaybeCaller() caller: Identity | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<BoardView> {
    void reply.header('cache-control', caller ? 'no-store' : 'no-cache');
    return boardView(await this.boards.board(knownSlug(slug), query, caller ?? null));
  }
}
