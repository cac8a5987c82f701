import {
  Body,
  Controller,
  Get,
  Header,
  HttpCode,
  Param,
  ParseIntPipe,
  Post,
  Put,
  Query,
  Req,
  Res,
} from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { CertificateDesignService, CertificateGiver, CertificateService } from '#contests';
import { DoorLimits, type Identity } from '#identity';
import { Allow, Caller, type CallerRequest } from '../access.js';
import { writerOf } from '../contests/plan-writer.js';
import { Noted } from '../noted.js';
import { Answers } from '../openapi.js';
import { attachment } from '../results/attachment.js';
import { knownSlug } from '../results/scope.dto.js';
import { CertificateDrawing } from './certificate-drawing.js';
import {
  CertificateDesignBody,
  CertificateDesignView,
  CertificatePreviewQuery,
  CertificatesQuery,
  CertificatesView,
  CertificateUnitsView,
  MyCertificatesView,
  PublicCertificateView,
  RevokeCertificateBody,
  TakeCertificateBody,
  CertificateView,
} from './certificate.dto.js';

const FILE = { content: { 'image/png': {}, 'application/pdf': {} } };

/** Certificates: their design and list for who runs a contest, the own ones for a person, and what a code stands for. */
@ApiTags('certificates')
@Controller()
@Allow(['organizer', 'administrator'], 'contest')
export class CertificateController {
  constructor(
    private readonly certificates: CertificateService,
    private readonly designs: CertificateDesignService,
    private readonly giver: CertificateGiver,
    private readonly drawing: CertificateDrawing,
    private readonly limits: DoorLimits,
  ) {}

