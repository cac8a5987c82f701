// TypeScript to JavaScript into dist/: libs and apps by swc, the pages of apps/web by Vite into dist/web. A running start
// keeps reading dist/, so files are swapped one by one, whole.

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { Refusal } from './say.mjs';

const SOURCES = ['libs', 'apps'];
/** Built by Vite into a folder of its own. */
const WEB = 'apps/web';
const isTest = (/** @type {string} */ path) => path.endsWith('.spec.ts');

/** @param {string} folder @returns {string[]} every file under it */
function filesUnder(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
}

/** @param {string} root */
const sourcesOf = (root) =>
  SOURCES.flatMap((folder) => filesUnder(join(root, folder)))
    .map((file) => relative(root, file))
    .filter((path) => !isTest(path))
    .sort();

/** A name for the sources' contents: equal when and only when dist/ would come out equal. @param {string} root */
export function sourceFingerprint(root) {
  const hash = createHash('sha256');
  for (const path of ['.swcrc', 'package-lock.json', ...sourcesOf(root)])
    if (existsSync(join(root, path)))
      hash
        .update(`${path}\0`)
        .update(readFileSync(join(root, path)))
        .update('\0');
  return hash.digest('hex');
}

/** @param {string} root */
const stampOf = (root) => join(root, 'dist', '.built');

/** @param {string} root */
export const isBuilt = (root) =>
  existsSync(stampOf(root)) && readFileSync(stampOf(root), 'utf8') === sourceFingerprint(root);

/** Scripts and styles of pages, under names that change with their contents. */
const isAsset = (/** @type {string} */ path) => /^web\/(console\/)?assets\//.test(path);
/** The assets in dist/ that only pages of the build before still ask for. */
const EARLIER = '.earlier-assets.json';

/**
 * Puts the files of `fresh` in place of those of `old`: equal ones stay untouched, changed ones are renamed over (a reader
 * sees the old file or the new one, never half of one), gone ones are removed. Assets stay for one build longer: a page that
 * was open before an upgrade fetches the rest of its own.
 * @param {string} fresh @param {string} old @param {string[]} [keep] names at the top of `old` that are not ours
 */
export function swap(fresh, old, keep = []) {
  const made = new Set(filesUnder(fresh).map((file) => relative(fresh, file)));
  for (const path of made) {
    const target = join(old, path);
    if (existsSync(target) && readFileSync(target).equals(readFileSync(join(fresh, path)))) continue;
    mkdirSync(dirname(target), { recursive: true });
    renameSync(join(fresh, path), target);
  }
  const list = join(old, EARLIER);
  const before = new Set(existsSync(list) ? JSON.parse(readFileSync(list, 'utf8')) : []);
  const earlier = [];
  for (const file of filesUnder(old)) {
    const path = relative(old, file);
    if (made.has(path) || path === EARLIER || keep.includes(path.split('/')[0] ?? '')) continue;
    if (isAsset(path) && !before.has(path)) earlier.push(path);
    else rmSync(file);
  }
  writeFileSync(list, JSON.stringify(earlier));
}

/** What Vite makes of apps/web, one after the other: the first packs all that it finds in its folder. */
const WEB_BUILDS = [
  { config: 'vite.config.ts', folder: '.' },
  { config: 'vite.console.config.ts', folder: 'console' },
];

/**
 * The pages of citizens and the console: scripts and styles under names that change with their contents, so that browsers
 * keep them.
 * @param {string} root @param {string} compilerRoot where node_modules with Vite is @param {string} outDir
 */
function buildWeb(root, compilerRoot, outDir) {
  const vite = join(compilerRoot, 'node_modules/vite/bin/vite.js');
  for (const { config, folder } of WEB_BUILDS) {
    const path = join(root, WEB, config);
    if (!existsSync(path)) continue;
    const args = ['build', join(root, WEB), '--config', path, '--logLevel', 'warn', '--outDir', join(outDir, folder)];
    const run = spawnSync(process.execPath, [vite, ...args], {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, NODE_ENV: 'production' },
    });
    if (run.status !== 0) throw new Refusal(`Các trang không biên dịch được:\n${run.stdout}${run.stderr}`.trimEnd());
  }
}

/**
 * Compiles libs/ and apps/ when they changed. Call it under the clone's install lock.
 * @param {string} root the clone
 * @param {string} [compilerRoot] where node_modules with swc is
 * @returns {boolean} false when there was nothing to do
 */
export function build(root, compilerRoot = root) {
  const fingerprint = sourceFingerprint(root);
  if (existsSync(stampOf(root)) && readFileSync(stampOf(root), 'utf8') === fingerprint) return false;
  const dist = join(root, 'dist');
  mkdirSync(dist, { recursive: true });
  for (const name of readdirSync(dist)) if (name.startsWith('.fresh-')) rmSync(join(dist, name), { recursive: true });
  const fresh = join(dist, `.fresh-${process.pid}`);
  const folders = SOURCES.filter((folder) => existsSync(join(root, folder)));
  const swc = join(compilerRoot, 'node_modules/@swc/cli/bin/swc.js');
  const run = spawnSync(
    process.execPath,
    [swc, ...folders, '-d', fresh, '--config-file', '.swcrc', '--copy-files', '--ignore', `${WEB}/**`],
    { cwd: root, encoding: 'utf8', env: { ...process.env, NODE_ENV: '', RUST_BACKTRACE: '0' } },
  );
  try {
    if (run.status !== 0) throw new Refusal(`Mã nguồn không biên dịch được:\n${run.stdout}${run.stderr}`.trimEnd());
    const mixed = filesUnder(fresh).filter(isTest);
    for (const file of mixed) rmSync(file);
    buildWeb(root, compilerRoot, join(fresh, 'web'));
    swap(fresh, dist, ['.built', `.fresh-${process.pid}`]);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
  writeFileSync(stampOf(root), fingerprint);
  return true;
}
