import { Module } from '@nestjs/common';
import { AccountService } from './account.service.js';
import { ConsentService } from './consent.service.js';
import { DoorLimits } from './door-limits.js';
import { EndedSessions } from './ended-sessions.js';
import { OwnSessionsService } from './own-sessions.service.js';
import { ExclusionService } from './exclusion.service.js';
import { ParticipantService } from './participant.service.js';
import { PasswordCheck } from './password-check.js';
import { PasswordHasher } from './password-hasher.js';
import { PersonService } from './person.service.js';
import { RecoveryService } from './recovery.service.js';
import { ResetCodeService } from './reset-code.service.js';
import { SessionService } from './session.service.js';
import { SignInLinkService } from './sign-in-link.service.js';
import { UnitCorrectionService } from './unit-correction.service.js';
import { SecondFactorService } from './second-factor.service.js';
import { StaffService } from './staff.service.js';
import { UnitInvitationService } from './unit-invitation.service.js';

/** Who is at the door: accounts, sessions, sign-in links, staff and their second factor, and people in contests. */
@Module({
  providers: [
    AccountService,
    ConsentService,
    DoorLimits,
    EndedSessions,
    OwnSessionsService,
    ExclusionService,
    ParticipantService,
    PasswordCheck,
    PasswordHasher,
    PersonService,
    RecoveryService,
    ResetCodeService,
    SessionService,
    SignInLinkService,
    UnitCorrectionService,
    SecondFactorService,
    StaffService,
    UnitInvitationService,
  ],
  exports: [
    AccountService,
    ConsentService,
    DoorLimits,
    OwnSessionsService,
    ExclusionService,
    ParticipantService,
    PasswordCheck,
    PasswordHasher,
    PersonService,
    RecoveryService,
    ResetCodeService,
    SessionService,
    SignInLinkService,
    UnitCorrectionService,
    SecondFactorService,
    StaffService,
    UnitInvitationService,
  ],
})
export class IdentityModule {}
