export * from './regulations.js';
export { checkRegulations, valueAt } from './check.js';
export { completeRegulations, DEFAULTS } from './defaults.js';
export { leftToPeople } from './left-to-people.js';
export * from './server-rules.js';
export { REGULATIONS_SHAPE } from './shape.js';
export * from './standings.js';
export { theLe, theLeText, type Article } from './the-le.js';
