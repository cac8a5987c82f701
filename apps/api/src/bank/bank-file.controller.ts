import { Body, Controller, Get, Header, HttpCode, Param, Post, Query, Req, StreamableFile } from '@nestjs/common';
import { ApiConsumes, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { BANK_FORMATS, bankTemplate, type BankFormat } from '#bank';
import type { Identity } from '#identity';
import { Allow, Caller, type CallerRequest } from '../access.js';
import { Answers } from '../openapi.js';
import { HeavyDesk } from '../heavy/heavy-desk.js';
import { TakesLong } from '../heavy/takes-long.js';
import { attachment } from '../results/attachment.js';
import { bankCaller, knownCode } from './bank.dto.js';
import { ExportQuery, ImportBody, ImportQuery, ImportView, mendedRows, TemplateQuery } from './bank-file.dto.js';

const FILE = { content: { 'application/octet-stream': { schema: { type: 'string' as const, format: 'binary' } } } };

/** Questions in and out as files. */
@ApiTags('bank')
@Controller()
export class BankFileController {
  constructor(private readonly heavy: HeavyDesk) {}

  @Post('banks/:bankCode/imports')
  @TakesLong()
  @HttpCode(200)
  @Allow(['author', 'organizer', 'administrator'], 'contest')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Nhập câu hỏi từ tệp: chạy thử trước, rồi ghi thành bản nháp' })
  @ApiConsumes('application/octet-stream')
  @Answers(200, ImportView)
  async import(
    @Param('bankCode') bankCode: string,
    @Query({ schema: ImportQuery }) { format, ...query }: ImportQuery,
    @Body({ schema: ImportBody }) { file: bytes }: ImportBody,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<ImportView> {
    const source = format === 'rows' ? { format, bytes, questions: mendedRows(bytes) } : { format, bytes };
    const by = { caller: bankCaller(caller), requestId: request.id };
    return this.heavy.do('bankImport', knownCode(bankCode, 'BANK_NOT_FOUND'), { source, ...query }, by);
  }

  /** The service writes the line of the trail, with how many items went out. */
  @Get('banks/:bankCode/exports')
  @TakesLong()
  @Allow(['author', 'reviewer', 'organizer', 'administrator'], 'contest')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Xuất câu hỏi cùng đáp án ra tệp; mỗi lần xuất có một dòng nhật ký' })
  @ApiOkResponse(FILE)
  async export(
    @Param('bankCode') bankCode: string,
    @Query({ schema: ExportQuery }) query: ExportQuery,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<StreamableFile> {
    const by = { caller: bankCaller(caller), requestId: request.id };
    const { name, mime, bytes } = await this.heavy.do('bankExport', knownCode(bankCode, 'BANK_NOT_FOUND'), query, by);
    return new StreamableFile(bytes, { type: mime, disposition: attachment(name), length: bytes.length });
  }

  /** There is nothing of any bank in it. */
  @Get('bank-templates')
  @Allow('signed_in')
  @ApiOperation({ summary: 'Tệp mẫu để soạn câu hỏi, có ba câu làm ví dụ' })
  @ApiOkResponse(FILE)
  async template(@Query({ schema: TemplateQuery }) { format }: TemplateQuery): Promise<StreamableFile> {
    const { mime, ending }: BankFormat = BANK_FORMATS[format];
    const bytes = await bankTemplate(format);
    const disposition = attachment(`Mẫu câu hỏi.${ending}`);
    return new StreamableFile(bytes, { type: mime, disposition, length: bytes.length });
  }
}
