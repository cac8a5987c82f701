export * from './bank-importer.service.js';
export * from './bank-exporter.service.js';
export * from './near-duplicates.service.js';
export * from './exchange.module.js';
export { isGood, type Alike, type CheckedRow, type RowFault } from './import-rows.js';
