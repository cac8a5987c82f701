import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { parse, type Node } from 'acorn';

/** Chrome and WebView 96, Safari 15.4: what is built must be readable there. What it calls is tried by the stories. */
const ASSETS = 'dist/web/assets';
const CONSOLE = 'dist/web/console/assets';
const files = (ending: string) =>
  [ASSETS, CONSOLE].flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith(ending))
      .map((name) => join(folder, name)),
  );

/** Syntax that one of them does not know, found in a script. */
function newSyntax(source: string): string[] {
  const found: string[] = [];
  const look = (node: unknown): void => {
    if (Array.isArray(node)) return node.forEach(look);
    if (typeof node !== 'object' || node === null) return;
    const { type, regex } = node as Node & { regex?: { pattern: string; flags: string } };
    if (type === 'StaticBlock') found.push('static block');
    if (regex && (/\(\?<[=!]/.test(regex.pattern) || /[vd]/.test(regex.flags)))
      found.push(`/${regex.pattern}/${regex.flags}`);
    Object.values(node).forEach(look);
  };
  // The syntax of 2022 is that of these browsers but for what is looked for above; anything newer does not parse.
  look(parse(source, { ecmaVersion: 2022, sourceType: 'module' }));
  return found;
}

/** Of one page, with all that it fetches later. */
const SCRIPTS_MAX = 60_000;
/** Of four pages together, each fetched while the one before is read; with what pauses and notices need. */
const WHOLE_WAY_MAX = 71_200;

const NEW_STYLES: [string, RegExp][] = [
  [':has()', /:has\(/],
  ['container queries', /@container|container-type/],
  ['cascade layers', /@layer/],
  ['color-mix()', /color-mix\(/],
  ['@scope, @starting-style, @property', /@(?:scope|starting-style|property)\b/],
  ['nesting', /[{;]\s*&|\{[^{}@]*[;{]\s*(?:[.#&>+~]|[a-z]+\s)[^;{}:]*\{/],
  ['ranges in media queries', /@media[^{]*[<>]=?/],
  ['relative colours', /\b(?:rgb|hsl|oklch)\(from /],
];

const faultsIn = (names: string[], look: (text: string) => string[]) =>
  names.flatMap((name) => look(readFileSync(name, 'utf8')).map((fault) => `${name}: ${fault}`));

/** Of Vite's manifest: what a chunk is, what it imports at once and what later. */
interface Chunk {
  file: string;
  imports?: string[];
  dynamicImports?: string[];
  css?: string[];
  assets?: string[];
}
const manifest = JSON.parse(readFileSync('dist/web/.vite/manifest.json', 'utf8')) as Record<string, Chunk>;

/** Chunks that are loaded when these are, by their names in the manifest. */
function closure(names: string[], follow: (chunk: Chunk) => string[]): Set<string> {
  const found = new Set<string>();
  const visit = (name: string): void => {
    if (found.has(name)) return;
    found.add(name);
    follow(manifest[name]!).forEach(visit);
  };
  names.forEach(visit);
  return found;
}

const gzipBytes = (file: string) => gzipSync(readFileSync(join('dist/web', file))).length;
const sum = (files: Iterable<string>) => [...new Set(files)].reduce((bytes, file) => bytes + gzipBytes(file), 0);
const filesOf = (names: Set<string>) => [...names].map((name) => manifest[name]!);

describe('the built pages', () => {
  it('are written in syntax that the oldest browsers read', () => {
    expect(files('.js').length).toBeGreaterThan(10);
    expect(faultsIn(files('.js'), newSyntax)).toEqual([]);
  });

  it('have only styles that the oldest browsers know', () => {
    const look = (style: string) => NEW_STYLES.filter(([, pattern]) => pattern.test(style)).map(([what]) => what);
    expect(files('.css').length).toBeGreaterThan(3);
    expect(faultsIn(files('.css'), look)).toEqual([]);
  });

  const atOnce = ({ imports = [] }: Chunk) => imports;
  /** What the frame fetches later are the pages themselves, and the words of another language. */
  const frame = new Set(filesOf(closure(['index.html'], atOnce)));
  const soonerOrLater = (chunk: Chunk) =>
    frame.has(chunk) ? atOnce(chunk) : [...atOnce(chunk), ...(chunk.dynamicImports ?? [])];
  const scriptsOf = (names: string[], follow: (chunk: Chunk) => string[]) =>
    sum(filesOf(closure(['index.html', ...names], follow)).map(({ file }) => file));
  const pages = Object.keys(manifest).filter((name) => name.endsWith('-page.tsx'));
  /** Fetched a moment after a page is shown; not by those who take an attempt. */
  const live = Object.keys(manifest).filter((name) => name.includes('socket.io-client'));

  it('take a participant from the contest to the result with little more than one page may weigh', () => {
    const way = pages.filter((name) => /\/(?:contest|enter|attempt|result)-page/.test(name));
    expect(way.length).toBe(4);
    expect(scriptsOf(way, atOnce)).toBeLessThanOrEqual(WHOLE_WAY_MAX);
  });

  it.each(pages)('%s weighs at most 60 kB of scripts, with what it fetches later and the live figures', (page) => {
    expect(live.length).toBe(1);
    expect(scriptsOf([page, ...live], soonerOrLater)).toBeLessThanOrEqual(SCRIPTS_MAX);
  });

  it('fetch the work before a crowded door only when it is asked for, and little of it', () => {
    const solvers = files('.js').filter((name) => name.includes('-solver-'));
    const kinds = solvers.map((name) => name.replace(/^.*\/|-solver-.*/g, ''));
    expect([...new Set(kinds)].sort()).toEqual(['plain', 'subtle']);
    for (const name of solvers) expect(gzipSync(readFileSync(name)).length).toBeLessThanOrEqual(8_000);
    // No chunk of a page imports one, and no phone keeps one beforehand.
    expect(Object.values(manifest).filter(({ file }) => file.includes('-solver-'))).toEqual([]);
    expect(readFileSync('dist/web/sw.js', 'utf8')).not.toContain('-solver-');
  });

  it('open the page of an attempt with at most 200 kB, styles and letters included', () => {
    const names = closure(['index.html', 'src/citizen/pages/attempt/attempt-page.tsx'], ({ imports = [] }) => imports);
    const chunks = filesOf(names);
    const letters = chunks.flatMap(({ assets = [] }) => assets).filter((file) => /be-vietnam-pro/.test(file));
    const files = chunks.flatMap(({ file, css = [] }) => [file, ...css]);
    expect(letters.length).toBe(4);
    expect(
      sum(files) + letters.reduce((bytes, file) => bytes + readFileSync(join('dist/web', file)).length, 0),
    ).toBeLessThanOrEqual(200 * 1024);
  });

  it('write no styles into the console, which its content security policy would refuse', () => {
    const scripts = files('.js').filter((name) => name.startsWith(CONSOLE));
    expect(scripts.length).toBeGreaterThan(3);
    expect(scripts.filter((name) => /\bhead\.prepend\(/.test(readFileSync(name, 'utf8')))).toEqual([]);
  });

  it('would be found out if they were newer', () => {
    expect(newSyntax('class A { static { this.b = 1 } }')).toEqual(['static block']);
    expect(newSyntax('const found = /(?<=a)b/.test("ab")')).toEqual(['/(?<=a)b/']);
    expect(() => newSyntax('const x = /a/v')).toThrow();
    expect(
      NEW_STYLES.filter(([, pattern]) => pattern.test('.a{color:red;.b{color:blue}}')).map(([what]) => what),
    ).toEqual(['nesting']);
  });
});
