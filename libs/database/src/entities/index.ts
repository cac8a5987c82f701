import { UnitEntity } from './unit.entity.js';
import { UnitSuccessionEntity } from './unit-succession.entity.js';
import { UnitChangeEntity } from './unit-change.entity.js';
import { BankEntity } from './bank.entity.js';
import { TopicEntity } from './topic.entity.js';
import { ItemEntity } from './item.entity.js';
import { ItemVersionEntity } from './item-version.entity.js';
import { KeyRevisionEntity } from './key-revision.entity.js';
import { MediaEntity } from './media.entity.js';
import { ItemWordingEntity } from './item-wording.entity.js';
import { ItemBatchItemEntity } from './item-batch-item.entity.js';
import { ItemBatchEntity } from './item-batch.entity.js';
import { ItemMediaEntity } from './item-media.entity.js';
import { DifferentItemsEntity } from './different-items.entity.js';
import { ItemNoteEntity } from './item-note.entity.js';
import { ItemReviewEntity } from './item-review.entity.js';
import { ContestEntity } from './contest.entity.js';
import { ContestRevisionEntity } from './contest-revision.entity.js';
import { BrandingFileEntity } from './branding-file.entity.js';
import { ContestBrandingEntity } from './contest-branding.entity.js';
import { CertificateDesignEntity } from './certificate-design.entity.js';
import { CertificateEntity } from './certificate.entity.js';
import { ContestPlanEntity } from './contest-plan.entity.js';
import { ContestStopEntity } from './contest-stop.entity.js';
import { RehearsalEntity } from './rehearsal.entity.js';
import { PhoneCodeEntity } from './phone-code.entity.js';
import { PhaseEntity } from './phase.entity.js';
import { RoundEntity } from './round.entity.js';
import { RoundRevisionEntity } from './round-revision.entity.js';
import { AudienceEntity } from './audience.entity.js';
import { ContestUnitEntity } from './contest-unit.entity.js';
import { ContestHeadcountEntity } from './contest-headcount.entity.js';
import { EarlierTotalEntity } from './earlier-total.entity.js';
import { AccountEntity } from './account.entity.js';
import { StaffRoleEntity } from './staff-role.entity.js';
import { SessionEntity } from './session.entity.js';
import { SignInLinkEntity } from './sign-in-link.entity.js';
import { ResetCodeEntity } from './reset-code.entity.js';
import { SecondFactorEntity } from './second-factor.entity.js';
import { StaffInvitationEntity } from './staff-invitation.entity.js';
import { UnitInvitationEntity } from './unit-invitation.entity.js';
import { ConsentEntity } from './consent.entity.js';
import { ParticipantEntity } from './participant.entity.js';
import { ExclusionEntity } from './exclusion.entity.js';
import { UnitCorrectionEntity } from './unit-correction.entity.js';
import { IdentityPaperEntity } from './identity-paper.entity.js';
import { PhoneClaimEntity } from './phone-claim.entity.js';
import { DeskNoteEntity } from './desk-note.entity.js';
import { IncidentReportEntity } from './incident-report.entity.js';
import { IncidentAnswerEntity } from './incident-answer.entity.js';
import { AttemptQuotaEntity } from './attempt-quota.entity.js';
import { AttemptEntity } from './attempt.entity.js';
import { AnswersEntity } from './answers.entity.js';
import { FrozenBoardEntity } from './frozen-board.entity.js';
import { AppealEntity } from './appeal.entity.js';
import { PublicationEntity } from './publication.entity.js';
import { SettlementApprovalEntity } from './settlement-approval.entity.js';
import { AwardDecisionEntity } from './award-decision.entity.js';
import { AwardEntity } from './award.entity.js';
import { WinnerFileEntity } from './winner-file.entity.js';
import { SettlementLineEntity } from './settlement-line.entity.js';
import { PersonNumberEntity } from './person-number.entity.js';
import { SettlementEntity } from './settlement.entity.js';
import { LotEntity } from './lot.entity.js';
import { CommendationDecisionEntity } from './commendation-decision.entity.js';
import { CommendationLineEntity } from './commendation-line.entity.js';
import { CommendationProposalEntity } from './commendation-proposal.entity.js';
import { OfficialBoardEntity } from './official-board.entity.js';
import { OfficialPlaceEntity } from './official-place.entity.js';
import { OpenDataEntity } from './open-data.entity.js';
import { GradeEntity } from './grade.entity.js';
import { GradingFailureEntity } from './grading-failure.entity.js';
import { KeyCorrectionEntity } from './key-correction.entity.js';
import { SignalEntity } from './signal.entity.js';
import { ContributionEntity } from './contribution.entity.js';
import { StandingEntity } from './standing.entity.js';
import { StandingBucketEntity } from './standing-bucket.entity.js';
import { UnitCounterEntity } from './unit-counter.entity.js';
import { ScoreCounterEntity } from './score-counter.entity.js';
import { TallyMarkEntity } from './tally-mark.entity.js';
import { FeedbackEntity } from './feedback.entity.js';
import { AnnouncementEntity } from './announcement.entity.js';
import { ExtraTimeGrantEntity } from './extra-time-grant.entity.js';
import { PauseEntity } from './pause.entity.js';
import { StartPaceEntity } from './start-pace.entity.js';
import { PlanOfferEntity } from './plan-offer.entity.js';
import { DocumentJobEntity } from './document-job.entity.js';
import { DocumentPartEntity } from './document-part.entity.js';
import { AuditEntity } from './audit.entity.js';
import { AuditSealEntity } from './audit-seal.entity.js';

