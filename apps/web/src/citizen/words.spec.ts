import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';

const CITIZEN = dirname(fileURLToPath(import.meta.url));
/** What is said where the words have come with the frame. */
const OF_THE_FRAME = 'shell';

const textOf = (file: string) => readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');

/** Modules of this entry that a module imports at once. */
const importsOf = (file: string): string[] =>
  [...textOf(file).matchAll(/^(?:import|export)[^;]*?from '(\.[^']+)\.js';/gm)]
    .flatMap(([, path]) => ['.tsx', '.ts'].map((ending) => normalize(join(dirname(file), path + ending))))
    .filter((path) => path.startsWith(CITIZEN) && existsSync(path));

function closure(file: string): Set<string> {
  const found = new Set<string>();
  const visit = (one: string): void => {
    if (found.has(one)) return;
    found.add(one);
    importsOf(one).forEach(visit);
  };
  visit(file);
  return found;
}

/** Said here, handed to a piece, or to a function beside the formats. */
const SAID = [/\bt\.([a-z]\w*)\./g, /\bt: t\.([a-z]\w*)\b/g, /\(t\.([a-z]\w*), f,/g];
const said = (file: string) => SAID.flatMap((form) => [...textOf(file).matchAll(form)].map(([, area]) => area!));
const brought = (file: string) =>
  [...textOf(file).matchAll(/bringWords\(\{([^}]*)\}\)/g)].flatMap(([, list]) =>
    [...list!.matchAll(/(\w+):/g)].map(([, area]) => area!),
  );

const areas = new Set(
  readdirSync(join(CITIZEN, '../shared/messages/vi'))
    .map((name) => name.replace(/\.ts$/, ''))
    .filter((name) => name !== 'index'),
);
const pages = readdirSync(join(CITIZEN, 'pages'), { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('page.tsx'),
);
/** Pieces of pages that are fetched apart from them. */
const pieces = readdirSync(join(CITIZEN, 'pages'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.tsx'))
  .flatMap((name) =>
    [...textOf(join(CITIZEN, 'pages', name)).matchAll(/\bimport\('(\.[^']+)\.js'\)/g)].map(([, path]) =>
      join(dirname(name), `${path}.tsx`),
    ),
  );

describe('the words of the pages', () => {
  it('are brought by pieces of their own too', () => expect(pieces.length).toBeGreaterThan(1));

  it.each([...pages, ...new Set(pieces)])('%s brings the words that are said on it, and no others', (page) => {
    const files = [...closure(join(CITIZEN, 'pages', page))];
    const spoken = new Set(files.flatMap(said).filter((area) => areas.has(area) && area !== OF_THE_FRAME));
    expect([...new Set(files.flatMap(brought))].sort()).toEqual([...spoken].sort());
  });

  it('of the frame are all that the frame says', () => {
    const frame = [...closure(join(CITIZEN, 'main.tsx'))];
    expect(new Set(frame.flatMap(said).filter((area) => areas.has(area)))).toEqual(new Set([OF_THE_FRAME]));
  });
});
