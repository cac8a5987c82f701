import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CORE_SCHEMA, load, mergeTag } from 'js-yaml';

/** The root of the repository: the build context of the image. */
export const root = fileURLToPath(new URL('../../../', import.meta.url));
const docker = join(root, 'docker');

export const readDocker = (name: string): string => readFileSync(join(docker, name), 'utf8');

export interface Healthcheck {
  test?: string[];
  disable?: boolean;
}

/** What the tests look at in a service of compose.yaml; the rest is Docker's business. */
export interface Service {
  image: string;
  command?: string[];
  environment?: Record<string, string>;
  ports?: string[];
  volumes?: string[];
  networks: string[];
  restart: string;
  depends_on?: Record<string, { condition: string }>;
  healthcheck?: Healthcheck;
}

export interface Compose {
  services: Record<string, Service>;
  networks: Record<string, { internal?: boolean } | null>;
  volumes: Record<string, null>;
}

/** compose.yaml with its anchors and merges carried out, variables not yet filled in. */
export function readCompose(): Compose {
  return load(readDocker('compose.yaml'), { schema: CORE_SCHEMA.withTags(mergeTag) }) as Compose;
}

/** The services that run our own image. */
export const ours = (compose: Compose): [string, Service][] =>
  Object.entries(compose.services).filter(([, { image }]) => image === 'thi-cchc');

/** Fills `${NAME:?message}` in as Docker does; a name without a value is an error, as there. */
export function fillIn(text: string, values: Record<string, string>): string {
  return text.replace(/\$\{(\w+):\?[^}]*\}/g, (_, name: string) => {
    if (!values[name]) throw new Error(`${name} has no value`);
    return values[name];
  });
}

/** The lines NAME=value of an .env file. */
export const readDotEnv = (file: string): Record<string, string> =>
  Object.fromEntries(
    readFileSync(file, 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );

/** The instructions of the Dockerfile, continued lines joined, comments left out. */
export function instructions(): { word: string; rest: string }[] {
  const lines = readDocker('Dockerfile')
    .replace(/^#.*\n/gm, '')
    .replace(/\\\n/g, ' ')
    .split('\n');
  return lines.filter(Boolean).map((line) => {
    const [word = '', ...rest] = line.trim().split(/\s+/);
    return { word, rest: rest.join(' ') };
  });
}

/** The variables that the image itself sets. */
export const imageEnv = (): Record<string, string> =>
  Object.fromEntries(
    instructions()
      .filter(({ word }) => word === 'ENV')
      .flatMap(({ rest }) => rest.split(' ').map((pair) => pair.split('=') as [string, string])),
  );

/** Runs one of the shell scripts of docker/ to its end. */
export function sh(script: string, args: string[], env: Record<string, string>) {
  return spawnSync('sh', [script, ...args], {
    encoding: 'utf8',
    cwd: '/',
    env: { PATH: process.env['PATH'] ?? '', ...env },
  });
}
