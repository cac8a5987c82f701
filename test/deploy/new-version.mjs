// Another version of the product, made of the build of this clone: one more migration, another number, and pages whose first
// script has another name. Nothing of it is in the product: it is planted from outside.

import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { clone } from '../../scripts/home.mjs';
import { swap } from '../../scripts/build.mjs';

/** Only adds, as the migrations of the product do: the version before neither reads nor writes what is new. */
const MIGRATION = `export class Planted1999000000000 {
  async up(db) {
    await db.query(\`
      CREATE TABLE planted (id integer PRIMARY KEY);
      GRANT SELECT, INSERT ON planted TO cchc_app;
      ALTER TABLE attempt ADD COLUMN planted text;
      ALTER TABLE grade ADD COLUMN planted integer NOT NULL DEFAULT 0;
      ALTER TABLE account ADD COLUMN planted timestamptz;\`);
  }
  async down(db) {
    await db.query('DROP TABLE planted; ALTER TABLE attempt DROP planted; ALTER TABLE grade DROP planted; ALTER TABLE account DROP planted;');
  }
}
`;

/**
 * @param {string} folder where it is to stand
 * @returns {{ root: string, script: { before: string, now: string } }} script: names of the first script of the pages, as
 *   addresses
 */
export function plantNewVersion(folder) {
  const dist = join(folder, 'dist');
  mkdirSync(folder, { recursive: true });
  cpSync(join(clone, 'dist'), dist, { recursive: true });
  symlinkSync(join(clone, 'node_modules'), join(folder, 'node_modules'));
  const about = JSON.parse(readFileSync(join(clone, 'package.json'), 'utf8'));
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ ...about, version: `${about.version}-planted` }));
  const migrations = join(dist, 'libs/database/src/migrations');
  writeFileSync(join(migrations, 'planted.js'), MIGRATION);
  const index = readFileSync(join(migrations, 'index.js'), 'utf8');
  const planted = index.replace(/\n\];/, ',\n    Planted1999000000000\n];');
  if (planted === index) throw new Error('the list of migrations has another shape');
  writeFileSync(join(migrations, 'index.js'), `import { Planted1999000000000 } from './planted.js';\n${planted}`);
  return { root: folder, script: renameScript(folder, dist) };
}

/** Builds the pages "anew" and puts them in place as every build does. @param {string} folder @param {string} dist */
function renameScript(folder, dist) {
  const fresh = join(folder, 'fresh');
  cpSync(dist, fresh, { recursive: true });
  const web = join(fresh, 'web');
  const { file } = JSON.parse(readFileSync(join(web, '.vite/manifest.json'), 'utf8'))['index.html'];
  const [before, now] = [file, file.replace(/-[\w-]{8}\.js$/, '-PLANTED0.js')];
  const [oldName, newName] = [before, now].map((path) => path.replace('assets/', ''));
  for (const entry of readdirSync(web, { withFileTypes: true, recursive: true })) {
    const path = join(entry.parentPath ?? entry.path, entry.name);
    if (!entry.isFile() || !/\.(js|html|json|css)$/.test(entry.name)) continue;
    const text = readFileSync(path, 'utf8');
    if (!text.includes(oldName) && entry.name !== oldName) continue;
    writeFileSync(entry.name === oldName ? join(web, now) : path, text.replaceAll(oldName, newName));
    // What was packed beforehand is of the build before.
    for (const packed of [`${path}.br`, `${path}.gz`]) rmSync(packed, { force: true });
  }
  rmSync(join(web, before));
  swap(fresh, dist);
  rmSync(fresh, { recursive: true });
  return { before: `/${before}`, now: `/${now}` };
}
