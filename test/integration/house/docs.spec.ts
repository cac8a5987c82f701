import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';

// What the pages say of the repository is looked up in it.

const root = fileURLToPath(new URL('../../../', import.meta.url));
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const inFolder = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name));

const pages = [...readdirSync(root), ...inFolder('docs')].filter((name) => name.endsWith('.md'));

describe.each(pages)('%s', (page) => {
  const text = read(page);

  it('links only to what is there', () => {
    const links = [...text.matchAll(/\]\((?!https?:|#)([^)#\s]+)(#[^)]*)?\)/g)].map(([, target]) => target!);
    const broken = links.filter((target) => !existsSync(join(root, dirname(page), target)));
    expect(broken).toEqual([]);
  });

  it('names only files, rules and commands that are there', () => {
    const quoted = [...text.matchAll(/`([^`\n]+)`/g)].map(([, word]) => word!);
    const paths = quoted.filter((word) => /^(libs|apps|test|scripts|docker|docs)\/[\w./-]+$/.test(word));
    expect(
      paths.filter(
        (path) => !existsSync(join(root, normalize(path))) && path !== 'docker/.env' && path !== 'docker/certs/',
      ),
    ).toEqual([]);
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const commands = [...text.matchAll(/\bnpm (?:run (?:-s )?)?(start|test|(?<=run (?:-s )?)[a-z:]+)\b/g)];
    expect(commands.map(([, name]) => name!).filter((name) => scripts[name] === undefined)).toEqual([]);
  });
});

describe('docs/glossary.md', () => {
  const code = ['libs', 'apps']
    .flatMap(inFolder)
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.spec.ts'))
    .map(read)
    .join('\n');

  it('explains only words that the code uses', () => {
    const rows = read('docs/glossary.md')
      .split('\n')
      .filter((line) => line.startsWith('| `'));
    const words = rows.flatMap((row) => [...row.split('|')[1]!.matchAll(/`(\w+)`/g)].map(([, word]) => word!));
    expect(words.length).toBeGreaterThan(60);
    expect(words.filter((word) => !new RegExp(`\\b${word}`).test(code))).toEqual([]);
    expect(words.filter((word, i) => words.indexOf(word) !== i)).toEqual([]);
  });
});

describe('ARCHITECTURE.md', () => {
  it('names a test, an import rule or a rule of eslint for everything that must not happen', () => {
    const rules = [...read('.dependency-cruiser.cjs').matchAll(/name: '([\w-]+)'/g)].map(([, name]) => name!);
    const rows = read('ARCHITECTURE.md')
      .split('\n')
      .filter((line) => /^\| (?!never|---)/.test(line));
    expect(rows.length).toBeGreaterThan(15);
    for (const row of rows) {
      const keeper = row.split('|')[2]!;
      const isTest = /\]\([\w/.-]+\.spec\.ts\)/.test(keeper);
      const isRule = rules.some((rule) => keeper.includes(`\`${rule}\``)) || keeper.includes('eslint');
      expect([row, isTest || isRule]).toEqual([row, true]);
    }
  });
});
