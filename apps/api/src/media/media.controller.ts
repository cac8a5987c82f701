import { Controller, Get, Headers, Param, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { MediaService } from '#bank';
import { DomainError } from '#domain';
import { Allow } from '../access.js';
import { byteRange } from './byte-range.js';

const HASH = /^[0-9a-f]{64}$/;
const BINARY = { schema: { type: 'string', format: 'binary' } };

/** Pictures and sounds of questions. Named by their content: a copy stays right for ever, on the phone and on the way. */
@ApiTags('media')
@Controller('media')
export class MediaController {
  constructor(private readonly media: MediaService) {}

  @Get(':hash')
  @Allow('public')
  @ApiOperation({ summary: 'Ảnh hoặc tiếng của câu hỏi, theo mã SHA-256; nhận yêu cầu một khoảng byte' })
  @ApiOkResponse({ content: { 'image/*': BINARY, 'audio/*': BINARY } })
  async read(
    @Param('hash') hash: string,
    @Headers('range') range: string | undefined,
    @Headers('if-none-match') known: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const file = HASH.test(hash) ? await this.media.read(hash) : null;
    if (!file) throw new DomainError('NOT_FOUND');
    const { mime, bytes } = file;
    const tag = `"${hash}"`;
    void reply.headers({
      'cache-control': 'public, max-age=31536000, immutable',
      etag: tag,
      'accept-ranges': 'bytes',
      'content-disposition': 'inline',
    });
    if (known === tag) return void reply.status(304).send();
    const part = byteRange(range, bytes.length);
    void reply.type(mime);
    if (part === null) return void reply.send(bytes);
    if (part === 'unsatisfiable')
      return void reply.status(416).header('content-range', `bytes */${bytes.length}`).send(Buffer.alloc(0));
    const { first, last } = part;
    void reply.status(206).header('content-range', `bytes ${first}-${last}/${bytes.length}`);
    void reply.send(bytes.subarray(first, last + 1));
  }
}
