import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readEnv } from '#platform';
import { fillIn, imageEnv, ours, readCompose, readDocker, readDotEnv, root, sh } from './files.js';

const compose = readCompose();
const services = Object.entries(compose.services);

let folder: string;
let written: Record<string, string>;
const makeEnv = (...args: string[]) => sh(join(folder, 'docker/make-env.sh'), args, {});

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'docker-'));
  for (const file of ['docker/make-env.sh', 'deploy/check-address.sh']) cpSync(join(root, file), join(folder, file));
  makeEnv('thi.example.vn', 'quan-tri@example.vn');
  written = readDotEnv(join(folder, 'docker/.env'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('make-env.sh', () => {
  it('writes the passwords readable by their owner alone, each its own', () => {
    expect(statSync(join(folder, 'docker/.env')).mode & 0o777).toBe(0o600);
    const passwords = Object.entries(written).filter(([name]) => name.endsWith('PASSWORD'));
    expect(passwords.length).toBe(5);
    for (const [, password] of passwords) expect(password).toMatch(/^[0-9a-f]{48}$/);
    expect(new Set(passwords.map(([, password]) => password)).size).toBe(5);
  });

  it('never writes over passwords in use', () => {
    const before = readFileSync(join(folder, 'docker/.env'), 'utf8');
    expect(makeEnv('thi.example.vn', 'internal').status).toBe(1);
    expect(readFileSync(join(folder, 'docker/.env'), 'utf8')).toBe(before);
  });

  it.each([
    [],
    ['thi.example.vn'],
    ['https://thi.example.vn', 'internal'],
    ['thi.example.vn\nPOSTGRES_PASSWORD=1', 'internal'],
    ['thi.example.vn', 'yes'],
  ])('refuses %j', (...args) => {
    expect(makeEnv(...args).status).toBe(64);
  });
});

describe('compose.yaml', () => {
  it('has the six services', () => {
    expect(services.map(([name]) => name).sort()).toEqual(['api', 'front', 'migrate', 'postgres', 'redis', 'worker']);
  });

  it('names only networks, volumes, files and services that are there', () => {
    for (const [, { networks, volumes = [], depends_on = {} }] of services) {
      for (const network of networks) expect(compose.networks).toHaveProperty(network);
      for (const name of Object.keys(depends_on)) expect(compose.services).toHaveProperty(name);
      for (const source of volumes.map((volume) => volume.split(':')[0]!)) {
        if (source === './certs') continue; // only with a certificate of one's own; Docker makes it empty otherwise
        if (source.startsWith('.')) expect(existsSync(join(root, 'docker', source))).toBe(true);
        else expect(compose.volumes).toHaveProperty([source]);
      }
    }
  });

  it('waits for health only where health is checked', () => {
    const hasCheck = (name: string) => {
      const { image, healthcheck } = compose.services[name]!;
      return image === 'thi-cchc' ? healthcheck?.disable !== true : healthcheck?.test !== undefined;
    };
    const waits = services.flatMap(([, { depends_on = {} }]) => Object.entries(depends_on));
    expect(waits.length).toBeGreaterThan(5);
    for (const [name, { condition }] of waits) {
      if (condition === 'service_healthy') expect([name, hasCheck(name)]).toEqual([name, true]);
      else expect([condition, compose.services[name]!.restart]).toEqual(['service_completed_successfully', 'no']);
    }
  });

  it('opens no port but those of the front door, and no way out for the rest', () => {
    for (const [name, { ports, networks }] of services) {
      if (name === 'front') expect(ports).toEqual(['80:80', '443:443']);
      else expect([name, ports, networks]).toEqual([name, undefined, ['inner']]);
    }
    expect(compose.networks['inner']).toEqual({ internal: true });
  });

  it('takes every password and address from what make-env.sh writes, and has no default', () => {
    const used = new Set([...readDocker('compose.yaml').matchAll(/\$\{(\w+)/g)].map(([, name]) => name!));
    expect([...used].sort()).toEqual(Object.keys(written).sort());
    expect(readDocker('compose.yaml')).not.toMatch(/\$\{\w+(?!\w|:\?)/);
  });

  it('starts all again after a restart of the machine, the preparation excepted', () => {
    for (const [name, { restart }] of services) expect(restart).toBe(name === 'migrate' ? 'no' : 'unless-stopped');
  });

  it('keeps PostgreSQL and Redis as safe as the api demands', () => {
    const { postgres, redis } = compose.services;
    expect(postgres!.command!.join(' ')).not.toMatch(/fsync|synchronous_commit|full_page_writes/);
    expect(postgres!.environment!['POSTGRES_INITDB_ARGS']).toMatch(
      /--locale-provider=icu --icu-locale=vi-VN.*checksums/,
    );
    expect(redis!.command!.join(' ')).toMatch(/--maxmemory-policy noeviction --appendonly yes/);
  });
});

describe('the programs in compose.yaml', () => {
  const known = new Set(
    [...readFileSync(join(root, 'libs/platform/src/env.ts'), 'utf8').matchAll(/^ {2}([A-Z_]+): /gm)].map(
      ([, name]) => name!,
    ),
  );

  it('are given only variables that the product reads', () => {
    expect(known.size).toBeGreaterThan(15);
    for (const [, { environment = {} }] of ours(compose)) {
      for (const name of [...Object.keys(environment), ...Object.keys(imageEnv())]) expect([...known]).toContain(name);
    }
  });

  it('find their environment right', () => {
    for (const [, { environment = {} }] of ours(compose)) {
      const filled = Object.entries(environment).map(([name, value]) => [name, fillIn(value, written)]);
      const env = readEnv({ ...imageEnv(), ...(Object.fromEntries(filled) as Record<string, string>) });
      expect(env.CCHC_IMAGE).toBe('1');
      expect(env.SECRETS_FILE).toBe('/var/lib/cchc/secrets.json');
    }
  });

  it('are given the owner of the tables for the preparation alone', () => {
    const owners = ours(compose).filter(([, { environment = {} }]) => 'DATABASE_OWNER_URL' in environment);
    expect(owners.map(([name]) => name)).toEqual(['migrate']);
  });

  it('may write the keys in the preparation alone', () => {
    const volumes = Object.fromEntries(ours(compose).map(([name, service]) => [name, service.volumes]));
    expect(volumes).toEqual({
      migrate: ['secrets:/var/lib/cchc'],
      api: ['secrets:/var/lib/cchc:ro'],
      worker: ['secrets:/var/lib/cchc:ro'],
    });
  });

  it('believe X-Forwarded-For only because the front door is the only way in and writes it', () => {
    expect(readDocker('Caddyfile')).toMatch(/^\treverse_proxy api:3000$/m);
    expect(readDocker('Caddyfile')).not.toMatch(/trusted_proxies|header_up/);
    expect(compose.services['api']!.environment!['TRUST_PROXY']).toBe('1');
  });
});

it('fillIn stops at a name without a value, as Docker does', () => {
  writeFileSync(join(folder, 'other.env'), 'CCHC_DOMAIN=\n');
  expect(() => fillIn('https://${CCHC_DOMAIN:?x}', readDotEnv(join(folder, 'other.env')))).toThrow('CCHC_DOMAIN');
});
