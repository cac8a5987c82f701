// Installed and built: what every script needs first. One at a time per clone, so that `npm test` beside `npm start` never
// finds half of node_modules or half of dist.

import { join } from 'node:path';
import { build, isBuilt } from './build.mjs';
import { clone, cloneHome } from './home.mjs';
import { install, isInstalled } from './install.mjs';
import { withLock } from './lock.mjs';

/** @param {string} home */
export const installLock = (home) => join(home, 'install.lock');

/**
 * @param {import('./say.mjs').Speaker} log
 */
export async function makeReady(log) {
  if (isInstalled(clone) && isBuilt(clone)) return;
  const home = cloneHome();
  await withLock(
    installLock(home),
    'cài đặt và biên dịch',
    async () => {
      if (!isInstalled(clone)) {
        log.line('  … Cài các thư viện (lần đầu khoảng nửa phút)');
        await log.step('Thư viện', () => install(home));
      }
      if (!isBuilt(clone)) await log.step('Biên dịch', () => void build(clone));
    },
    (holder) => log.line(`  … Chờ ${holder}`),
  );
}
