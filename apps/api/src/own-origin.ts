import type { IncomingHttpHeaders } from 'node:http';
import type { Env } from '#platform';

/**
 * Whether a request comes from a page of ours. Browsers name the origin of every write and of every socket; programs name
 * none and bring a bearer token, which a foreign page cannot know.
 *
 * At an https address a page of the same name on plain http is foreign: whoever sits on the line can write it. On plain
 * http people type more than one name for a school's machine, so the one that they typed is ours too.
 *
 * @example isOwnOrigin({ PUBLIC_URL: 'https://thi.vn' }, { origin: 'http://thi.vn', host: 'thi.vn' }) // false
 */
export function isOwnOrigin(env: Pick<Env, 'PUBLIC_URL'>, headers: IncomingHttpHeaders): boolean {
  const { origin, host } = headers;
  if (origin === undefined) return true;
  const own = new URL(env.PUBLIC_URL);
  if (origin === own.origin) return true;
  return own.protocol === 'http:' && URL.canParse(origin) && new URL(origin).host === host;
}
