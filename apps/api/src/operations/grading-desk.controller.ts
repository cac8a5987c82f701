import { Body, Controller, Get, Header, HttpCode, Post, Put, Req } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { GradingDesk } from '#attempts';
import { isoInstant } from '#domain';
import { checkKeepsSystem, type Identity } from '#identity';
import { Allow, Caller, type CallerRequest } from '../access.js';
import { Answers } from '../openapi.js';
import { GradeAgainBody, GradingDeskView, GradingPauseBody, QueuedView, RetryBody } from './grading-desk.dto.js';

/** How grading stands in the whole installation, and what an administrator does when it does not. */
@ApiTags('operations')
@Controller('grading')
export class GradingDeskController {
  constructor(private readonly desk: GradingDesk) {}

  @Get()
  @Allow(['administrator'])
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Hàng đợi chấm bài: còn nợ gì, việc nào hỏng vì sao, bài nào không chấm được' })
  @Answers(200, GradingDeskView)
  async state(@Caller() caller: Identity): Promise<GradingDeskView> {
    checkKeepsSystem(caller);
    const { owed, queue, stuck } = await this.desk.state();
    return {
      owed,
      queue: queue && {
        ...queue,
        failed: queue.failed.map((job) => ({ ...job, failedAt: isoInstant(job.failedAt) })),
      },
      stuck: stuck.map((one) => ({ ...one, lastAt: isoInstant(one.lastAt) })),
    };
  }

  @Post('retries')
  @HttpCode(200)
  @Allow(['administrator'])
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Đưa việc hỏng trở lại hàng đợi' })
  @Answers(200, QueuedView)
  async retry(@Body({ schema: RetryBody }) { jobId }: RetryBody, @Req() request: CallerRequest): Promise<QueuedView> {
    return { count: await this.desk.retry(actOf(request), jobId) };
  }

  @Post('repeats')
  @HttpCode(200)
  @Allow(['administrator'])
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Chấm lại bài không chấm được' })
  @Answers(200, QueuedView)
  async gradeAgain(
    @Body({ schema: GradeAgainBody }) { attemptId }: GradeAgainBody,
    @Req() request: CallerRequest,
  ): Promise<QueuedView> {
    return { count: await this.desk.gradeAgain(actOf(request), attemptId) };
  }

  @Put('pause')
  @Allow(['administrator'])
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Tạm dừng chấm bài, hoặc chấm tiếp' })
  @Answers(200, GradingPauseBody)
  async setPaused(
    @Body({ schema: GradingPauseBody }) body: GradingPauseBody,
    @Req() request: CallerRequest,
  ): Promise<GradingPauseBody> {
    await this.desk.setPaused(actOf(request), body.isPaused);
    return body;
  }
}

function actOf({ identity, id }: CallerRequest): { actorId: string; requestId: string } {
  checkKeepsSystem(identity!);
  return { actorId: identity!.accountId, requestId: id };
}
