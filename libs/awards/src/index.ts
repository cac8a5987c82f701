export * from './awards.module.js';
export { AppealService } from './appeals/appeal.service.js';
export type { AppealRow, AppealState } from './appeals/appeal.queries.js';
export type { Candidate, StandingsOf } from './commendations/candidates.js';
export * from './commendations/commendation-reader.js';
export { CommendationService } from './commendations/commendation.service.js';
export type { AwardedContest, AwardedField } from './field.js';
export { LotService, type PublicLot } from './lots/lot.service.js';
export { personPrizes, publishedPrizes } from './published/prizes.js';
export * from './published/published.service.js';
export type { PublicationRow } from './published/published.queries.js';
export type { Obstacle } from './settling/obstacles.js';
export * from './settling/settlement-reader.js';
export * from './settling/settlement.service.js';
export type {
  ApprovalRow,
  DecisionRow,
  LineRow,
  SettlementRow,
  SettlementState,
} from './settling/settlement.queries.js';
export {
  SETTLEMENT_INTERRUPTED,
  SettlementWork,
  type KeysOpen,
  type OwedSettlement,
  type SettlementId,
} from './settling/settlement-work.js';
export type { FileSummary } from './settling/summary.js';
