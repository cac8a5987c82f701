import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readEnv } from '#platform';

// One server with systemd: what can be read and run without booting a machine. The rest is npm run test:deploy -- server.

let folder: string;
const install = (...args: string[]) =>
  spawnSync('sh', ['deploy/install.sh', ...args], { env: { ...process.env, ROOT: folder }, encoding: 'utf8' });
const written = (path: string) => readFileSync(join(folder, path), 'utf8');

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'deploy-'));
  expect(install('thi.example.vn', 'quan-tri@example.vn').status).toBe(0);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('install.sh', () => {
  it('writes an environment that the product reads, for its owner alone, with nothing open beyond this machine', () => {
    expect(statSync(join(folder, 'etc/thi-cchc/env')).mode & 0o077).toBe(0);
    const env = Object.fromEntries(
      written('etc/thi-cchc/env')
        .trim()
        .split('\n')
        .map((line) => line.split('=') as [string, string]),
    );
    const read = readEnv(env) as Record<string, unknown>;
    for (const name of Object.keys(env)) expect([name, String(read[name])]).toEqual([name, env[name]]);
    expect(read).toMatchObject({ HOST: '127.0.0.1', TRUST_PROXY: '1', METRICS_HOST: '127.0.0.1' });
    expect(read['METRICS_PORT']).not.toBe(read['WORKER_METRICS_PORT']);
  });

  it('makes a phrase for backups once, and leaves what is in use alone', () => {
    const phrase = written('etc/thi-cchc/passphrase');
    expect(phrase).toMatch(/^[0-9a-f]{48}\n$/);
    expect(statSync(join(folder, 'etc/thi-cchc/passphrase')).mode & 0o077).toBe(0);
    expect(install('thi.khac.vn', 'internal').status).toBe(0);
    expect(written('etc/thi-cchc/passphrase')).toBe(phrase);
    expect(written('etc/thi-cchc/env')).toContain('PUBLIC_URL=https://thi.example.vn');
    expect(written('etc/caddy/Caddyfile')).toMatch(/^thi\.khac\.vn \{\n\ttls internal$/m);
  });

  it.each([[], ['thi.example.vn'], ['https://thi.example.vn', 'internal'], ['thi.example.vn', 'yes']])(
    'refuses %j',
    (...args) => expect(install(...args).status).toBe(64),
  );
});

describe('the scripts', () => {
  it.each(['install.sh', 'upgrade.sh'])('%s are read by sh', (name) => {
    expect(spawnSync('sh', ['-n', join('deploy', name)], { encoding: 'utf8' })).toMatchObject({
      status: 0,
      stderr: '',
    });
  });
});

describe('the units', () => {
  const units = () => readdirSync(join(folder, 'etc/systemd/system'));

  it('are read by systemd', () => {
    expect(units()).toHaveLength(3);
    if (!existsSync('/usr/bin/systemd-analyze')) return;
    const { stderr } = spawnSync('systemd-analyze', ['verify', '--man=no', ...units().map((name) => `./${name}`)], {
      cwd: join(folder, 'etc/systemd/system'),
      encoding: 'utf8',
    });
    expect(stderr.split('\n').filter((line) => line.includes('thi-cchc'))).toEqual([]);
  });

  it('let the product write in its own folders only', () => {
    for (const unit of units().filter((name) => name.endsWith('.service'))) {
      const text = written(`etc/systemd/system/${unit}`);
      for (const line of ['User=cchc', 'ProtectSystem=strict', 'NoNewPrivileges=yes'])
        expect(text).toContain(`${line}\n`);
    }
  });
});
