export { AttemptCells } from './attempt-cells.js';
export * from './cut-open-data.js';
export {
  OPEN_CHOICES,
  OPEN_COLUMNS,
  openColumns,
  type OpenAttempt,
  type OpenChoice,
  type OpenColumn,
} from './open-columns.js';
export * from './open-terms.js';
