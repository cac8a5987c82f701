import { Body, Controller, Get, Header, Param, Put, Req } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { AdmissionService, type StartPace } from '#attempts';
import { OpeningService } from '#contests';
import { DomainError, LIMITS } from '#domain';
import { checkRuns, type Identity } from '#identity';
import { Allow, Caller, type CallerRequest } from '../access.js';
import { Answers } from '../openapi.js';
import { knownSlug } from '../results/scope.dto.js';
import { StartPaceBody, StartPaceView } from './start-pace.dto.js';

/** How many may start a second, and how long the queue before it is. */
@ApiTags('running')
@Controller('contests/:slug/start-pace')
export class StartPaceController {
  constructor(
    private readonly opening: OpeningService,
    private readonly admission: AdmissionService,
  ) {}

  @Get()
  @Allow(['organizer', 'administrator'], 'contest')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Nhịp vào thi và hàng chờ lúc này' })
  @Answers(200, StartPaceView)
  async look(@Param('slug') slug: string, @Caller() caller: Identity): Promise<StartPaceView> {
    const contestId = await this.contestOf(slug, caller);
    return viewOf(await this.admission.look(contestId), caller);
  }

  @Put()
  @Allow(['organizer', 'administrator'], 'contest')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Đặt nhịp vào thi riêng cho cuộc thi, hoặc trả về nhịp của máy chủ' })
  @Answers(200, StartPaceView)
  async set(
    @Param('slug') slug: string,
    @Body({ schema: StartPaceBody }) { startsPerSecond }: StartPaceBody,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<StartPaceView> {
    const contestId = await this.contestOf(slug, caller);
    const most = mostFor(await this.admission.look(contestId), caller);
    if (startsPerSecond !== null && startsPerSecond > most) throw new DomainError('START_PACE_TOO_HIGH', { most });
    await this.admission.setOwn({ contestId, actorId: caller.accountId, requestId: request.id }, startsPerSecond);
    return viewOf(await this.admission.look(contestId), caller);
  }

  private async contestOf(slug: string, caller: Identity): Promise<number> {
    const { id } = await this.opening.contest(knownSlug(slug));
    checkRuns(caller, id);
    return id;
  }
}

/** One contest among many slows itself down; what the whole server carries is for those who administer it. */
function mostFor({ server }: StartPace, { roles }: Identity): number {
  const isAdministrator = roles.some(({ role }) => role === 'administrator');
  return isAdministrator ? LIMITS.startsPerSecondMax : (server ?? LIMITS.startsPerSecondMax);
}

function viewOf(pace: StartPace, caller: Identity): StartPaceView {
  return { ...pace, waitMs: Math.ceil(pace.waitMs), most: mostFor(pace, caller) };
}
