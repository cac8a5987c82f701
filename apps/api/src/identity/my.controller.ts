import { Controller, Get, Header, Query, Req } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { isoInstant } from '#domain';
import { OwnAttemptsService, parseAttemptAddress, ReviewService, type OwnAttempts } from '#attempts';
import { FeedbackService, IncidentService } from '#feedback';
import { DoorLimits, IdentityPaperService, PersonService, type Identity } from '#identity';
import { Clock } from '#platform';
import { Allow, Caller, type CallerRequest } from '../access.js';
import { Answers } from '../openapi.js';
import { attachment } from '../results/attachment.js';
import { MyAttemptsQuery, MyAttemptsView, MyDataView } from './my.dto.js';

/** What the house keeps of a person, shown to that person. */
@ApiTags('identity')
@Controller('me')
export class MyController {
  constructor(
    private readonly attempts: OwnAttemptsService,
    private readonly reviews: ReviewService,
    private readonly persons: PersonService,
    private readonly papers: IdentityPaperService,
    private readonly feedback: FeedbackService,
    private readonly incidents: IncidentService,
    private readonly limits: DoorLimits,
    private readonly clock: Clock,
  ) {}

  @Get('attempts')
  @Allow('signed_in', 'own')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Các lượt thi của tôi, mới nhất trước' })
  @Answers(200, MyAttemptsView)
  async list(
    @Query({ schema: MyAttemptsQuery }) { after, limit }: MyAttemptsQuery,
    @Caller() caller: Identity,
  ): Promise<OwnAttempts> {
    const before = after === undefined ? null : parseAttemptAddress(after).attemptId;
    return this.attempts.page(caller.accountId, before, limit);
  }

  /** Each room gives what it keeps. */
  @Get('data')
  @Allow('signed_in', 'own')
  @Header('cache-control', 'no-store')
  @Header('content-disposition', attachment('Dữ liệu của tôi.json'))
  @ApiOperation({ summary: 'Tải về mọi dữ liệu của tôi' })
  @Answers(200, MyDataView)
  async data(@Caller() { accountId }: Identity, @Req() request: CallerRequest): Promise<MyDataView> {
    await this.limits.admitOwnData(accountId, 'copy');
    const kept = await this.persons.copy(accountId, request.id);
    const attempts: MyDataView['attempts'] = [];
    // One after the other: a copy may take its time, and whoever is taking a round may not.
    for (const attempt of await this.attempts.all(accountId)) {
      const { contestId, attemptId } = parseAttemptAddress(attempt.attemptId);
      attempts.push({ ...attempt, answers: await this.reviews.chosen(contestId, attemptId, accountId) });
    }
    const identityRequests = await this.papers.ownOf(accountId);
    const feedback = await this.feedback.ownOf(accountId);
    const incidents = await this.incidents.ownOf(accountId);
    return { takenAt: isoInstant(this.clock.now()), ...kept, attempts, identityRequests, feedback, incidents };
  }
}
