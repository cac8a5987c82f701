import { CreateFloor1795300000000 } from './1795300000000-create-floor.js';
import { CreateUnit1795300001000 } from './1795300001000-create-unit.js';
import { CreateBank1795300002000 } from './1795300002000-create-bank.js';
import { CreateContest1795300003000 } from './1795300003000-create-contest.js';
import { CreateAccount1795300004000 } from './1795300004000-create-account.js';
import { CreateParticipant1795300005000 } from './1795300005000-create-participant.js';
import { CreateAttempt1795300006000 } from './1795300006000-create-attempt.js';
import { CreateResults1795300007000 } from './1795300007000-create-results.js';
import { CreateAudit1795300008000 } from './1795300008000-create-audit.js';
import { CreateContestPartitions1795300009000 } from './1795300009000-create-contest-partitions.js';
import { AddContestPage1795400000000 } from './1795400000000-add-contest-page.js';
import { CreateConsent1795400001000 } from './1795400001000-create-consent.js';
import { CreateFeedback1795400002000 } from './1795400002000-create-feedback.js';
import { AddExtraTime1795400002100 } from './1795400002100-add-extra-time.js';
import { CreateMedia1795400002200 } from './1795400002200-create-media.js';
import { CreateResetCode1795500100000 } from './1795500100000-create-reset-code.js';
import { AddSessionDevice1795500101000 } from './1795500101000-add-session-device.js';
import { AddConsentsByPurpose1795500300000 } from './1795500300000-add-consents-by-purpose.js';
import { AddAnonymising1795500301000 } from './1795500301000-add-anonymising.js';
import { AddGuardian1795500302000 } from './1795500302000-add-guardian.js';
import { AddRetention1795500303000 } from './1795500303000-add-retention.js';
import { WidenStaffRole1795500400000 } from './1795500400000-widen-staff-role.js';
import { CreateSecondFactor1795500401000 } from './1795500401000-create-second-factor.js';
import { CreateStaffInvitation1795500402000 } from './1795500402000-create-staff-invitation.js';
import { CreateUnitInvitation1795500500000 } from './1795500500000-create-unit-invitation.js';
import { CreateExclusion1795500600000 } from './1795500600000-create-exclusion.js';
import { CreateUnitCorrection1795500601000 } from './1795500601000-create-unit-correction.js';
import { CreateIdentityPaper1795510100000 } from './1795510100000-create-identity-paper.js';
import { AddNameOrder1795510200000 } from './1795510200000-add-name-order.js';
import { CreatePhoneCode1795510400000 } from './1795510400000-create-phone-code.js';
import { CreatePhoneClaim1795510500000 } from './1795510500000-create-phone-claim.js';
import { ExcludeWithoutPhone1795510600000 } from './1795510600000-exclude-without-phone.js';
import { AddRegulations1795600000000 } from './1795600000000-add-regulations.js';
import { CreateContestPlan1795701000000 } from './1795701000000-create-contest-plan.js';
import { CreateRehearsal1795701001000 } from './1795701001000-create-rehearsal.js';
import { CreateItemReview1795703000000 } from './1795703000000-create-item-review.js';
import { CreateItemBatch1795703001000 } from './1795703001000-create-item-batch.js';
import { NoteImports1795704000000 } from './1795704000000-note-imports.js';
import { CreateDifferentItems1795704001000 } from './1795704001000-create-different-items.js';
import { IndexSubmits1795705000000 } from './1795705000000-index-submits.js';
import { CreatePause1795705001000 } from './1795705001000-create-pause.js';
import { CreateExtraTimeGrant1795705002000 } from './1795705002000-create-extra-time-grant.js';
import { CreateAnnouncement1795705003000 } from './1795705003000-create-announcement.js';
import { CreateKeyCorrection1795706000000 } from './1795706000000-create-key-correction.js';
import { CreateSignal1795706001000 } from './1795706001000-create-signal.js';
import { CreateUnitChange1795707000000 } from './1795707000000-create-unit-change.js';
import { CreateContestHeadcount1795707001000 } from './1795707001000-create-contest-headcount.js';
import { AddAttemptLosses1795708000000 } from './1795708000000-add-attempt-losses.js';
import { CreateDeskNote1795708001000 } from './1795708001000-create-desk-note.js';
import { CreateIncidentReport1795708002000 } from './1795708002000-create-incident-report.js';
import { AddPractice1795708003000 } from './1795708003000-add-practice.js';
import { DelegateContests1795901000000 } from './1795901000000-delegate-contests.js';
import { PlanRevisions1795902000000 } from './1795902000000-plan-revisions.js';
import { CreateContestBranding1795903000000 } from './1795903000000-create-contest-branding.js';
import { NumberStaffInvitations1795903001000 } from './1795903001000-number-staff-invitations.js';
import { SignWordings1795904000000 } from './1795904000000-sign-wordings.js';
import { AddEarlierOrigins1795906000000 } from './1795906000000-add-earlier-origins.js';
import { CreateFrozenBoard1795907000000 } from './1795907000000-create-frozen-board.js';
import { AddPoolParts1795908000000 } from './1795908000000-add-pool-parts.js';
import { AddAbandoned1795908001000 } from './1795908001000-add-abandoned.js';
import { KeepPredictions1795908002000 } from './1795908002000-keep-predictions.js';
import { IndexAudit1795909000000 } from './1795909000000-index-audit.js';
import { CreateSettlement1796002000000 } from './1796002000000-create-settlement.js';
import { CreateDocumentJob1796004000000 } from './1796004000000-create-document-job.js';
import { CreateCertificate1796007000000 } from './1796007000000-create-certificate.js';
import { CreateOfficialBoard1796008000000 } from './1796008000000-create-official-board.js';
import { CertifyPrizes1797001000000 } from './1797001000000-certify-prizes.js';
import { CreateCommendation1797002000000 } from './1797002000000-create-commendation.js';
import { CreateOpenData1797003000000 } from './1797003000000-create-open-data.js';
import { AddSettlementTries1797004000000 } from './1797004000000-add-settlement-tries.js';
import { AddLotWords1797005000000 } from './1797005000000-add-lot-words.js';
import { CreateStartPace1797008000000 } from './1797008000000-create-start-pace.js';

