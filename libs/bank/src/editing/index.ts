export { openBankFor, type BankCaller, type BankRight } from './bank-door.js';
export { ITEM_ORDERS, type CitedDocument, type ReviewState, type RoundUse } from './reading.queries.js';
export * from './bank-reading.service.js';
export * from './item-writer.service.js';
export { ITEM_ACTS, ItemWorkflow, type ItemAct } from './item-workflow.service.js';
export { BatchService, type BatchWish } from './batch.service.js';
export { MediaWriter } from './media-writer.service.js';
export * from './editing.module.js';
