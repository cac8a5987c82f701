// A bundle tried where nothing else is: a root directory with the C library and a shell, in namespaces of its own without a
// network. Node.js, npm, PostgreSQL and Redis of this machine cannot be seen from there, nor can the network be reached.

import { spawnSync } from 'node:child_process';
import { copyFileSync, cpSync, existsSync, mkdirSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { throwAwayHome } from '../home.mjs';
import { Refusal } from '../say.mjs';
import { isOfTheSystem } from './contents.mjs';

/** What unpacking and install.sh call, and guard.sh and initdb while the product runs. */
const TOOLS = [
  'sh',
  'tar',
  'gzip',
  'sha256sum',
  'dirname',
  'mkdir',
  'mv',
  'cp',
  'rm',
  'cat',
  'sed',
  'id',
  'sleep',
  'chmod',
];
/** Of the package libc-bin, which every Debian has. */
const LOCALE = '/usr/lib/locale/C.utf8';
const FOLDERS = ['bin', 'dev/shm', 'etc', 'opt', 'proc', 'tmp'];
const PATIENCE_MS = 900_000;

/**
 * Entered in new namespaces; $1 is the root. The loopback is opened: the product's own servers talk over it.
 * The devices are those of this machine, one by one: making new ones is refused to containers.
 */
const ENTER = `
set -eu
ip link set lo up
mount -t proc proc "$1/proc"
mount -t tmpfs -o mode=1777 tmpfs "$1/dev/shm"
for one in null zero urandom random; do : >"$1/dev/$one"; mount --bind "/dev/$one" "$1/dev/$one"; done
exec env -i PATH=/bin HOME=/nowhere LC_ALL=C.UTF-8 "$(command -v chroot)" "$1" /bin/sh -eu -c '
  tar -xzf /bundle.tar.gz -C /tmp
  sh /tmp/thi-cchc-*/install.sh /opt/thi-cchc >&2
  rm -rf /tmp/thi-cchc-*
  cd /
  exec /opt/thi-cchc/node /inside.mjs
'`;

/** @param {string} name @returns {string} */
function whereIs(name) {
  const file = ['/bin', '/usr/bin', '/usr/sbin', '/sbin']
    .map((folder) => join(folder, name))
    .find((one) => existsSync(one));
  if (!file) throw new Refusal(`Không có lệnh ${name} trên máy này: không thử được gói.`);
  return file;
}

/** Every library a program names, loader included, at the place where it is looked for. @param {string} program @returns {string[]} */
function linkedOf(program) {
  const { stdout } = spawnSync('ldd', [program], { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } });
  return [...stdout.matchAll(/(\/\S+) \(0x/g)].map(([, file]) => file ?? '');
}

/** @param {string} root @param {string} archive */
function furnish(root, archive) {
  for (const folder of FOLDERS) mkdirSync(join(root, folder), { recursive: true });
  spawnSync('chmod', ['1777', join(root, 'tmp')]);
  const put = (/** @type {string} */ from, /** @type {string} */ to) => {
    mkdirSync(dirname(join(root, to)), { recursive: true });
    if (!existsSync(join(root, to))) copyFileSync(realpathSync(from), join(root, to));
  };
  for (const name of TOOLS) {
    const file = whereIs(name);
    put(file, `bin/${name}`);
    for (const library of linkedOf(file)) put(library, library);
  }
  // The C and C++ libraries, whole: programs of the bundle name parts of them that the tools do not.
  const libraries = dirname(
    linkedOf(process.execPath).find((file) => basename(file) === 'libc.so.6') ?? '/lib/libc.so.6',
  );
  for (const name of readdirSync(libraries).filter(isOfTheSystem)) put(join(libraries, name), join(libraries, name));
  cpSync(LOCALE, join(root, LOCALE), { recursive: true });
  writeFileSync(
    join(root, 'etc/passwd'),
    'root:x:0:0:root:/:/bin/sh\nnobody:x:65534:65534:nobody:/nonexistent:/bin/false\n',
  );
  copyFileSync(fileURLToPath(new URL('inside.mjs', import.meta.url)), join(root, 'inside.mjs'));
  copyFileSync(archive, join(root, 'bundle.tar.gz'));
}

/**
 * @param {string} archive @param {import('../say.mjs').Speaker} log
 * @returns {Promise<{ ok: boolean } & Record<string, unknown>>} what inside.mjs said
 */
export async function tryBundle(archive, log) {
  if (process.getuid?.() !== 0) throw new Refusal('Thử gói cần quyền root (unshare, chroot).');
  const root = throwAwayHome();
  try {
    return await log.step('Thử trong một hệ thống trống, không có mạng', () => {
      furnish(root, archive);
      const { stdout, stderr, status } = spawnSync(
        'unshare',
        ['--net', '--mount', '--pid', '--ipc', '--fork', '--kill-child', 'sh', '-c', ENTER, 'sh', root],
        { encoding: 'utf8', timeout: PATIENCE_MS, killSignal: 'SIGKILL' },
      );
      process.stderr.write(stderr);
      if (status !== 0) throw new Refusal(`Gói không chạy được trong hệ thống trống (${status}).`);
      return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
    });
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
