import { Module } from '@nestjs/common';
import { UnitChangeService } from './changes/unit-change.service.js';
import { UnitTreeService } from './tree/unit-tree.service.js';
import { UnitImportService } from './lists/unit-import.service.js';
import { UnitService } from './unit.service.js';

const services = [UnitService, UnitTreeService, UnitChangeService, UnitImportService];

/** The administrative tree, its successions and its changes. */
@Module({ providers: services, exports: services })
export class UnitsModule {}
