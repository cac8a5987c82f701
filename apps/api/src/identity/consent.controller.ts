import { Controller, Get, Header } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { currentConsents } from '#identity';
import { Allow } from '../access.js';
import { Answers } from '../openapi.js';
import { ConsentTextsView } from './identity.dto.js';

/** What people are asked to agree to before their data are used. */
@ApiTags('identity')
@Controller('consents')
export class ConsentController {
  @Get('current')
  @Allow('public')
  @Header('cache-control', 'public, max-age=60')
  @ApiOperation({ summary: 'Các văn bản đồng ý xử lý dữ liệu cá nhân đang dùng' })
  @Answers(200, ConsentTextsView)
  current(): ConsentTextsView {
    return { texts: currentConsents() };
  }
}
