// The secrets of one data directory: made at its first start, in a file only its owner reads, never printed.

import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writePrivate } from './home.mjs';

/** 32 bytes, safe in URLs, files and command lines alike. */
const random = () => randomBytes(32).toString('base64url');

/** One key with the id under which things signed or sealed with it remember it, so that keys can be rotated. */
const key = () => [{ id: `k${randomBytes(3).toString('hex')}`, key: random() }];

const fresh = () => ({
  keys: { token: key(), receipt: key(), session: key(), encryption: key() },
  databasePasswords: { superuser: random(), owner: random(), app: random(), read: random() },
  redisPassword: random(),
});

/** @typedef {ReturnType<typeof fresh>} Secrets */

/**
 * @param {string} home
 * @returns {{ file: string, secrets: Secrets, isNew: boolean }}
 */
export function secretsOf(home) {
  const file = join(home, 'secrets.json');
  if (existsSync(file)) return { file, secrets: JSON.parse(readFileSync(file, 'utf8')), isNew: false };
  const secrets = fresh();
  writePrivate(file, JSON.stringify(secrets, null, 2));
  return { file, secrets, isNew: true };
}
