import { Module } from '@nestjs/common';
import { FeedbackService } from './feedback.service.js';
import { IncidentService } from './incidents/incident.service.js';

/** What citizens tell: to the administration after an attempt, and to the desk when something goes wrong. */
@Module({ providers: [FeedbackService, IncidentService], exports: [FeedbackService, IncidentService] })
export class FeedbackModule {}
