import type { FastifyReply, FastifyRequest } from 'fastify';
import { deviceOf, isoInstant } from '#domain';
import { type SignedIn, type Visitor } from '#identity';
import type { Env } from '#platform';
import { setSessionCookie } from '../session-token.js';
import type { SignedInView } from './identity.dto.js';

/** Where a request at the door comes from. */
export function visitorOf(request: Pick<FastifyRequest, 'ip' | 'id' | 'headers'>): Visitor {
  return { ip: request.ip, requestId: request.id, device: deviceOf(request.headers['user-agent']) };
}

/** Answers whoever has come in: the token in the cookie for browsers, in the body for programs. */
export function welcome(reply: FastifyReply, signedIn: SignedIn, env: Env): SignedInView {
  // Rounded, as begin and end of a session are each read from the clock and may lie a millisecond apart.
  const maxAgeSeconds = Math.round(signedIn.lifetimeMs / 1000);
  setSessionCookie(reply, signedIn.token, maxAgeSeconds, env.PUBLIC_URL.startsWith('https:'));
  const { accountId, fullName, token, expiresAt } = signedIn;
  return { accountId, fullName, token, expiresAt: isoInstant(expiresAt) };
}
