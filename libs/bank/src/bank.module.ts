import { Module } from '@nestjs/common';
import { BankService } from './bank.service.js';

/** Questions, their versions and their keys. */
@Module({ providers: [BankService], exports: [BankService] })
export class BankModule {}
