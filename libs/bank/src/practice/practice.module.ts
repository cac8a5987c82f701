import { Module } from '@nestjs/common';
import { PracticeService } from './practice.service.js';

/** What the front door has of practice banks: their questions, and after each answer what was right. */
@Module({ providers: [PracticeService], exports: [PracticeService] })
export class PracticeModule {}
