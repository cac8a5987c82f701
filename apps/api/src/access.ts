import { SetMetadata, createParamDecorator, type CustomDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { AttemptClaims } from '#attempts';
import type { Identity, Role } from '#identity';

/**
 * Who may call a route:
 * - `public`: anybody;
 * - `signed_in`: any account with a living session;
 * - `attempt`: whoever holds the signed token of the attempt that the address names; without a token, a signed-in
 *   person, whose right to the attempt the room then checks on the row;
 * - otherwise one of the staff roles.
 */
export type Access = 'public' | 'signed_in' | 'attempt' | Role[];

export interface AccessRule {
  access: Access;
  /** Which objects the caller may reach, in a word: `own` rows, one `contest`, one `unit`, or `all`. */
  scope: 'all' | 'own' | 'contest' | 'unit';
}

export const ACCESS_RULE = 'access-rule';

/**
 * Every route carries one. A route without a rule is refused for everybody and fails the build.
 *
 * @example @Allow('signed_in', 'own')
 */
export const Allow = (access: Access, scope: AccessRule['scope'] = 'all'): CustomDecorator =>
  SetMetadata(ACCESS_RULE, { access, scope } satisfies AccessRule);

/** What the front door knows of a request beside its body. */
export interface CallerRequest extends FastifyRequest {
  /** When the headers arrived, epoch ms in database time. */
  receivedAt: number;
  /** The browser's own random number, from its cookie; null for one that has none. */
  deviceId: string | null;
  /** Who is signed in; undefined on public routes without a session. */
  identity?: Identity;
  /** What the signed attempt token says, on routes of an attempt that was called with one. */
  attempt?: AttemptClaims;
}

/** The signed-in caller. Only on routes whose rule asks for a session. */
export const Caller = createParamDecorator((_: unknown, context: ExecutionContext): Identity => {
  return context.switchToHttp().getRequest<CallerRequest>().identity!;
});

/** The signed-in caller, if there is one: for public pages that show one's own row. */
export const MaybeCaller = createParamDecorator((_: unknown, context: ExecutionContext): Identity | undefined => {
  return context.switchToHttp().getRequest<CallerRequest>().identity;
});

/** The instant the request was received; every rule about time uses this one. */
export const ReceivedAt = createParamDecorator((_: unknown, context: ExecutionContext): number => {
  return context.switchToHttp().getRequest<CallerRequest>().receivedAt;
});

/** The claims of the attempt token, if the request brought one. */
export const HeldAttempt = createParamDecorator((_: unknown, context: ExecutionContext): AttemptClaims | undefined => {
  return context.switchToHttp().getRequest<CallerRequest>().attempt;
});

/** Who asks on a route of an attempt: whoever holds its token, else the signed-in person. The guard lets in nobody else. */
export function ownerOf(held: AttemptClaims | undefined, caller: Identity | undefined) {
  return held ? { participantId: held.participantId } : { accountId: caller!.accountId };
}
