import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { clone, load } from './scripts.js';

const { build, swap } = await load<{
  build: (root: string, compilerRoot: string) => boolean;
  swap: (fresh: string, old: string) => void;
}>('build.mjs');

describe('the build', () => {
  let root: string;
  const write = (path: string, text: string) => {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  const inode = (path: string) => statSync(join(root, path)).ino;

  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'build-'));
    for (const file of ['.swcrc', 'package.json', 'package-lock.json']) cpSync(join(clone, file), join(root, file));
    write('libs/domain/src/one.ts', 'export const one: number = 1;\n');
    write('libs/domain/src/one.spec.ts', 'throw new Error();\n');
    write('apps/cli/src/main.ts', 'export const main: number = 2;\n');
    write('apps/cli/src/seeds/units.csv', 'code,name\n');
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  it('compiles code, copies data, leaves tests out', () => {
    expect(build(root, clone)).toBe(true);
    expect(readFileSync(join(root, 'dist/libs/domain/src/one.js'), 'utf8')).toContain('export const one = 1');
    expect(existsSync(join(root, 'dist/apps/cli/src/seeds/units.csv'))).toBe(true);
    expect(existsSync(join(root, 'dist/libs/domain/src/one.spec.js'))).toBe(false);
    expect(existsSync(join(root, 'dist/libs/domain/src/one.spec.ts'))).toBe(false);
  });

  it('does nothing when nothing changed, nor when only a test did', () => {
    expect(build(root, clone)).toBe(false);
    write('libs/domain/src/one.spec.ts', 'throw new TypeError();\n');
    expect(build(root, clone)).toBe(false);
  });

  it('replaces what changed and touches nothing else, under a start that keeps reading', () => {
    const untouched = inode('dist/apps/cli/src/main.js');
    const changed = inode('dist/libs/domain/src/one.js');
    write('libs/domain/src/one.ts', 'export const one: number = 11;\n');
    expect(build(root, clone)).toBe(true);
    expect(inode('dist/apps/cli/src/main.js')).toBe(untouched);
    expect(inode('dist/libs/domain/src/one.js')).not.toBe(changed);
  });

  it('keeps the last good build when the code does not compile, and says where', () => {
    write('apps/cli/src/broken.ts', 'export const = ;\n');
    expect(() => build(root, clone)).toThrow(/broken\.ts/);
    expect(readFileSync(join(root, 'dist/libs/domain/src/one.js'), 'utf8')).toContain('export const one = 11');
    rmSync(join(root, 'apps/cli/src/broken.ts'));
  });

  it('removes what has no source any more', () => {
    rmSync(join(root, 'apps/cli/src/main.ts'));
    build(root, clone);
    expect(existsSync(join(root, 'dist/apps/cli/src/main.js'))).toBe(false);
    expect(existsSync(join(root, 'dist/libs/domain/src/one.js'))).toBe(true);
  });
});

describe('scripts of pages that are open', () => {
  it('stay for one build longer, under the names by which those pages ask', () => {
    const root = mkdtempSync(join(tmpdir(), 'build-'));
    const put = (version: number) => {
      for (const folder of ['web/assets', 'web/console/assets']) {
        mkdirSync(join(root, 'fresh', folder), { recursive: true });
        writeFileSync(join(root, 'fresh', folder, `page-${version}.js`), `${version}`);
      }
      writeFileSync(join(root, 'fresh/web', `page-${version}.html`), `${version}`);
      swap(join(root, 'fresh'), join(root, 'dist'));
      rmSync(join(root, 'fresh'), { recursive: true });
    };
    const assets = () =>
      ['assets', 'console/assets'].map((folder) =>
        [1, 2, 3].filter((version) => existsSync(join(root, 'dist/web', folder, `page-${version}.js`))),
      );
    put(1);
    put(2);
    expect(assets()).toEqual([
      [1, 2],
      [1, 2],
    ]);
    expect(existsSync(join(root, 'dist/web/page-1.html'))).toBe(false);
    put(3);
    expect(assets()[0]).toEqual([2, 3]);
    // And back.
    put(2);
    expect(assets()[0]).toEqual([2, 3]);
    rmSync(root, { recursive: true });
  });
});
