import { Body, Controller, Get, Header, HttpCode, Post, Req } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { CorrectionQueue } from '#attempts';
import { SettlementService } from '#awards';
import { DocumentJobService } from '#documents';
import { ERROR_CODES, isoInstant, type ErrorCode } from '#domain';
import { checkKeepsSystem, type Identity } from '#identity';
import { Clock, type TableQueue } from '#platform';
import { Allow, Caller, type CallerRequest } from '../access.js';
import { sentence } from '../messages.js';
import { Answers } from '../openapi.js';
import { WORK_QUEUES, WorkQueuesView, WorkRetryBody, type WorkQueue } from './work-queues.dto.js';

/** What the worker does beside its grading, of all contests: what people asked for, how far it is, what failed and why. */
@ApiTags('operations')
@Controller('work-queues')
export class WorkQueuesController {
  constructor(
    private readonly documents: DocumentJobService,
    private readonly settlements: SettlementService,
    private readonly corrections: CorrectionQueue,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Allow(['administrator'])
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Các hàng đợi khác: lập văn bản, chốt kết quả, sửa đáp án' })
  @Answers(200, WorkQueuesView)
  async look(@Caller() caller: Identity, @Req() { headers }: CallerRequest): Promise<WorkQueuesView> {
    checkKeepsSystem(caller);
    const now = this.clock.now();
    const [documents, settlements, corrections] = await Promise.all([
      this.documents.queue(now, this.clock.scale),
      this.settlements.queue(now),
      this.corrections.look(now),
    ]);
    const found: Record<WorkQueue, TableQueue> = { documents, settlements, corrections };
    // A refusal is told in its sentence; other codes and words are those of whoever failed.
    const inWords = (reason: string) => (reason in ERROR_CODES ? sentence(headers, reason as ErrorCode, {}) : reason);
    return {
      queues: WORK_QUEUES.map((name) => ({
        name,
        counts: found[name].counts,
        oldestMs: Math.round(found[name].oldestMs / this.clock.scale),
        failed: found[name].failed.map(({ askedAt, reason, ...job }) => ({
          ...{ ...job, reason: inWords(reason ?? ''), askedAt: isoInstant(askedAt) },
        })),
      })),
    };
  }

  @Post('retries')
  @HttpCode(204)
  @Allow(['administrator'])
  @ApiOperation({ summary: 'Chạy lại một việc hỏng: làm hai lần cũng chỉ ra một kết quả' })
  async retry(@Body({ schema: WorkRetryBody }) wish: WorkRetryBody, @Req() request: CallerRequest): Promise<void> {
    const { accountId } = request.identity!;
    checkKeepsSystem(request.identity!);
    const { queue, contestId, id } = wish;
    if (queue === 'documents') await this.documents.retry(contestId, id, { accountId, requestId: request.id });
    else await this.settlements.retry({ contestId, by: accountId, requestId: request.id }, id);
  }
}
