// Where a clone keeps what it makes, and as which user its servers run.

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Refusal } from './say.mjs';

/** The clone this launcher belongs to. */
export const clone = realpathSync(join(dirname(fileURLToPath(import.meta.url)), '..'));

/** Twelve hex digits that no other clone on this machine has: they name everything kept outside the clone. */
export const cloneId = createHash('sha256').update(clone).digest('hex').slice(0, 12);

/** @typedef {{ uid: number, gid: number } | undefined} ServerUser undefined: as the person who started the launcher */

/**
 * PostgreSQL refuses to run as root. Root therefore starts servers as `postgres` where that user exists, else `nobody`.
 * @returns {ServerUser}
 */
function findServerUser() {
  if (process.getuid?.() !== 0) return undefined;
  const users = new Map(
    readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .map((line) => line.split(':'))
      .map(([name, , uid, gid]) => [name, { uid: Number(uid), gid: Number(gid) }]),
  );
  return users.get('postgres') ?? users.get('nobody') ?? { uid: 65_534, gid: 65_534 };
}

export const serverUser = findServerUser();

/** @param {string} directory @returns {boolean} whether the servers' user may walk through it (/root is closed to all) */
export function isOpenToServers(directory) {
  if (!serverUser) return true;
  return (
    spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', directory], { ...serverUser, cwd: '/', stdio: 'ignore' }).status === 0
  );
}

/**
 * A directory the servers' user owns and nobody else may read.
 * @param {string} directory
 */
export function serverDirectory(directory) {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  if (serverUser) chownSync(directory, serverUser.uid, serverUser.gid);
  chmodSync(directory, 0o700);
  return directory;
}

/**
 * The mode of a directory of ours that holds server directories: the servers' user walks through it, and reads nothing.
 */
const passage = serverUser ? 0o711 : 0o700;

/** @param {string} directory */
function ourDirectory(directory) {
  try {
    mkdirSync(directory, { recursive: true, mode: passage });
    chmodSync(directory, passage);
  } catch (error) {
    throw new Refusal(
      `Không ghi được vào thư mục dữ liệu ${directory} (${/** @type {Error} */ (error).message}).\n` +
        'Hãy chạy bằng đúng tài khoản đã chạy lần trước, hoặc sao chép mã nguồn vào một thư mục của bạn.',
    );
  }
  return directory;
}

/**
 * The clone's own data directory: .data in the clone, or /var/lib/cchc-dev/<clone id> when root's servers, which run as
 * somebody else, could not walk into the clone.
 */
export function cloneHome() {
  if (isOpenToServers(clone)) return ourDirectory(join(clone, '.data'));
  mkdirSync('/var/lib/cchc-dev', { recursive: true, mode: 0o755 });
  return ourDirectory(join('/var/lib/cchc-dev', cloneId));
}

/** Where directories for data nobody keeps are made. */
export function throwAwayParent() {
  const parent = realpathSync(tmpdir());
  if (isOpenToServers(parent)) return parent;
  mkdirSync('/var/lib/cchc-dev/tmp', { recursive: true, mode: 0o711 });
  return '/var/lib/cchc-dev/tmp';
}

/** A directory for data nobody keeps, named after the clone so that a later start can find what a power cut left. */
export const throwAwayHome = () => ourDirectory(mkdtempSync(join(throwAwayParent(), `cchc-${cloneId}-`)));

/**
 * Writes a file whole or not at all, readable by its owner alone.
 * @param {string} file @param {string} text
 */
export function writePrivate(file, text) {
  const fresh = `${file}.${process.pid}.new`;
  writeFileSync(fresh, text, { mode: 0o600 });
  renameSync(fresh, file);
}
