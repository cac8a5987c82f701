import { Module } from '@nestjs/common';
import { FeedbackService } from './feedback.service.js';

/** What citizens tell the administration after an attempt. */
@Module({ providers: [FeedbackService], exports: [FeedbackService] })
export class FeedbackModule {}
