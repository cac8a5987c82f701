import { Module } from '@nestjs/common';
import { AccountService } from './account.service.js';
import { DoorLimits } from './door-limits.js';
import { EndedSessions } from './ended-sessions.js';
import { ParticipantService } from './participant.service.js';
import { PasswordHasher } from './password-hasher.js';
import { PersonService } from './person.service.js';
import { SessionService } from './session.service.js';
import { SignInLinkService } from './sign-in-link.service.js';

/** Who is at the door: accounts, sessions, sign-in links, and people in contests. */
@Module({
  providers: [
    AccountService,
    DoorLimits,
    EndedSessions,
    ParticipantService,
    PasswordHasher,
    PersonService,
    SessionService,
    SignInLinkService,
  ],
  exports: [
    AccountService,
    DoorLimits,
    ParticipantService,
    PasswordHasher,
    PersonService,
    SessionService,
    SignInLinkService,
  ],
})
export class IdentityModule {}
