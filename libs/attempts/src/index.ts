export { AdmissionService, type StartPace } from './admission/admission.service.js';
export { StartRoom } from './admission/start-room.js';
export * from './attempts.module.js';
export * from './attempt-token.js';
export { moveAttemptsOf, type UnitMove } from './attempt-units.js';
export * from './attempt-view.js';
export * from './close.js';
export * from './corrections/correction-queue.js';
export * from './corrections/correction.service.js';
export * from './corrections/correction-work.js';
export type { CorrectionPreview, CorrectionRule, CorrectionState } from './corrections/correction.queries.js';
export * from './desk-attempts.service.js';
export * from './grading-queue.js';
export * from './grading.service.js';
export { GradingDesk, type GradingState } from './grading-desk/grading-desk.service.js';
export { owedGrades } from './owed.js';
export * from './own-attempts.service.js';
export * from './place.service.js';
export * from './receipt.js';
export * from './recognition.js';
export * from './prediction.service.js';
export { showQuestion, type QuestionView, type ShownQuestion } from './question-view.js';
export { QuestionText } from './question-text.js';
export * from './result.service.js';
export * from './review.service.js';
export { lengthenAttempts, type AttemptsOf } from './running/lengthen.js';
export { PauseService, type Pause, type PauseReach } from './running/pause.service.js';
export { RunningService, type AttemptsNow, type Minute } from './running/running.service.js';
export * from './signals/signal.service.js';
export {
  DECISIONS,
  SIGNAL_KINDS,
  type SignalDecision,
  type SignalKind,
  type SignalRow,
} from './signals/signal.queries.js';
export * from './start.service.js';
export * from './sweep.service.js';
export * from './write.service.js';
