import { Module } from '@nestjs/common';
import { BankEditingModule } from '../editing/index.js';
import { BankExporter } from './bank-exporter.service.js';
import { BankImporter } from './bank-importer.service.js';
import { NearDuplicates } from './near-duplicates.service.js';

const SERVICES = [BankImporter, BankExporter, NearDuplicates];

/** Questions in and out of a bank, and those that are in it twice. Reads and writes keys, as the editing does. */
@Module({ imports: [BankEditingModule], providers: SERVICES, exports: SERVICES })
export class BankExchangeModule {}
