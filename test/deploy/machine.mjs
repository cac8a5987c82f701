// A whole Debian 12 that boots with systemd as its first process, in namespaces of its own whose network is its loopback: made
// by debootstrap once, copied for each trial, thrown away with it.

import { execFile } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  rmdirSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { clone, cloneHome, throwAwayHome, writePrivate } from '../../scripts/home.mjs';
import { startTimeOf } from '../../scripts/lock.mjs';
import { startChild, startGuard } from '../../scripts/processes.mjs';
import { tail } from '../../scripts/say.mjs';

const MIRROR = 'http://deb.debian.org/debian';
const PROGRAMS = { debootstrap: 'debootstrap', 'systemd-nspawn': 'systemd-container', nsenter: 'util-linux' };
const BOOT_PATIENCE_MS = 180_000;
const COMMAND_PATIENCE_MS = 600_000;
const HOSTS = '127.0.0.1 localhost may-chu\n::1 localhost\n';
const run = promisify(execFile);

/** This machine gives no leave to boot another: no fault of the product. */
export class Skip extends Error {}

/** What install.sh asks apt for: there beforehand, since no network is. */
function packagesOfInstall() {
  const text = readFileSync(join(clone, 'deploy/install.sh'), 'utf8');
  const [, names] = /apt-get install -y --no-install-recommends (.+)/.exec(text) ?? [];
  if (!names) throw new Error('deploy/install.sh asks apt for packages in another way');
  return names.trim().split(' ');
}

/** @throws Skip that names what is missing */
function needLeave() {
  if (process.platform !== 'linux') throw new Skip('this is not Linux');
  if (process.getuid?.() !== 0) throw new Skip('booting a system in namespaces takes root');
  const folders = ['/usr/sbin', '/usr/bin', '/sbin', '/bin'];
  const missing = Object.entries(PROGRAMS).filter(
    ([name]) => !folders.some((folder) => existsSync(join(folder, name))),
  );
  if (missing.length > 0)
    throw new Skip(`missing: apt-get install --no-install-recommends ${missing.map(([, from]) => from).join(' ')}`);
}

/** @param {import('../../scripts/say.mjs').Speaker} log @returns {Promise<string>} the folder of a Debian that nobody has used */
async function freshDebian(log) {
  const base = join(cloneHome(), 'machines', 'debian-12');
  const packages = ['systemd', 'systemd-sysv', 'dbus', 'ca-certificates', 'iproute2', 'procps', ...packagesOfInstall()];
  const wanted = packages.join(' ');
  const stamp = `${base}.packages`;
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return base;
  const half = `${base}.half`;
  for (const old of [half, base]) rmSync(old, { recursive: true, force: true });
  mkdirSync(half, { recursive: true });
  await log.step('Debian 12', async () => {
    const args = ['--variant=minbase', `--include=${packages.join(',')}`, 'bookworm', half, MIRROR];
    await run('debootstrap', args, { timeout: COMMAND_PATIENCE_MS, maxBuffer: 64e6 }).catch((error) => {
      throw new Skip(`debootstrap: ${String(error.stdout).trim().split('\n').at(-1)}`);
    });
  });
  rmSync(join(half, 'var/cache/apt/archives'), { recursive: true, force: true });
  mkdirSync(join(half, 'var/cache/apt/archives/partial'), { recursive: true });
  writeFileSync(join(half, 'etc/hosts'), HOSTS);
  renameSync(half, base);
  writeFileSync(stamp, wanted);
  return base;
}

/** @param {number} pid @returns {string | undefined} the first process that it started */
function childOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ')[0];
  } catch {
    return undefined; // it has just ended
  }
}

/** Groups that a container leaves in the one of this process, where no systemd made one for it. */
function removeGroups() {
  for (const [, name, path] of readFileSync('/proc/self/cgroup', 'utf8').matchAll(/^\d+:([^:]*):(.*)$/gm))
    for (const mount of ['/sys/fs/cgroup', '/sys/fs/cgroup/unified', '/sys/fs/cgroup/systemd'])
      if (name === '' || name === 'name=systemd')
        for (const group of ['payload', 'supervisor']) removeGroup(join(mount, path ?? '', group));
}

