export * from './gift.js';
export * from './item-draft.js';
export * from './bank.service.js';
export * from './bank.module.js';
