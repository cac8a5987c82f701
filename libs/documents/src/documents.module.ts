import { Module } from '@nestjs/common';
import { DocumentJobService } from './jobs/document-job.service.js';

/** Files that staff ask for. What is in them is composed in the worker, from the rooms that know it. */
@Module({ providers: [DocumentJobService], exports: [DocumentJobService] })
export class DocumentsModule {}
