import { Module } from '@nestjs/common';
import { BatchService } from './batch.service.js';
import { BankReadingService } from './bank-reading.service.js';
import { ExposureService } from './exposure.service.js';
import { ItemWorkflow } from './item-workflow.service.js';
import { ItemWriter } from './item-writer.service.js';
import { MediaWriter } from './media-writer.service.js';
import { WordingDesk } from './wording-desk.service.js';

const SERVICES = [
  BankReadingService,
  BatchService,
  ExposureService,
  ItemWriter,
  ItemWorkflow,
  MediaWriter,
  WordingDesk,
];

/** The bank for those who write, check and use it. Reads and writes keys: every service asks what the caller may. */
@Module({ providers: SERVICES, exports: SERVICES })
export class BankEditingModule {}