/** @param {string} group */
function removeGroup(group) {
  if (!existsSync(group)) return;
  for (const entry of readdirSync(group, { withFileTypes: true }))
    if (entry.isDirectory()) removeGroup(join(group, entry.name));
  try {
    rmdirSync(group);
  } catch {
    // Somebody is in it: another container.
  }
}

/**
 * @param {import('../../scripts/say.mjs').Speaker} log @param {AbortSignal} signal
 * @throws Skip where this machine cannot
 */
export async function makeMachine(log, signal) {
  needLeave();
  const base = await freshDebian(log);
  const home = throwAwayHome();
  // By this every stack that starts meanwhile leaves it alone, and sweeps it away when we were killed.
  const owner = { pid: process.pid, started: startTimeOf(process.pid), env: {}, members: {} };
  writePrivate(join(home, 'running.json'), JSON.stringify(owner));
  const root = join(home, 'machine');
  const guard = startGuard(home);
  /** @type {import('../../scripts/processes.mjs').Child | undefined} */
  let child;
  let boots = 0;
  await run('cp', ['-a', '--reflink=auto', base, root]);

  const machine = {
    root,
    /** Boots it and waits until systemd has nothing left to start. @returns {Promise<string[]>} units that failed */
    async boot() {
      const hasSystemd = existsSync('/run/systemd/system');
      const args = ['--quiet', `--directory=${root}`, '--machine=may-chu', '--private-network', '--register=no'];
      const more = ['--resolv-conf=off', '--link-journal=no', '--console=pipe', '--boot'];
      child = await startChild({
        name: 'systemd-nspawn',
        command: 'systemd-nspawn',
        args: [...args, ...(hasSystemd ? [] : ['--keep-unit']), ...more],
        env: { PATH: process.env.PATH },
        cwd: '/',
        logFile: join(home, 'logs', 'machine.log'),
      });
      guard.watch([child.pid], []);
      const started = child;
      const began = Date.now();
      // The first time a machine has no leave here; one that does not come up again is a fault.
      const Fault = boots === 0 ? Skip : Error;
      while (!/running|degraded/.test((await machine.try('systemctl is-system-running')).said)) {
        if (!started.alive() || Date.now() - began > BOOT_PATIENCE_MS)
          throw new Fault(`systemd did not come up: ${tail(started.logFile, 3)}`);
        await sleep(500);
      }
      boots += 1;
      return (await machine.in('systemctl --failed --plain --no-legend')).split('\n').filter(Boolean);
    },
    /** Switches it off as its own `poweroff` does. */
    async powerOff() {
      await machine.try('systemctl poweroff');
      await child?.ended;
      removeGroups();
    },
    /** @param {string} script of sh, as root @returns {Promise<{ code: number, said: string, wrong: string }>} */
    async try(script) {
      const leader = child?.alive() && childOf(child.pid);
      if (!leader) return { code: -1, said: '', wrong: 'the machine is off' };
      const path = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
      const around = ['-t', leader, '-m', '-u', '-i', '-n', '-p', '-r', '-w', '--', 'env', '-i'];
      const env = [`PATH=${path}`, 'HOME=/root', 'LC_ALL=C.UTF-8'];
      return run('nsenter', [...around, ...env, 'sh', '-eu', '-c', script], {
        ...{ timeout: COMMAND_PATIENCE_MS, maxBuffer: 64e6, signal },
      }).then(
        ({ stdout, stderr }) => ({ code: 0, said: stdout, wrong: stderr }),
        (error) => {
          if (signal.aborted) throw signal.reason;
          return { code: Number(error.code ?? -1), said: error.stdout ?? '', wrong: error.stderr ?? String(error) };
        },
      );
    },
    /** @param {string} script of sh, as root @returns {Promise<string>} what it said @throws when its exit code is not 0 */
    async in(script) {
      const { code, said, wrong } = await machine.try(script);
      if (code !== 0) throw new Error(`${script}\nexit code ${code}\n${said}${wrong}`);
      return said.trim();
    },
    async close() {
      // The first TERM asks its systemd to halt, a second one ends it at once.
      await child?.stop('SIGTERM', 20_000);
      removeGroups();
      await run('rm', ['-rf', home]); // a hundred thousand files
      guard.dismiss();
    },
  };
  return machine;
}

/** @typedef {Awaited<ReturnType<typeof makeMachine>>} Machine */
