import { Body, Controller, Delete, Get, Header, HttpCode, Param, Put, Req } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { OfferService } from '#contests';
import type { Identity } from '#identity';
import { Allow, Caller, type CallerRequest } from '../access.js';
import { Answers } from '../openapi.js';
import { OfferBody, OffersView, OfferView } from './offer.dto.js';
import { knownPlan } from './plan.dto.js';
import { writerOf } from './plan-writer.js';

/** What the province offers its units to begin contests of their own from. */
@ApiTags('plans')
@Controller()
export class OfferController {
  constructor(private readonly offers: OfferService) {}

  @Get('contest-offers')
  @Allow(['organizer', 'unit_organizer', 'administrator'], 'unit')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Các mẫu tỉnh giao cho đơn vị: mọi mẫu, hoặc những mẫu mà đơn vị của người hỏi nhận được' })
  @Answers(200, OffersView)
  async list(@Caller() caller: Identity, @Req() request: CallerRequest): Promise<OffersView> {
    return { offers: await this.offers.list(writerOf(caller, request)) };
  }

  @Get('contest-plans/:id/offer')
  @Allow(['organizer', 'administrator'], 'contest')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Bản soạn được giao cho đơn vị nào, khóa những chỗ nào' })
  @Answers(200, OfferView)
  async read(@Param('id') id: string, @Caller() caller: Identity, @Req() request: CallerRequest): Promise<OfferView> {
    return { offer: await this.offers.read(writerOf(caller, request), knownPlan(id)) };
  }

  @Put('contest-plans/:id/offer')
  @HttpCode(204)
  @Allow(['organizer', 'administrator'], 'contest')
  @ApiOperation({ summary: 'Giao bản soạn làm mẫu cho đơn vị tự tổ chức' })
  @ApiNoContentResponse()
  async offer(
    @Param('id') id: string,
    @Body({ schema: OfferBody }) body: OfferBody,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<void> {
    await this.offers.offer(writerOf(caller, request), knownPlan(id), body);
  }

  @Delete('contest-plans/:id/offer')
  @HttpCode(204)
  @Allow(['organizer', 'administrator'], 'contest')
  @ApiOperation({ summary: 'Thôi giao bản soạn; những cuộc thi đơn vị đã làm từ đó giữ nguyên' })
  @ApiNoContentResponse()
  async withdraw(@Param('id') id: string, @Caller() caller: Identity, @Req() request: CallerRequest): Promise<void> {
    await this.offers.withdraw(writerOf(caller, request), knownPlan(id));
  }
}
