import { Module } from '@nestjs/common';
import { ENV } from '#platform';
import { AccountService } from './accounts/account.service.js';
import { ConsentService } from './personal-data/consent.service.js';
import { Doorkeeper } from './door/doorkeeper.js';
import { DoorLimits } from './door/door-limits.js';
import { ProofOfWork } from './door/proof-of-work.js';
import { EndedSessions } from './sessions/ended-sessions.js';
import { OwnSessionsService } from './sessions/own-sessions.service.js';
import { PersonSearchService } from './desk/person-search.service.js';
import { PersonCardService } from './desk/person-card.service.js';
import { PhoneClaimService } from './desk/phone-claim.service.js';
import { ExclusionService } from './participants/exclusion.service.js';
import { ExtraTimeService } from './participants/extra-time.service.js';
import { ParticipantService } from './participants/participant.service.js';
import { PasswordCheck } from './accounts/password-check.js';
import { PasswordHasher } from './accounts/password-hasher.js';
import { CODE_SENDER, codeSenderOf } from './phone-codes/code-sender.js';
import { PhoneCodeService } from './phone-codes/phone-code.service.js';
import { PersonService } from './personal-data/person.service.js';
import { RecoveryService } from './accounts/recovery.service.js';
import { ResetCodeService } from './accounts/reset-code.service.js';
import { SessionService } from './sessions/session.service.js';
import { SignInLinkService } from './sessions/sign-in-link.service.js';
import { UnitCorrectionService } from './participants/unit-correction.service.js';
import { IdentityPaperService } from './personal-data/identity-paper.service.js';
import { UnitPeopleService } from './participants/unit-people.service.js';
import { SecondFactorService } from './sessions/second-factor.service.js';
import { DeskService } from './staff/desk.service.js';
import { StaffService } from './staff/staff.service.js';
import { TrailService } from './trail/trail.service.js';
import { UnitInvitationService } from './invitations/unit-invitation.service.js';

/** Who is at the door: accounts, sessions, sign-in links, staff and their second factor, and people in contests. */
@Module({
  providers: [
    AccountService,
    ConsentService,
    Doorkeeper,
    DoorLimits,
    ProofOfWork,
    EndedSessions,
    OwnSessionsService,
    ExclusionService,
    ExtraTimeService,
    IdentityPaperService,
    ParticipantService,
    PasswordCheck,
    PasswordHasher,
    { provide: CODE_SENDER, useFactory: codeSenderOf, inject: [ENV] },
    PhoneCodeService,
    PersonService,
    PersonSearchService,
    PersonCardService,
    PhoneClaimService,
    RecoveryService,
    ResetCodeService,
    SessionService,
    SignInLinkService,
    UnitCorrectionService,
    UnitPeopleService,
    SecondFactorService,
    StaffService,
    DeskService,
    TrailService,
    UnitInvitationService,
  ],
  exports: [
    AccountService,
    ConsentService,
    Doorkeeper,
    DoorLimits,
    ProofOfWork,
    OwnSessionsService,
    ExclusionService,
    ExtraTimeService,
    IdentityPaperService,
    ParticipantService,
    PasswordCheck,
    PasswordHasher,
    PhoneCodeService,
    PersonService,
    PersonSearchService,
    PersonCardService,
    PhoneClaimService,
    RecoveryService,
    ResetCodeService,
    SessionService,
    SignInLinkService,
    UnitCorrectionService,
    UnitPeopleService,
    SecondFactorService,
    StaffService,
    DeskService,
    TrailService,
    UnitInvitationService,
  ],
})
export class IdentityModule {}