/** Every migration, in order: a list, not a glob, so that a missing one is a compile error. */
export const migrations = [
  CreateFloor1795300000000,
  CreateUnit1795300001000,
  CreateBank1795300002000,
  CreateContest1795300003000,
  CreateAccount1795300004000,
  CreateParticipant1795300005000,
  CreateAttempt1795300006000,
  CreateResults1795300007000,
  CreateAudit1795300008000,
  CreateContestPartitions1795300009000,
  AddContestPage1795400000000,
  CreateConsent1795400001000,
  CreateFeedback1795400002000,
  AddExtraTime1795400002100,
  CreateMedia1795400002200,
  CreateResetCode1795500100000,
  AddSessionDevice1795500101000,
  AddConsentsByPurpose1795500300000,
  AddAnonymising1795500301000,
  AddGuardian1795500302000,
  AddRetention1795500303000,
  WidenStaffRole1795500400000,
  CreateSecondFactor1795500401000,
  CreateStaffInvitation1795500402000,
  CreateUnitInvitation1795500500000,
  CreateExclusion1795500600000,
  CreateUnitCorrection1795500601000,
  CreateIdentityPaper1795510100000,
  AddNameOrder1795510200000,
  CreatePhoneCode1795510400000,
  CreatePhoneClaim1795510500000,
  ExcludeWithoutPhone1795510600000,
  AddRegulations1795600000000,
  CreateContestPlan1795701000000,
  CreateRehearsal1795701001000,
  CreateItemReview1795703000000,
  CreateItemBatch1795703001000,
  NoteImports1795704000000,
  CreateDifferentItems1795704001000,
  IndexSubmits1795705000000,
  CreatePause1795705001000,
  CreateExtraTimeGrant1795705002000,
  CreateAnnouncement1795705003000,
  CreateKeyCorrection1795706000000,
  CreateSignal1795706001000,
  CreateUnitChange1795707000000,
  CreateContestHeadcount1795707001000,
  AddAttemptLosses1795708000000,
  CreateDeskNote1795708001000,
  CreateIncidentReport1795708002000,
  AddPractice1795708003000,
  DelegateContests1795901000000,
  PlanRevisions1795902000000,
  CreateContestBranding1795903000000,
  NumberStaffInvitations1795903001000,
  SignWordings1795904000000,
  AddEarlierOrigins1795906000000,
  CreateFrozenBoard1795907000000,
  AddPoolParts1795908000000,
  AddAbandoned1795908001000,
  KeepPredictions1795908002000,
  IndexAudit1795909000000,
  CreateSettlement1796002000000,
  CreateDocumentJob1796004000000,
  CreateCertificate1796007000000,
  CreateOfficialBoard1796008000000,
  CertifyPrizes1797001000000,
  CreateCommendation1797002000000,
  CreateOpenData1797003000000,
  AddSettlementTries1797004000000,
  AddLotWords1797005000000,
  CreateStartPace1797008000000,
];
