import type { FastifyReply, FastifyRequest } from 'fastify';

/** `__Host-` needs https: on a plain-http LAN the cookie has its plain name. */
const cookieName = (secure: boolean): string => (secure ? '__Host-sid' : 'sid');

/**
 * The session token of a request, from `Authorization: Bearer` or the cookie. Never from the address.
 *
 * @param secure whether the address is https: there the plain name is not listened to, because any page of a neighbouring
 * host, or on plain http, can plant it and sign a person in as somebody else
 */
export function sessionTokenOf(request: Pick<FastifyRequest, 'headers'>, secure: boolean): string | null {
  const header = request.headers.authorization;
  if (header?.startsWith('Bearer ')) return header.slice(7);
  const cookie = request.headers.cookie;
  if (!cookie) return null;
  const name = `${cookieName(secure)}=`;
  const own = cookie.split(';').find((pair) => pair.trimStart().startsWith(name));
  const token = own?.trim().slice(name.length) ?? '';
  return /^[A-Za-z0-9_-]{20,100}$/.test(token) ? token : null;
}

/** Leaves the token with the browser where scripts cannot read it. SameSite keeps other sites from using it. */
export function setSessionCookie(reply: FastifyReply, token: string, maxAgeSeconds: number, secure: boolean): void {
  const parts = [`${cookieName(secure)}=${token}`, 'Path=/', 'HttpOnly', 'SameSite=Lax', `Max-Age=${maxAgeSeconds}`];
  if (secure) parts.push('Secure');
  void reply.header('set-cookie', parts.join('; '));
}

export function clearSessionCookie(reply: FastifyReply, secure: boolean): void {
  setSessionCookie(reply, '', 0, secure);
}
