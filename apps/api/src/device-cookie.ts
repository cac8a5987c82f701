import { randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Secrets, type Env } from '#platform';
import type { CallerRequest } from './access.js';

/** Half a year: from one contest to the next. */
const MAX_AGE_SECONDS = 180 * 24 * 60 * 60;

/**
 * A random number that a browser keeps for itself once somebody has come in with it, so that the door can tell one machine
 * with a hundred accounts from a hundred machines behind one address. It says nothing of the machine or the person, is
 * stored nowhere here, and who has none is only counted by the address. Signed: numbers that somebody makes up are none.
 */
export function knowDevices(fastify: FastifyInstance, secrets: Secrets, env: Env): void {
  const secure = env.PUBLIC_URL.startsWith('https:');
  const name = secure ? '__Host-device' : 'device';
  fastify.decorateRequest('deviceId', null);
  fastify.decorateReply('offerDevice', function offerDevice(this: FastifyReply) {
    if ((this.request as CallerRequest).deviceId) return;
    const id = randomBytes(16).toString('base64url');
    const parts = [`${name}=${id}.${secrets.sign('session', `device ${id}`)}`, 'Path=/', 'HttpOnly', 'SameSite=Lax'];
    parts.push(`Max-Age=${MAX_AGE_SECONDS}`, ...(secure ? ['Secure'] : []));
    // Fastify adds a second cookie to the first.
    void this.header('set-cookie', parts.join('; '));
  });
  fastify.addHook('onRequest', (request, _reply, done) => {
    if (request.method === 'POST') (request as CallerRequest).deviceId = deviceOf(request, name, secrets);
    done();
  });
}

/** Leaves a number with a browser that has none. */
export function keepDeviceCookie(reply: FastifyReply): void {
  (reply as FastifyReply & { offerDevice: () => void }).offerDevice();
}

function deviceOf({ headers }: Pick<FastifyRequest, 'headers'>, name: string, secrets: Secrets): string | null {
  const own = headers.cookie?.split(';').find((pair) => pair.trimStart().startsWith(`${name}=`));
  const [, id, mac] = /^\s*[\w-]+=([A-Za-z0-9_-]{22})\.([A-Za-z0-9._-]{1,40})$/.exec(own ?? '') ?? [];
  return id && mac && secrets.verify('session', `device ${id}`, mac) ? id : null;
}