  @Get('contests/:slug/certificates/design')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Mẫu giấy chứng nhận của một cuộc thi, và đã cấp bao nhiêu' })
  @Answers(200, CertificateDesignView)
  design(
    @Param('slug') slug: string,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<CertificateDesignView> {
    return this.designs.design(writerOf(caller, request), knownSlug(slug));
  }

  @Put('contests/:slug/certificates/design')
  @ApiOperation({ summary: 'Thay mẫu giấy chứng nhận; không phải sửa thể lệ' })
  @Answers(200, CertificateDesignView)
  putDesign(
    @Param('slug') slug: string,
    @Body({ schema: CertificateDesignBody }) { version, ...design }: CertificateDesignBody,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<CertificateDesignView> {
    return this.designs.putDesign(writerOf(caller, request), knownSlug(slug), version, design);
  }

  @Get('contests/:slug/certificates/preview')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Xem thử giấy chứng nhận theo mẫu đã lưu, với tên thường gặp hay tên dài nhất' })
  @ApiOkResponse(FILE)
  async preview(
    @Param('slug') slug: string,
    @Query({ schema: CertificatePreviewQuery }) wish: CertificatePreviewQuery,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { contest } = await this.designs.design(writerOf(caller, request), knownSlug(slug));
    const bytes = await this.drawing.preview(contest, wish, request.headers.host);
    send(reply, wish.as, bytes, 'Xem thử giấy chứng nhận');
  }

  @Get('contests/:slug/certificates')
  @Noted('contest.certificates_listed')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Giấy chứng nhận đã cấp, theo số' })
  @Answers(200, CertificatesView)
  async list(
    @Param('slug') slug: string,
    @Query({ schema: CertificatesQuery }) { search = '', after, limit }: CertificatesQuery,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<CertificatesView> {
    const known = knownSlug(slug);
    await this.certificates.reach(writerOf(caller, request), known);
    const found = await this.certificates.list(known, { after, limit: limit + 1, search });
    const certificates = found.slice(0, limit);
    return { certificates, next: found.length > limit ? certificates.at(-1)!.number : null };
  }

  @Get('contests/:slug/certificates/units')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Đơn vị có giấy chứng nhận, và bao nhiêu' })
  @Answers(200, CertificateUnitsView)
  async units(
    @Param('slug') slug: string,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<CertificateUnitsView> {
    const known = knownSlug(slug);
    await this.certificates.reach(writerOf(caller, request), known);
    return { units: await this.certificates.units(known) };
  }

  @Post('contests/:slug/certificates/:number/revocation')
  @HttpCode(204)
  @ApiOperation({ summary: 'Thu hồi một giấy chứng nhận, có lý do; trang xác nhận nói đã thu hồi' })
  async revoke(
    @Param('slug') slug: string,
    @Param('number', ParseIntPipe) number: number,
    @Body({ schema: RevokeCertificateBody }) { reason }: RevokeCertificateBody,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<void> {
    await this.certificates.revoke(writerOf(caller, request), knownSlug(slug), number, reason);
  }

  @Get('me/certificates')
  @Allow('signed_in', 'own')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Giấy chứng nhận của tôi, theo cuộc thi' })
  @Answers(200, MyCertificatesView)
  async own(@Caller() { accountId }: Identity): Promise<MyCertificatesView> {
    return { contests: await this.certificates.own(accountId) };
  }

  @Post('me/certificates')
  @Allow('signed_in', 'own')
  @HttpCode(200)
  @ApiOperation({ summary: 'Nhận giấy chứng nhận của tôi; nhận lại vẫn là giấy đó' })
  @Answers(200, CertificateView)
  take(
    @Body({ schema: TakeCertificateBody }) { contest }: TakeCertificateBody,
    @Caller() { accountId }: Identity,
  ): Promise<CertificateView> {
    return this.giver.take(accountId, knownSlug(contest));
  }

  @Get('me/certificates/:certificateCode/hinh.png')
  @Allow('signed_in', 'own')
  @Header('cache-control', 'private, no-cache')
  @ApiOperation({ summary: 'Giấy chứng nhận của tôi là hình, để lưu về máy' })
  @ApiOkResponse(FILE)
  picture(
    @Param('certificateCode') code: string,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.file(code, 'png', caller, request, reply);
  }

  @Get('me/certificates/:certificateCode/giay.pdf')
  @Allow('signed_in', 'own')
  @Header('cache-control', 'private, no-cache')
  @ApiOperation({ summary: 'Giấy chứng nhận của tôi là PDF, để in' })
  @ApiOkResponse(FILE)
  paper(
    @Param('certificateCode') code: string,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.file(code, 'pdf', caller, request, reply);
  }

  @Get('certificates/:code')
  @Allow('public')
  @Header('cache-control', 'no-store')
  @Header('x-robots-tag', 'noindex')
  @ApiOperation({ summary: 'Kiểm tra một giấy chứng nhận theo mã in trên giấy' })
  @Answers(200, PublicCertificateView)
  async check(@Param('code') code: string, @Req() request: CallerRequest): Promise<PublicCertificateView> {
    await this.limits.admit(request.ip);
    return this.certificates.check(code);
  }

  private async file(
    code: string,
    as: 'png' | 'pdf',
    { accountId }: Identity,
    request: CallerRequest,
    reply: FastifyReply,
  ): Promise<void> {
    await this.limits.admit(request.ip);
    const given = await this.certificates.ownByCode(accountId, code);
    const name = `Giấy chứng nhận ${given.serial.replace('/', '-')}`;
    send(reply, as, await this.drawing.draw(given, as, request.headers.host), name);
  }
}

/** A picture is shown in the page, to keep by a long press; a PDF is a download, which in-app browsers take too. */
function send(reply: FastifyReply, as: 'png' | 'pdf', bytes: Buffer, name: string): void {
  const type = as === 'png' ? 'image/png' : 'application/pdf';
  const disposition = attachment(`${name}.${as}`);
  void reply
    .header('content-disposition', as === 'png' ? disposition.replace(/^attachment/, 'inline') : disposition)
    .type(type)
    .send(bytes);
}
