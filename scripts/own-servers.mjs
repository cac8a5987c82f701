// Servers of one's own, named by DATABASE_URL and REDIS_URL: reached once before anything is started, so that a wrong
// address is told in one sentence.

import { connect } from 'node:net';
import { Refusal } from './say.mjs';

/** The servers of one's own that the environment names, as `startStack` wishes for them. */
export function ownServers() {
  const { DATABASE_URL: databaseUrl, REDIS_URL: redisUrl, REDIS_CLUSTER: cluster } = process.env;
  return {
    ...(databaseUrl && { databaseUrl }),
    ...(redisUrl && { redisUrl, redisCluster: cluster === '1' }),
  };
}

/** @param {string} text @param {string} name @param {RegExp} protocols @returns {URL} */
function parse(text, name, protocols) {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && protocols.test(url.protocol)) return url;
  throw new Refusal(
    `${name} không phải là một địa chỉ đúng dạng (ví dụ: ${name === 'REDIS_URL' ? 'redis://127.0.0.1:6379' : 'postgres://user:password@127.0.0.1:5432/cchc'}).`,
  );
}

/** @param {URL} url @param {string} user @param {string} password */
function as(url, user, password) {
  const other = new URL(url);
  other.username = user;
  other.password = password;
  return other.href;
}

/**
 * The environment for a PostgreSQL of one's own: DATABASE_URL is the owner; those of the other two are as given or
 * derived, and then `cli prepare` makes their roles with the passwords it is handed.
 * @param {string} databaseUrl
 * @param {{ app: string, read: string }} passwords
 * @returns {Promise<Record<string, string>>}
 */
export async function ownDatabase(databaseUrl, passwords) {
  const url = parse(databaseUrl, 'DATABASE_URL', /^postgres(ql)?:$/);
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 5000 });
  try {
    await client.connect();
    await client.query('SELECT 1');
  } catch (error) {
    throw new Refusal(
      `Không kết nối được PostgreSQL ở DATABASE_URL (${url.host}): ${/** @type {Error} */ (error).message}`,
    );
  } finally {
    await client.end().catch(() => {});
  }
  const { DATABASE_APP_URL: app, DATABASE_DIRECT_URL: direct, DATABASE_READ_URL: read } = process.env;
  return {
    DATABASE_OWNER_URL: databaseUrl,
    DATABASE_APP_URL: app ?? as(url, 'cchc_app', passwords.app),
    ...(direct && { DATABASE_DIRECT_URL: direct }),
    DATABASE_READ_URL: read ?? as(url, 'cchc_read', passwords.read),
    ...(!app && { CCHC_APP_PASSWORD: passwords.app }),
    ...(!read && { CCHC_READ_PASSWORD: passwords.read }),
  };
}

/**
 * The environment for a Redis of one's own, or for a cluster, of which `redisUrl` names some nodes with commas: one that can
 * be reached is enough.
 * @param {string} redisUrl @param {boolean} isCluster
 * @returns {Promise<Record<string, string>>}
 */
export async function ownRedis(redisUrl, isCluster) {
  const urls = (isCluster ? redisUrl.split(',') : [redisUrl]).map((text) => parse(text, 'REDIS_URL', /^rediss?:$/));
  const tries = await Promise.allSettled(urls.map(reachRedis));
  const [wrong] = tries.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
  if (tries.every(({ status }) => status === 'rejected')) throw wrong;
  return { REDIS_URL: redisUrl, ...(isCluster && { REDIS_CLUSTER: '1' }) };
}

/** @param {URL} url */
async function reachRedis(url) {
  await new Promise((resolve, reject) => {
    const socket = connect({ host: url.hostname.replace(/^\[|\]$/g, ''), port: Number(url.port || 6379) });
    socket.setTimeout(5000, () => socket.destroy(new Error('quá 5 giây không trả lời')));
    socket.once('connect', () => (socket.destroy(), resolve(undefined)));
    socket.once('error', (error) =>
      reject(new Refusal(`Không kết nối được Redis ở REDIS_URL (${url.host}): ${error.message}`)),
    );
  });
}
