// node_modules, as package-lock.json wants them. Runs before any package exists: Node's own modules only.

import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { clone } from './home.mjs';
import { startGuard } from './processes.mjs';
import { Refusal } from './say.mjs';

const OLDEST_NODE = [20, 19];

/** Refuses a Node.js that cannot run the product, in words. */
export function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return;
  throw new Refusal(`Cần Node.js ${OLDEST_NODE.join('.')} trở lên, máy này có ${process.versions.node}.`);
}

/** Only what npm would act on: a new line under "scripts" is no reason to install again. @param {string} root */
export function packagesWanted(root) {
  const { dependencies, devDependencies, optionalDependencies, overrides, allowScripts } = JSON.parse(
    readFileSync(join(root, 'package.json'), 'utf8'),
  );
  return createHash('sha256')
    .update(JSON.stringify({ dependencies, devDependencies, optionalDependencies, overrides, allowScripts }))
    .update(readFileSync(join(root, 'package-lock.json')))
    .update(`${process.platform}-${process.arch}`)
    .digest('hex');
}

/** @param {string} root */
const stampOf = (root) => join(root, 'node_modules', '.cchc-installed');

/** @param {string} root @returns {boolean} */
export const isInstalled = (root) =>
  existsSync(stampOf(root)) && readFileSync(stampOf(root), 'utf8') === packagesWanted(root);

/** @param {string} directory */
function isWritable(directory) {
  try {
    accessSync(directory, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Installs what the lock file names, developers' packages included, and leaves the lock file as it is.
 * @param {string} home where npm's cache goes when the person's own home cannot be written
 * @returns {Promise<void>}
 */
export async function install(home) {
  const env = { ...process.env };
  delete env.NODE_ENV; // "production" would leave out what builds and tests the product
  for (const name of Object.keys(env))
    if (/^npm_config_(omit|only|production|dry_run|loglevel|global)$/i.test(name)) delete env[name];
  if (!isWritable(homedir())) env.npm_config_cache = join(home, 'npm-cache');
  // The npm that runs us, when it does: it may be the only one there is.
  const npm = process.env.npm_execpath?.endsWith('.js') ? [process.execPath, process.env.npm_execpath] : ['npm'];
  const args = [
    'install',
    '--no-audit',
    '--no-fund',
    '--no-save',
    '--include=dev',
    '--loglevel=error',
    '--no-progress',
  ];
  const wanted = packagesWanted(clone);
  const child = spawn(npm[0], [...npm.slice(1), ...args], { cwd: clone, env, stdio: ['ignore', 2, 2] });
  const guard = startGuard(undefined); // an npm that outlives a killed launcher would meet the next start's npm
  if (child.pid) guard.watch([child.pid], []);
  const stop = () => child.kill();
  process.on('exit', stop);
  const code = await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve));
  process.off('exit', stop);
  guard.dismiss();
  rmSync(join(home, 'npm-cache'), { recursive: true, force: true });
  if (code !== 0)
    throw new Refusal(
      `npm install không xong (mã ${code}); lý do ở các dòng trên. Hãy kiểm tra kết nối mạng rồi chạy lại.`,
    );
  writeFileSync(stampOf(clone), wanted);
}
