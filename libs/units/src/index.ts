export * from './unit-list.js';
export * from './unit.service.js';
export * from './units.module.js';
export type { FoundUnit } from './unit.queries.js';
