// `npm run -s bundle`: the product with everything it runs on (Node.js, packages, PostgreSQL, Redis, fonts) in one archive that
// installs and starts without a network. Inside it is a clone that is installed and built already, so the launcher is the same.
// stdout: the archive; with `--try` a second line that says what came of it on a bare system.

import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { sourceFingerprint } from '../build.mjs';
import { clone, cloneHome } from '../home.mjs';
import { packagesWanted } from '../install.mjs';
import { switches } from '../options.mjs';
import { makeReady } from '../ready.mjs';
import { findRedis, versionOf } from '../redis-binary.mjs';
import { Refusal } from '../say.mjs';
import { librariesOf, packagesThatRun } from './contents.mjs';
import { tryBundle } from './try.mjs';

const OPTIONS = { try: { says: 'giải nén, cài và chạy gói trong một hệ thống trống, không có mạng' } };

/** Of the clone: what runs; the verifier, which is given out as it was written; what operators read and set up. */
const OF_THE_CLONE = [
  ...['package.json', 'package-lock.json', 'LICENSE', 'CHANGELOG.md', 'dist', 'scripts'],
  ...['libs/awards/verifier', 'deploy', 'docker/monitoring', 'docs/vi'],
];
/** Where Debian keeps the licence of each package. */
const MACHINE_NOTICES = '/usr/share/doc';
/** In packages: for compilers and debuggers. */
const IS_FOR_COMPILERS = /(\.a|\.d\.[cm]?ts|\.map|\.tsbuildinfo|\/lib\/pkgconfig)$/;

