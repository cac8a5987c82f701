import type { FastifyReply } from 'fastify';
import { deviceOf, isoInstant } from '#domain';
import { type SignedIn, type Visitor } from '#identity';
import type { Env } from '#platform';
import type { CallerRequest } from '../access.js';
import { keepDeviceCookie } from '../device-cookie.js';
import { setSessionCookie } from '../session-token.js';
import type { SignedInView } from './identity.dto.js';

/** Where work that a machine has done comes with a request; asked for by PROOF_NEEDED. */
export const PROOF_HEADER = {
  name: 'x-proof',
  required: false,
  description: 'Lời giải của thử thách trong PROOF_NEEDED: base64 của JSON {challenge, solution} như ALTCHA',
};

/** Where a request at the door comes from. */
export function visitorOf({ ip, id, headers, deviceId }: CallerRequest): Visitor {
  const proof = headers['x-proof'];
  return {
    ip,
    requestId: id,
    device: deviceOf(headers['user-agent']),
    deviceId,
    proof: typeof proof === 'string' ? proof : null,
  };
}

/** Answers whoever has come in: the token in the cookie for browsers, in the body for programs. */
export function welcome(reply: FastifyReply, signedIn: SignedIn, env: Env): SignedInView {
  // Rounded, as begin and end of a session are each read from the clock and may lie a millisecond apart.
  const maxAgeSeconds = Math.round(signedIn.lifetimeMs / 1000);
  setSessionCookie(reply, signedIn.token, maxAgeSeconds, env.PUBLIC_URL.startsWith('https:'));
  keepDeviceCookie(reply);
  const { accountId, fullName, token, expiresAt } = signedIn;
  return { accountId, fullName, token, expiresAt: isoInstant(expiresAt) };
}
