import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where Vite put the pages: seen from the compiled code in dist/, and from the sources when tests run those. */
const PLACES = ['../../../../web/', '../../../../dist/web/'];

/** The pages as they were built. */
export interface BuiltPages {
  /** Folder of the files to serve. */
  root: string;
  /** The HTML that every address begins with. */
  shell: string;
  /** The HTML of every address of the console. */
  console: string;
  /** Elements of the head that fetch the script and the styles of a page at once, without waiting for the first script. */
  linksOf(module: string): string;
}

/** An entry of Vite's manifest: which files a source became, and what they need. */
interface ManifestEntry {
  file: string;
  css?: string[];
  imports?: string[];
}

/** @returns undefined where the pages have not been built */
export function builtPages(): BuiltPages | undefined {
  const root = PLACES.map((place) => fileURLToPath(new URL(place, import.meta.url))).find((place) =>
    existsSync(join(place, 'index.html')),
  );
  if (root === undefined) return undefined;
  const manifest = JSON.parse(readFileSync(join(root, '.vite/manifest.json'), 'utf8')) as Record<string, ManifestEntry>;
  return {
    root,
    shell: readFileSync(join(root, 'index.html'), 'utf8'),
    console: readFileSync(join(root, 'console/console.html'), 'utf8'),
    linksOf: (module) => linksOf(manifest, `src/citizen/pages/${module}.tsx`),
  };
}

/** What the shell brings along is left out. A page that the manifest does not know fetches its files a step later. */
export function linksOf(manifest: Record<string, ManifestEntry>, source: string): string {
  const brought = new Set<string>();
  needed(manifest, SHELL, brought);
  const entries = needed(manifest, source, brought);
  const styles = new Set(entries.flatMap(({ css = [] }) => css));
  return [
    ...[...styles].map((file) => `<link rel="stylesheet" crossorigin href="/${file}">`),
    ...entries.map(({ file }) => `<link rel="modulepreload" crossorigin href="/${file}">`),
  ].join('\n    ');
}

const SHELL = 'index.html';

/** A chunk and all that it needs, those first; `seen` are left out and grow. */
function needed(manifest: Record<string, ManifestEntry>, name: string, seen: Set<string>): ManifestEntry[] {
  const entry = manifest[name];
  if (entry === undefined || seen.has(name)) return [];
  seen.add(name);
  return [...(entry.imports ?? []).flatMap((other) => needed(manifest, other, seen)), entry];
}