/** @param {string} root @returns {string[]} every file and link under it, by path, sorted */
function everythingUnder(root) {
  return readdirSync(root, { withFileTypes: true, recursive: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(root, join(entry.parentPath ?? entry.path, entry.name)))
    .sort();
}

/** @returns {string} '0.1.0-1a2b3c4': of package.json, and the commit where there is one; `+` when it was changed since */
function versionOfProduct() {
  const { version } = JSON.parse(readFileSync(join(clone, 'package.json'), 'utf8'));
  const git = (/** @type {string[]} */ ...args) =>
    spawnSync('git', args, { cwd: clone, encoding: 'utf8' }).stdout ?? '';
  const commit = git('rev-parse', '--short=8', 'HEAD').trim();
  return commit ? `${version}-${commit}${git('status', '--porcelain').trim() && '+'}` : version;
}

/** @param {string} to */
function copyPackages(to) {
  const lock = JSON.parse(readFileSync(join(clone, 'package-lock.json'), 'utf8'));
  for (const path of packagesThatRun(lock)) {
    if (!existsSync(join(clone, path))) continue; // an optional one of another platform
    // What lies in a package's own node_modules is in the list by itself.
    cpSync(join(clone, path), join(to, path), {
      recursive: true,
      verbatimSymlinks: true,
      filter: (file) => !IS_FOR_COMPILERS.test(file) && !relative(join(clone, path), file).startsWith('node_modules'),
    });
  }
}

/** The Redis of this machine with its libraries. @param {import('../redis-binary.mjs').RedisBinary} binary @param {string} to */
function copyRedis(binary, to) {
  const command = realpathSync(binary.command);
  const libraries = join(to, 'redis/usr/lib/own');
  mkdirSync(join(to, 'redis/usr/bin'), { recursive: true });
  mkdirSync(libraries, { recursive: true });
  copyFileSync(command, join(to, 'redis/usr/bin/redis-server'));
  const files = librariesOf(command, binary.libraries);
  for (const file of files) copyFileSync(realpathSync(file), join(libraries, basename(file)));
  copyNotices(command, files, to);
}

/**
 * The licences of Node.js, Redis and their libraries, where Debian keeps them: beside a Redis that was unpacked, or on this
 * machine. Packages have theirs with them.
 * @param {string} command @param {string[]} libraries @param {string} to
 */
function copyNotices(command, libraries, to) {
  const beside = join(dirname(command), '../share/doc');
  const own = beside === MACHINE_NOTICES ? [] : namesIn(beside).map((name) => join(beside, name));
  const patterns = [process.execPath, command, ...libraries].map(
    (file) => `*/${basename(dirname(file))}/${basename(file)}`,
  );
  const { stdout } = spawnSync('dpkg-query', ['-S', ...patterns], { encoding: 'utf8' });
  const names = [...(stdout ?? '').matchAll(/^([a-z0-9.+-]+)(?::[a-z0-9]+)?: /gm)].map(([, name]) => name ?? '');
  mkdirSync(join(to, 'notices'), { recursive: true });
  for (const folder of [...own, ...names.map((name) => join(MACHINE_NOTICES, name))])
    if (existsSync(join(folder, 'copyright')))
      copyFileSync(join(folder, 'copyright'), join(to, 'notices', basename(folder)));
}

const namesIn = (/** @type {string} */ folder) => (existsSync(folder) ? readdirSync(folder) : []);

/** As sha256sum reads it; links are no files. @param {string} to */
function writeSums(to) {
  const lines = everythingUnder(to)
    .filter((path) => lstatSync(join(to, path)).isFile())
    .map(
      (path) =>
        `${createHash('sha256')
          .update(readFileSync(join(to, path)))
          .digest('hex')}  ${path}`,
    );
  writeFileSync(join(to, 'SHA256SUMS'), `${lines.join('\n')}\n`);
}

/**
 * @param {string} to a folder that is not there yet @param {string} name of the version
 * @param {import('../redis-binary.mjs').RedisBinary} redis
 */
function stage(to, name, redis) {
  mkdirSync(to, { recursive: true });
  for (const path of OF_THE_CLONE) cpSync(join(clone, path), join(to, path), { recursive: true });
  copyPackages(to);
  copyRedis(redis, to);
  copyFileSync(process.execPath, join(to, 'node'));
  for (const script of ['install.sh', 'start', 'cli']) {
    renameSync(join(to, 'scripts/bundle', script), join(to, script));
    chmodSync(join(to, script), 0o755);
  }
  rmSync(join(to, 'scripts/bundle'), { recursive: true });
  writeFileSync(join(to, 'VERSION'), `${name}\n`);
  // By these two the launcher knows a clone that needs neither npm nor compilers (install.mjs, build.mjs).
  writeFileSync(join(to, 'node_modules/.cchc-installed'), packagesWanted(to));
  writeFileSync(join(to, 'dist/.built'), sourceFingerprint(to));
  writeSums(to);
}

/** Packs a folder, everything owned by root, and puts its sum beside it. @param {string} folder @param {string} archive */
function pack(folder, archive) {
  const args = ['--sort=name', '--owner=0', '--group=0', '--numeric-owner', '--mode=a+rX,u+w,go-w'];
  const half = `${archive}.half`;
  execFileSync('tar', [...args, '-czf', half, '-C', dirname(folder), basename(folder)], { stdio: ['ignore', 2, 2] });
  renameSync(half, archive);
  const sum = createHash('sha256').update(readFileSync(archive)).digest('hex');
  writeFileSync(`${archive}.sha256`, `${sum}  ${basename(archive)}\n`);
}

/** @param {string[]} args @param {import('../say.mjs').Speaker} log @returns {Promise<number>} */
export async function run(args, log) {
  const wish = switches('npm run bundle --', args, OPTIONS);
  if (process.platform !== 'linux') throw new Refusal('Gói chỉ làm được trên Linux, cho Linux.');
  if (existsSync(join(clone, 'VERSION'))) throw new Refusal('Đây đã là một gói: hãy làm gói từ mã nguồn.');
  await makeReady(log);
  const home = cloneHome();
  const name = `thi-cchc-${versionOfProduct()}-${process.platform}-${process.arch}`;
  const bundles = join(home, 'bundles');
  const folder = join(bundles, name);
  const archive = `${folder}.tar.gz`;
  rmSync(folder, { recursive: true, force: true });
  try {
    await log.step('Gom', async () => {
      const redis = await findRedis(home);
      stage(folder, name, redis);
      return `${everythingUnder(folder).length} tệp, Node.js ${process.versions.node}, Redis ${versionOf(redis)}`;
    });
    await log.step('Nén', () => (pack(folder, archive), `${Math.round(statSync(archive).size / 1e6)} MB`));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  process.stdout.write(`${archive}\n`);
  if (!wish.try) return 0;
  const result = await tryBundle(archive, log);
  process.stdout.write(`${JSON.stringify(result)}\n`);
  return result.ok ? 0 : 1;
}
