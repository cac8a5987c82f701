export * from './gift.js';
export * from './item-draft.js';
export * from './bank.service.js';
export * from './bank.module.js';
export * from './media-type.js';
export * from './media.service.js';
export * from './media.module.js';
export * from './wording.service.js';
export { reviseKey, type NewKey } from './key-revision.js';
