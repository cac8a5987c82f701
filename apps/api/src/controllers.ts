import { AttemptController } from './attempts/attempt.controller.js';
import { KeyCorrectionController } from './attempts/key-correction.controller.js';
import { SignalController } from './attempts/signal.controller.js';
import { ReceiptController } from './attempts/receipt.controller.js';
import { OfficialResultsController } from './awards/official-results.controller.js';
import { CommendationController } from './commendations/commendation.controller.js';
import { SettlementController } from './awards/settlement.controller.js';
import { BankController } from './bank/bank.controller.js';
import { BankUseController } from './bank/bank-use.controller.js';
import { BankFileController } from './bank/bank-file.controller.js';
import { NearDuplicateController } from './bank/near-duplicate.controller.js';
import { BatchController } from './bank/batch.controller.js';
import { ItemActController } from './bank/item-act.controller.js';
import { WordingController } from './bank/wording.controller.js';
import { ItemMediaController } from './bank/item-media.controller.js';
import { ItemController } from './bank/item.controller.js';
import { CertificateController } from './certificates/certificate.controller.js';
import { ContestController } from './contests/contest.controller.js';
import { OfferController } from './contests/offer.controller.js';
import { BrandingController } from './contests/branding.controller.js';
import { PlanController } from './contests/plan.controller.js';
import { RevisionController } from './contests/revision.controller.js';
import { StopController } from './contests/stop.controller.js';
import { InvitedUnitsController } from './contests/invited-units.controller.js';
import { PracticeController } from './contests/practice.controller.js';
import { UnitController } from './contests/unit.controller.js';
import { DocumentJobController } from './documents/document-job.controller.js';
import { FeedbackController } from './feedback/feedback.controller.js';
import { IncidentController } from './feedback/incident.controller.js';
import { HealthController } from './health/health.controller.js';
import { AccountController } from './identity/account.controller.js';
import { DoorController } from './identity/door.controller.js';
import { ConsentController } from './identity/consent.controller.js';
import { PersonCardController } from './identity/person-card.controller.js';
import { SupportController } from './identity/support.controller.js';
import { ExclusionController } from './identity/exclusion.controller.js';
import { IdentityPaperController } from './identity/identity-paper.controller.js';
import { MyController } from './identity/my.controller.js';
import { OwnSessionsController } from './identity/own-sessions.controller.js';
import { OwnConsentController } from './identity/own-consent.controller.js';
import { ParticipantController } from './identity/participant.controller.js';
import { RecoveryController } from './identity/recovery.controller.js';
import { ResetCodeController } from './identity/reset-code.controller.js';
import { SessionController } from './identity/session.controller.js';
import { UnitCorrectionController } from './identity/unit-correction.controller.js';
import { SecondFactorController } from './identity/second-factor.controller.js';
import { DeskController } from './identity/desk.controller.js';
import { StaffController } from './identity/staff.controller.js';
import { TrailController } from './identity/trail.controller.js';
import { UnitPeopleController } from './identity/unit-people.controller.js';
import { UnitInvitationController } from './identity/unit-invitation.controller.js';
import { MediaController } from './media/media.controller.js';
import { GradingDeskController } from './operations/grading-desk.controller.js';
import { WorkQueuesController } from './operations/work-queues.controller.js';
import { PaperController } from './papers/paper.controller.js';
import { PosterController } from './papers/poster.controller.js';
import { AnnouncementController } from './running/announcement.controller.js';
import { ExtraTimeController } from './running/extra-time.controller.js';
import { PauseController } from './running/pause.controller.js';
import { StartPaceController } from './running/start-pace.controller.js';
import { RunningController } from './running/running.controller.js';
import { BoardController } from './results/board.controller.js';
import { FiguresController } from './results/figures.controller.js';
import { ItemStatisticsController } from './results/item-statistics.controller.js';
import { OpenDataController } from './results/open-data.controller.js';
import { ReportController } from './results/report.controller.js';
import { SimulationController } from './results/simulation.controller.js';
import { UnitReportController } from './results/unit-report.controller.js';
import { UnitTrendController } from './results/unit-trend.controller.js';
import { UnitTableController } from './results/unit-table.controller.js';
import { UnitImportController } from './units/unit-import.controller.js';
import { UnitTreeController } from './units/unit-tree.controller.js';

/** Every controller of the front door: what is served, documented and listed by `npm run routes`. */
export const controllers = [
  AttemptController,
  ReceiptController,
  KeyCorrectionController,
  SignalController,
  ContestController,
  PracticeController,
  OfferController,
  PlanController,
  StopController,
  BrandingController,
  CertificateController,
  RevisionController,
  UnitController,
  InvitedUnitsController,
  UnitTreeController,
  UnitImportController,
  FeedbackController,
  IncidentController,
  HealthController,
  MediaController,
  BankController,
  ItemController,
  BankFileController,
  BankUseController,
  NearDuplicateController,
  ItemActController,
  ItemMediaController,
  WordingController,
  BatchController,
  AccountController,
  DoorController,
  MyController,
  ConsentController,
  OwnConsentController,
  SessionController,
  OwnSessionsController,
  RecoveryController,
  ResetCodeController,
  SecondFactorController,
  StaffController,
  TrailController,
  SupportController,
  ParticipantController,
  DeskController,
  PersonCardController,
  ExclusionController,
  IdentityPaperController,
  UnitCorrectionController,
  UnitPeopleController,
  UnitInvitationController,
  RunningController,
  PauseController,
  StartPaceController,
  ExtraTimeController,
  AnnouncementController,
  BoardController,
  UnitTableController,
  UnitReportController,
  UnitTrendController,
  FiguresController,
  OpenDataController,
  ReportController,
  ItemStatisticsController,
  SimulationController,
  PosterController,
  DocumentJobController,
  SettlementController,
  CommendationController,
  OfficialResultsController,
  PaperController,
  GradingDeskController,
  WorkQueuesController,
];
