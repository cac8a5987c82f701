// The one-time links with which a newcomer looks around the sample data as citizen, unit manager, organizer, administrator.

import { spawn } from 'node:child_process';
import { cleanEnv, programOf } from './apps.mjs';
import { clone } from './home.mjs';

/**
 * Asks the cli for the links and passes them on. Without sample data the cli refuses; then there is nothing to print.
 * @param {Record<string, string>} env of the running stack @param {import('./say.mjs').Speaker} log
 */
export async function printSignInLinks(env, log) {
  const child = spawn(process.execPath, [programOf('cli'), 'sign-in-links'], {
    cwd: clone,
    env: { ...cleanEnv(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let links = '';
  let refusal = '';
  child.stdout.on('data', (chunk) => (links += chunk));
  child.stderr.on('data', (chunk) => (refusal += chunk));
  const code = await new Promise((resolve) => child.once('close', resolve).once('error', resolve));
  if (code === 0) log.line(links.trimEnd());
  else log.line(`  ! Chưa in được liên kết đăng nhập mẫu: ${refusal.trim().split('\n')[0]}`);
}
