import { Module } from '@nestjs/common';
import { UnitService } from './unit.service.js';

/** The administrative tree and its successions. */
@Module({ providers: [UnitService], exports: [UnitService] })
export class UnitsModule {}