/** Every entity, parents before children: a list, not a glob, so that a missing one is a compile error. */
export const entities = [
  UnitEntity,
  UnitSuccessionEntity,
  UnitChangeEntity,
  BankEntity,
  TopicEntity,
  ItemEntity,
  ItemVersionEntity,
  KeyRevisionEntity,
  MediaEntity,
  ItemWordingEntity,
  ItemBatchEntity,
  ItemBatchItemEntity,
  ItemMediaEntity,
  DifferentItemsEntity,
  ItemNoteEntity,
  ItemReviewEntity,
  ContestEntity,
  ContestRevisionEntity,
  ContestPlanEntity,
  ContestStopEntity,
  ContestBrandingEntity,
  BrandingFileEntity,
  CertificateDesignEntity,
  CertificateEntity,
  RehearsalEntity,
  PhaseEntity,
  RoundEntity,
  RoundRevisionEntity,
  AudienceEntity,
  ContestUnitEntity,
  ContestHeadcountEntity,
  EarlierTotalEntity,
  AccountEntity,
  StaffRoleEntity,
  SessionEntity,
  SignInLinkEntity,
  PhoneCodeEntity,
  ResetCodeEntity,
  SecondFactorEntity,
  StaffInvitationEntity,
  UnitInvitationEntity,
  ConsentEntity,
  ParticipantEntity,
  ExclusionEntity,
  ExtraTimeGrantEntity,
  UnitCorrectionEntity,
  IdentityPaperEntity,
  PhoneClaimEntity,
  DeskNoteEntity,
  AnnouncementEntity,
  PauseEntity,
  StartPaceEntity,
  PlanOfferEntity,
  IncidentReportEntity,
  IncidentAnswerEntity,
  AttemptQuotaEntity,
  AttemptEntity,
  AnswersEntity,
  GradeEntity,
  GradingFailureEntity,
  KeyCorrectionEntity,
  SignalEntity,
  ContributionEntity,
  StandingEntity,
  StandingBucketEntity,
  UnitCounterEntity,
  ScoreCounterEntity,
  TallyMarkEntity,
  FrozenBoardEntity,
  AppealEntity,
  PublicationEntity,
  SettlementApprovalEntity,
  AwardDecisionEntity,
  AwardEntity,
  WinnerFileEntity,
  SettlementLineEntity,
  PersonNumberEntity,
  SettlementEntity,
  LotEntity,
  CommendationProposalEntity,
  CommendationLineEntity,
  CommendationDecisionEntity,
  OfficialBoardEntity,
  OfficialPlaceEntity,
  OpenDataEntity,
  FeedbackEntity,
  DocumentJobEntity,
  DocumentPartEntity,
  AuditEntity,
  AuditSealEntity,
];

export {
  UnitEntity,
  UnitSuccessionEntity,
  UnitChangeEntity,
  BankEntity,
  TopicEntity,
  ItemEntity,
  ItemVersionEntity,
  KeyRevisionEntity,
  MediaEntity,
  ItemWordingEntity,
  ItemBatchEntity,
  ItemBatchItemEntity,
  ItemMediaEntity,
  DifferentItemsEntity,
  ItemNoteEntity,
  ItemReviewEntity,
  ContestEntity,
  ContestRevisionEntity,
  ContestPlanEntity,
  ContestStopEntity,
  ContestBrandingEntity,
  BrandingFileEntity,
  CertificateDesignEntity,
  CertificateEntity,
  RehearsalEntity,
  PhaseEntity,
  RoundEntity,
  RoundRevisionEntity,
  AudienceEntity,
  ContestUnitEntity,
  ContestHeadcountEntity,
  EarlierTotalEntity,
  AccountEntity,
  StaffRoleEntity,
  SessionEntity,
  SignInLinkEntity,
  PhoneCodeEntity,
  ResetCodeEntity,
  SecondFactorEntity,
  StaffInvitationEntity,
  UnitInvitationEntity,
  ConsentEntity,
  ParticipantEntity,
  ExclusionEntity,
  ExtraTimeGrantEntity,
  UnitCorrectionEntity,
  IdentityPaperEntity,
  PhoneClaimEntity,
  DeskNoteEntity,
  AnnouncementEntity,
  PauseEntity,
  StartPaceEntity,
  PlanOfferEntity,
  IncidentReportEntity,
  IncidentAnswerEntity,
  AttemptQuotaEntity,
  AttemptEntity,
  AnswersEntity,
  GradeEntity,
  GradingFailureEntity,
  KeyCorrectionEntity,
  SignalEntity,
  ContributionEntity,
  StandingEntity,
  StandingBucketEntity,
  UnitCounterEntity,
  ScoreCounterEntity,
  TallyMarkEntity,
  FrozenBoardEntity,
  AppealEntity,
  PublicationEntity,
  SettlementApprovalEntity,
  AwardDecisionEntity,
  AwardEntity,
  WinnerFileEntity,
  SettlementLineEntity,
  PersonNumberEntity,
  SettlementEntity,
  LotEntity,
  CommendationProposalEntity,
  CommendationLineEntity,
  CommendationDecisionEntity,
  OfficialBoardEntity,
  OfficialPlaceEntity,
  OpenDataEntity,
  FeedbackEntity,
  DocumentJobEntity,
  DocumentPartEntity,
  AuditEntity,
  AuditSealEntity,
};
