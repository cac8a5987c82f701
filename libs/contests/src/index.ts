export * from './contest-draft.js';
export * from './contest.service.js';
export * from './contest-directory.js';
export * from './contest-view.js';
export * from './contests.module.js';
export { OpeningService, type OpeningRound } from './opening.service.js';
export type { ContestUnitRow } from './directory.queries.js';
export { readInvitedList, type InvitedRow } from './invited-list.js';
