import { Body, Controller, Get, Header, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { parseAttemptAddress, type AttemptClaims } from '#attempts';
import { FEEDBACK_TOPICS } from '#domain';
import { FeedbackService } from '#feedback';
import { DoorLimits, type Identity } from '#identity';
import { Allow, HeldAttempt, MaybeCaller, ownerOf } from '../access.js';
import { Answers } from '../openapi.js';
import { FeedbackBody, FeedbackTopicsView, FeedbackView } from './feedback.dto.js';

/** What citizens tell the administration after an attempt. */
@ApiTags('feedback')
@Controller()
export class FeedbackController {
  constructor(
    private readonly feedback: FeedbackService,
    private readonly limits: DoorLimits,
  ) {}

  @Get('feedback-topics')
  @Allow('public')
  @Header('cache-control', 'public, max-age=3600')
  @ApiOperation({ summary: 'Các lĩnh vực thủ tục hành chính để góp ý' })
  @Answers(200, FeedbackTopicsView)
  topics(): FeedbackTopicsView {
    return { topics: [...FEEDBACK_TOPICS] };
  }

  @Post('attempts/:attemptId/feedback')
  @Allow('attempt', 'own')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Góp ý sau khi nộp bài; named=false thì không lưu gì về người gửi' })
  @Answers(201, FeedbackView)
  async give(
    @Param('attemptId') id: string,
    @Body({ schema: FeedbackBody }) body: FeedbackBody,
    @HeldAttempt() held: AttemptClaims | undefined,
    @MaybeCaller() caller: Identity | undefined,
  ): Promise<FeedbackView> {
    const { contestId, attemptId } = parseAttemptAddress(id);
    const giver = await this.feedback.giverOf(contestId, attemptId, ownerOf(held, caller));
    await this.limits.admitFeedback(attemptId);
    await this.feedback.give(giver, body);
    return { received: true };
  }
}
