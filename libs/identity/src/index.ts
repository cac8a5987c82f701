export * from './identity.js';
export * from './identity.module.js';
export * from './accounts/account.service.js';
export * from './sessions/session.service.js';
export * from './sessions/own-sessions.service.js';
export * from './accounts/recovery.service.js';
export * from './accounts/reset-code.service.js';
export * from './sessions/sign-in-link.service.js';
export * from './sessions/second-factor.service.js';
export * from './staff/desk.service.js';
export * from './staff/staff.service.js';
export * from './staff/staff-invitation.js';
export { issueSignInLink, SIGN_IN_LINK_MINUTES } from './sessions/sign-in-link.js';
export * from './door/private-address.js';
export * from './participants/participant.service.js';
export * from './personal-data/consent-texts.js';
export * from './personal-data/consent.service.js';
export * from './personal-data/erasure.js';
export * from './personal-data/identity-paper.service.js';
export { EXCLUSION_REASONS, type ExclusionReason } from './participants/exclusion.queries.js';
export { ExclusionService, type Exclusion } from './participants/exclusion.service.js';
export { checkKeepsSystem, checkRuns, runsEverywhere } from './staff/office.js';
export * from './desk/person-card.service.js';
export { type FoundPerson, type PersonClue, PersonSearchService } from './desk/person-search.service.js';
export * from './desk/phone-claim.service.js';
export { grantExtraTime } from './participants/extra-time.js';
export { ExtraTimeService, type ExtraTimeGrant } from './participants/extra-time.service.js';
export * from './door/door-limits.js';
export * from './door/doorkeeper.js';
export * from './door/proof-of-work.js';
export * from './personal-data/tidy.js';
export { type Enrolled, type EnrolmentRow } from './participants/enrolment.js';
export * from './accounts/password-check.js';
export * from './accounts/password-hasher.js';
export * from './personal-data/person.service.js';
export { PhoneCodeService } from './phone-codes/phone-code.service.js';
export * from './participants/unit-correction.service.js';
export * from './participants/unit-people.service.js';
export * from './invitations/unit-invitation.service.js';
export { contestThatInvites, inviteUnits, planFor } from './invitations/unit-invitation.js';
export {
  INVITATION_FORMATS,
  writeInvitations,
  type InvitationFile,
  type InvitationFormat,
  type InvitationWriter,
} from './invitations/invitation-file.js';
export { readInvitationList, type InvitationFault, type InvitationRow } from './invitations/invitation-list.js';
export type { EndedSession } from './sessions/ended-sessions.js';
export { TrailService } from './trail/trail.service.js';
export { Turns } from './door/turns.js';
