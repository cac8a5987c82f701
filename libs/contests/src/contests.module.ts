import { Module } from '@nestjs/common';
import { ContestDirectory } from './contest-directory.js';
import { ContestService } from './contest.service.js';

/** Contests, their rounds and invited units. */
@Module({ providers: [ContestService, ContestDirectory], exports: [ContestService, ContestDirectory] })
export class ContestsModule {}
