import { Body, Controller, Get, Header, HttpCode, Param, Post, Put, Req, Res, StreamableFile } from '@nestjs/common';
import { ApiConsumes, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { BatchService } from '#bank';
import { DomainError } from '#domain';
import type { Identity } from '#identity';
import { Allow, Caller, type CallerRequest } from '../access.js';
import { Noted } from '../noted.js';
import { Answers } from '../openapi.js';
import {
  bankCaller,
  BatchBody,
  BatchConfirmedView,
  BatchEnteredView,
  BatchesView,
  BatchId,
  knownCode,
  MediaBody,
} from './bank.dto.js';

const binary = { schema: { type: 'string' as const, format: 'binary' } };

/** Questions that a committee approved on paper: entered by one account, confirmed by another, published as one. */
@ApiTags('bank')
@Controller('banks/:bankCode/batches')
@Allow(['reviewer', 'organizer', 'administrator'], 'contest')
export class BatchController {
  constructor(private readonly batches: BatchService) {}

  @Get()
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Các quyết định phê duyệt câu hỏi của một ngân hàng' })
  @Answers(200, BatchesView)
  async list(@Param('bankCode') bankCode: string, @Caller() caller: Identity): Promise<BatchesView> {
    const batches = await this.batches.list(knownBank(bankCode), bankCaller(caller));
    return {
      batches: batches.map((batch) => ({
        ...batch,
        madeAt: batch.madeAt.toISOString(),
        confirmedAt: batch.confirmedAt?.toISOString() ?? null,
      })),
    };
  }

  @Post()
  @ApiOperation({ summary: 'Nhập một quyết định phê duyệt; chưa câu nào được dùng' })
  @Answers(201, BatchEnteredView)
  enter(
    @Param('bankCode') bankCode: string,
    @Body({ schema: BatchBody }) body: BatchBody,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<BatchEnteredView> {
    return this.batches.enter(knownBank(bankCode), body, { caller: bankCaller(caller), requestId: request.id });
  }

  @Put(':batchId/scan')
  @HttpCode(204)
  @ApiOperation({ summary: 'Tải lên bản quét của quyết định (PDF, PNG, JPEG)' })
  @ApiConsumes('application/pdf', 'image/png', 'image/jpeg')
  putScan(
    @Param('bankCode') bankCode: string,
    @Param('batchId') batchId: string,
    @Body({ schema: MediaBody }) { file }: MediaBody,
    @Caller() caller: Identity,
  ): Promise<void> {
    return this.batches.putScan(knownBank(bankCode), knownBatch(batchId), file, bankCaller(caller));
  }

  @Get(':batchId/scan')
  @Noted('item_batch.scan_read')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Bản quét của quyết định' })
  @ApiOkResponse({ content: { 'application/pdf': binary, 'image/*': binary } })
  async scan(
    @Param('bankCode') bankCode: string,
    @Param('batchId') batchId: string,
    @Caller() caller: Identity,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const { scan, mime } = await this.batches.scan(knownBank(bankCode), knownBatch(batchId), bankCaller(caller));
    // A paper from elsewhere is kept on the device, never opened as a page of ours.
    void reply.header('content-disposition', `attachment; filename="quyet-dinh-${knownBatch(batchId)}"`);
    return new StreamableFile(scan, { type: mime });
  }

  @Post(':batchId/confirmation')
  @HttpCode(200)
  @ApiOperation({ summary: 'Người thứ hai xác nhận quyết định: mọi câu trong đó được dùng, hoặc không câu nào' })
  @Answers(200, BatchConfirmedView)
  confirm(
    @Param('bankCode') bankCode: string,
    @Param('batchId') batchId: string,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<BatchConfirmedView> {
    const by = { caller: bankCaller(caller), requestId: request.id };
    return this.batches.confirm(knownBank(bankCode), knownBatch(batchId), by);
  }
}

const knownBank = (code: string): string => knownCode(code, 'BANK_NOT_FOUND');

function knownBatch(id: string): number {
  const { data } = BatchId.safeParse(id);
  if (data === undefined) throw new DomainError('BATCH_NOT_FOUND');
  return data;
}
