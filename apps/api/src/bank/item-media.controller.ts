import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiConsumes, ApiOperation, ApiTags } from '@nestjs/swagger';
import { MediaWriter } from '#bank';
import type { Identity } from '#identity';
import { Allow, Caller } from '../access.js';
import { Answers } from '../openapi.js';
import { bankCaller, knownCode, MediaBody, MediaKeptView } from './bank.dto.js';

/** Pictures and sounds for questions, before a version names them. */
@ApiTags('bank')
@Controller('banks/:bankCode/media')
export class ItemMediaController {
  constructor(private readonly media: MediaWriter) {}

  @Post()
  @Allow(['author', 'organizer', 'administrator'], 'contest')
  @ApiOperation({ summary: 'Tải lên một ảnh hoặc tiếng cho câu hỏi' })
  @ApiConsumes('image/png', 'image/jpeg', 'image/webp', 'audio/mpeg', 'audio/ogg', 'audio/mp4')
  @Answers(201, MediaKeptView)
  keep(
    @Param('bankCode') bankCode: string,
    @Body({ schema: MediaBody }) { file }: MediaBody,
    @Caller() caller: Identity,
  ): Promise<MediaKeptView> {
    return this.media.keep(knownCode(bankCode, 'BANK_NOT_FOUND'), file, bankCaller(caller));
  }
}
