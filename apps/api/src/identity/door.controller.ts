import { Controller, Get, Header, Param, Req } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { DomainError } from '#domain';
import { DoorLimits, PhoneCodeService, ProofOfWork } from '#identity';
import { Allow, type CallerRequest } from '../access.js';
import { Answers } from '../openapi.js';
import { ChallengeView, DoorView, ProofPurposeParam } from './door.dto.js';

/** What a visitor may ask before coming in. */
@ApiTags('identity')
@Controller()
export class DoorController {
  constructor(
    private readonly limits: DoorLimits,
    private readonly proofs: ProofOfWork,
    private readonly phoneCodes: PhoneCodeService,
  ) {}

  @Get('door')
  @Allow('public')
  @Header('cache-control', 'public, max-age=60')
  @ApiOperation({ summary: 'Cửa vào có những lối nào' })
  @Answers(200, DoorView)
  door(): DoorView {
    return { codesByPhone: this.phoneCodes.isOffered };
  }

  /** For programs that know beforehand that they come often; pages get theirs with PROOF_NEEDED. */
  @Get('challenges/:purpose')
  @Allow('public')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Thử thách cho máy giải (ALTCHA phiên bản 2), dùng một lần, cho đúng một việc' })
  @Answers(200, ChallengeView)
  async challenge(@Param('purpose') purpose: string, @Req() { ip }: CallerRequest): Promise<ChallengeView> {
    const { data: known } = ProofPurposeParam.safeParse(purpose);
    if (!known) throw new DomainError('NOT_FOUND');
    await this.limits.admitChallenge(ip);
    return ChallengeView.parse(await this.proofs.challenge(known));
  }
}
