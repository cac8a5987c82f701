import {
  Body,
  Controller,
  Get,
  Header,
  HttpCode,
  Inject,
  Param,
  Post,
  Query,
  Req,
  Res,
  StreamableFile,
} from '@nestjs/common';
import { ApiConsumes, ApiCreatedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { DomainError, LIMITS } from '#domain';
import {
  readInvitationList,
  UnitInvitationService,
  type Identity,
  type InvitationFault,
  type InvitationFile,
  type InvitationRow,
  type InvitationWriter,
} from '#identity';
import { ENV, type Env } from '#platform';
import { Allow, Caller, type CallerRequest } from '../access.js';
import { Noted } from '../noted.js';
import { HeavyDesk } from '../heavy/heavy-desk.js';
import { TakesLong } from '../heavy/takes-long.js';
import { Answers } from '../openapi.js';
import { attachment, XLSX } from '../results/attachment.js';
import { knownSlug } from '../results/scope.dto.js';
import { visitorOf, welcome } from './signed-in.js';
import {
  InvitationForecastView,
  InvitationGlanceView,
  InvitationStatesQuery,
  InvitationStatesView,
  invitationStatesView,
  InviteBody,
  InviteQuery,
  LetterQuery,
  OpenInvitationBody,
  proofOf,
  RedeemedView,
  RedeemUnitInvitationBody,
  ReplaceManagerBody,
} from './unit-invitation.dto.js';

const binary = { schema: { type: 'string' as const, format: 'binary' } };
const FILE = { content: { 'application/pdf': binary, [XLSX]: binary, 'text/plain': binary } };

/** Managers of units: invited in bulk by who runs the contest, and coming in with a letter. */
@ApiTags('identity')
@Controller()
export class UnitInvitationController {
  constructor(
    private readonly invitations: UnitInvitationService,
    private readonly heavy: HeavyDesk,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /** The answer is the only place where links and codes are: it is given once, and kept by no cache. */
  @Post('contests/:slug/unit-invitations')
  @TakesLong()
  @Allow(['organizer', 'administrator'], 'contest')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Mời đầu mối hàng loạt; trả về tệp thư mời, chỉ một lần' })
  @ApiConsumes('application/json', 'text/csv', XLSX)
  @ApiCreatedResponse(FILE)
  @Answers(200, InvitationForecastView)
  async invite(
    @Param('slug') slug: string,
    @Query({ schema: InviteQuery }) query: InviteQuery,
    @Body({ schema: InviteBody }) body: InviteBody,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile | InvitationForecastView> {
    const { rows, faults } = await this.listOf(body);
    if (query.dryRun) {
      void reply.status(200);
      const seen = await this.invitations.forecast(knownSlug(slug), rows, caller);
      return {
        ...seen,
        faultCount: seen.faultCount + faults.length,
        faults: [...faults, ...seen.faults].slice(0, 100),
      };
    }
    const [first] = faults;
    if (first) throw new DomainError('INVITATION_LIST_FAULTY', { faults: faults.length, ...first });
    const write: InvitationWriter = (...letters) => this.heavy.do('letters', ...letters);
    return download(await this.invitations.invite(knownSlug(slug), rows, query.format, caller, request.id, write));
  }

  @Get('contests/:slug/unit-invitations')
  @Allow(['organizer', 'administrator'], 'contest')
  @Noted('unit_invitations.read')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Đơn vị nào chưa mời, đã gửi, đã mở, đã có đầu mối' })
  @Answers(200, InvitationStatesView)
  async states(
    @Param('slug') slug: string,
    @Query({ schema: InvitationStatesQuery }) query: InvitationStatesQuery,
    @Caller() caller: Identity,
  ): Promise<InvitationStatesView> {
    const find = { ...query, state: query.state ?? null };
    return invitationStatesView(await this.invitations.states(knownSlug(slug), find, caller));
  }

  @Post('contests/:slug/unit-invitations/:id/reissue')
  @Allow(['organizer', 'administrator'], 'contest')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Cấp lại thư mời với liên kết và mã mới; thư cũ hết hiệu lực' })
  @ApiCreatedResponse(FILE)
  async reissue(
    @Param('slug') slug: string,
    @Param('id') id: string,
    @Query({ schema: LetterQuery }) query: LetterQuery,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<StreamableFile> {
    const place = { slug: knownSlug(slug), id: knownId(id) };
    return download(await this.invitations.reissue(place, query.format, caller, request.id));
  }

  @Post('contests/:slug/unit-invitations/:id/replace')
  @Allow(['organizer', 'administrator'], 'contest')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Thay đầu mối: người cũ thôi quyền, người mới có thư mời' })
  @ApiCreatedResponse(FILE)
  async replace(
    @Param('slug') slug: string,
    @Param('id') id: string,
    @Query({ schema: LetterQuery }) query: LetterQuery,
    @Body({ schema: ReplaceManagerBody }) body: ReplaceManagerBody,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<StreamableFile> {
    const place = { slug: knownSlug(slug), id: knownId(id) };
    return download(await this.invitations.replace(place, body, query.format, caller, request.id));
  }

  @Post('unit-invitations/open')
  @Allow('public')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Xem thư mời đầu mối: của cuộc thi nào, đơn vị nào' })
  @Answers(200, InvitationGlanceView)
  async open(
    @Body({ schema: OpenInvitationBody }) body: OpenInvitationBody,
    @Req() request: CallerRequest,
  ): Promise<InvitationGlanceView> {
    return this.invitations.open(proofOf(body), visitorOf(request));
  }

  @Post('unit-invitations/redeem')
  @Allow('public')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Nhận làm đầu mối đơn vị bằng thư mời, và đăng nhập' })
  @Answers(201, RedeemedView)
  async redeem(
    @Body({ schema: RedeemUnitInvitationBody }) body: RedeemUnitInvitationBody,
    @Req() request: CallerRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RedeemedView> {
    const { phone, password, fullName } = body;
    const person = { phone, password, fullName };
    const signedIn = await this.invitations.redeem(proofOf(body), person, visitorOf(request));
    return { ...welcome(reply, signedIn, this.env), recoveryCode: signedIn.recoveryCode };
  }

  private async listOf(body: InviteBody): Promise<{ rows: InvitationRow[] | 'all_units'; faults: InvitationFault[] }> {
    if ('file' in body) {
      return readInvitationList(await this.heavy.do('tableOfFile', body.file, LIMITS.invitationRowsMax));
    }
    if ('allUnits' in body) return { rows: 'all_units', faults: [] };
    const rows = body.rows.map(({ fullName = null, phone = null, ...rest }, i) => ({
      ...rest,
      fullName,
      phone,
      row: i + 1,
    }));
    return { rows, faults: [] };
  }
}

function download({ name, type, bytes }: InvitationFile): StreamableFile {
  return new StreamableFile(bytes, { type, disposition: attachment(name), length: bytes.length });
}

/** What cannot be the number of an invitation names none. */
function knownId(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new DomainError('INVITATION_NOT_FOUND');
  return Number(text);
}
