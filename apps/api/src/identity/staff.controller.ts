import {
  Body,
  Controller,
  Delete,
  Get,
  Header,
  HttpCode,
  Inject,
  Param,
  Patch,
  Post,
  Query,
  Req,
  Res,
} from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { isoInstant } from '#domain';
import { STAFF_SETUP_PATH, StaffService, type Identity, type IssuedInvitation } from '#identity';
import { ENV, type Env } from '#platform';
import { Allow, Caller, type CallerRequest } from '../access.js';
import { Noted } from '../noted.js';
import { Answers } from '../openapi.js';
import { SignedInView } from './identity.dto.js';
import { visitorOf, welcome } from './signed-in.js';
import {
  idOf,
  OfferedRoleView,
  PendingInvitationsView,
  ReadInvitationBody,
  RedeemInvitationBody,
  RoleEndBody,
  roleIdOf,
  StaffInvitationBody,
  StaffInvitationView,
  StaffQuery,
  StaffView,
} from './staff.dto.js';

/** Who works here: inviting, taking up, listing, taking away. */
@ApiTags('staff')
@Controller()
export class StaffController {
  constructor(
    private readonly staff: StaffService,
    @Inject(ENV) private readonly env: Env,
  ) {}

  @Post('staff/invitations')
  @Allow(['administrator', 'organizer'], 'contest')
  @Header('cache-control', 'no-store')
  @ApiOperation({
    summary: 'Mời một người nhận một vai trò; ban tổ chức chỉ mời vai trò dưới mình, trong cuộc thi của mình',
  })
  @Answers(201, StaffInvitationView)
  async invite(
    @Body({ schema: StaffInvitationBody }) body: StaffInvitationBody,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<StaffInvitationView> {
    return this.linkOf(await this.staff.invite(caller, body, request.id));
  }

  @Get('staff/invitations')
  @Allow(['administrator', 'organizer'], 'contest')
  @Noted('staff_invitations.read')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Lời mời chưa ai nhận, kể cả đã quá hạn' })
  @Answers(200, PendingInvitationsView)
  async pending(@Caller() caller: Identity): Promise<PendingInvitationsView> {
    return { invitations: await this.staff.pending(caller) };
  }

  @Post('staff/invitations/:id/renewal')
  @Allow(['administrator', 'organizer'], 'contest')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Tạo đường dẫn mới cho một lời mời; đường dẫn cũ hết hiệu lực' })
  @Answers(201, StaffInvitationView)
  async inviteAgain(
    @Param('id') id: string,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<StaffInvitationView> {
    return this.linkOf(await this.staff.inviteAgain(caller, idOf(id), request.id));
  }

  @Delete('staff/invitations/:id')
  @Allow(['administrator', 'organizer'], 'contest')
  @HttpCode(204)
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Rút một lời mời' })
  @ApiNoContentResponse()
  async withdraw(@Param('id') id: string, @Caller() caller: Identity, @Req() request: CallerRequest): Promise<void> {
    await this.staff.withdraw(caller, idOf(id), request.id);
  }

  @Post('staff-invitations/read')
  @Allow('public')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Lời mời này là gì, chưa nhận' })
  @Answers(200, OfferedRoleView)
  read(
    @Body({ schema: ReadInvitationBody }) body: ReadInvitationBody,
    @Req() request: CallerRequest,
  ): Promise<OfferedRoleView> {
    return this.staff.read(body.token, visitorOf(request));
  }

  @Post('staff-invitations/redeem')
  @Allow('public')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Nhận lời mời và đăng nhập' })
  @Answers(201, SignedInView)
  async redeem(
    @Body({ schema: RedeemInvitationBody }) body: RedeemInvitationBody,
    @Req() request: CallerRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SignedInView> {
    return welcome(reply, await this.staff.redeem(body.token, body.password, visitorOf(request)), this.env);
  }

  @Get('staff')
  @Allow(['administrator', 'organizer'], 'contest')
  @Noted('staff.read')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Ai giữ vai trò gì' })
  @Answers(200, StaffView)
  list(@Query({ schema: StaffQuery }) query: StaffQuery, @Caller() caller: Identity): Promise<StaffView> {
    const { role = null, contestSlug = null, search, sort: order = null, after = 0, limit } = query;
    return this.staff.list(caller, { role, contestSlug, search, order, after, limit });
  }

  @Delete('staff/roles/:id')
  @Allow(['administrator', 'organizer'], 'contest')
  @HttpCode(204)
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Thu hồi một vai trò' })
  @ApiNoContentResponse()
  async removeRole(@Param('id') id: string, @Caller() caller: Identity, @Req() request: CallerRequest): Promise<void> {
    await this.staff.removeRole(caller, roleIdOf(id), request.id);
  }

  @Patch('staff/roles/:id')
  @Allow(['administrator', 'organizer'], 'contest')
  @HttpCode(204)
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Đổi thời hạn của một vai trò' })
  @ApiNoContentResponse()
  async endRoleAt(
    @Param('id') id: string,
    @Body({ schema: RoleEndBody }) { expiresAt }: RoleEndBody,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<void> {
    await this.staff.endRoleAt(caller, roleIdOf(id), expiresAt, request.id);
  }

  @Post('staff/:accountId/disable')
  @Allow(['administrator'])
  @HttpCode(204)
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Khóa tài khoản của một người có vai trò; mọi phiên của người đó kết thúc' })
  @ApiNoContentResponse()
  async disable(
    @Param('accountId') accountId: string,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<void> {
    await this.staff.disable(caller, idOf(accountId), request.id);
  }

  @Post('staff/:accountId/enable')
  @Allow(['administrator'])
  @HttpCode(204)
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Mở lại tài khoản của một người có vai trò' })
  @ApiNoContentResponse()
  async enable(
    @Param('accountId') accountId: string,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<void> {
    await this.staff.enable(caller, idOf(accountId), request.id);
  }

  @Delete('staff/:accountId/second-factor')
  @Allow(['administrator'])
  @HttpCode(204)
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Xóa mã xác minh của người đã mất điện thoại và mã dự phòng, để cài lại' })
  @ApiNoContentResponse()
  async resetSecondFactor(
    @Param('accountId') accountId: string,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<void> {
    await this.staff.resetSecondFactor(caller, idOf(accountId), request.id);
  }

  /** The link with its token behind a #: no server and no log sees it. */
  private linkOf({ token, expiresAt }: IssuedInvitation): StaffInvitationView {
    const link = `${this.env.PUBLIC_URL.replace(/\/+$/, '')}${STAFF_SETUP_PATH}#${token}`;
    return { link, expiresAt: isoInstant(expiresAt) };
  }
}
