import { Module } from '@nestjs/common';
import { BankReadingService } from './bank-reading.service.js';
import { ItemWorkflow } from './item-workflow.service.js';
import { ItemWriter } from './item-writer.service.js';

const SERVICES = [BankReadingService, ItemWriter, ItemWorkflow];

/** The bank for those who write, check and use it. Reads and writes keys: every service asks what the caller may. */
@Module({ providers: SERVICES, exports: SERVICES })
export class BankEditingModule {}
