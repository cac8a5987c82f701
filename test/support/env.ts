import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { readEnv, type Env } from '#platform';
import type { TestDatabase } from './database.js';
import { writeTestSecrets } from './secrets.js';

/** The environment of a process under test: its own database, its own keys, its own corner of Redis. */
export function testEnv(database: TestDatabase, overrides: Partial<Env> = {}): Env {
  const redisUrl = process.env['TEST_REDIS_URL'];
  if (!redisUrl) throw new Error('TEST_REDIS_URL is not set: run these tests with `npm test`, which starts Redis.');
  const env = readEnv({
    DATABASE_APP_URL: database.appUrl,
    DATABASE_READ_URL: database.readUrl,
    REDIS_URL: redisUrl,
    REDIS_PREFIX: `t-${randomBytes(6).toString('hex')}`,
    SECRETS_FILE: writeTestSecrets(),
    DATABASE_POOL_MAX: '6',
    LOG_LEVEL: 'silent',
    NODE_ENV: 'test',
    CCHC_THROWAWAY: '1',
    // People of a test all come from one address.
    PROOF_OF_WORK: 'off',
  });
  return { ...env, ...overrides };
}

/** Removes what `testEnv` left on the disk. */
export function dropTestEnv(env: Env): void {
  if (env.SECRETS_FILE) rmSync(dirname(env.SECRETS_FILE), { recursive: true, force: true });
}
