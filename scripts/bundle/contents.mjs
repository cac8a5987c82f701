// What of a clone runs: the packages without those that only build or test, and the libraries that a program brings along.

import { spawnSync } from 'node:child_process';
import { basename } from 'node:path';

/** Dependencies that only turn sources into what runs. docker/Dockerfile leaves them out too. */
export const BUILD_ONLY = new Set([
  ...['@swc/cli', '@swc/core', 'vite', 'react', 'react-dom', 'react-router', 'react-aria-components'],
  '@tanstack/react-query',
]);

/** What every Linux with the C and C++ libraries of Debian 12 or later has. */
const OF_THE_SYSTEM =
  /^(ld-linux.*|libc|libm|libdl|librt|libpthread|libresolv|libutil|libanl|libstdc\+\+|libgcc_s)\.so(\.\d+)*$/;

/**
 * The folders under the root that hold the packages that run, found as Node.js finds them.
 * @param {{ packages: Record<string, { dependencies?: Record<string, string>, peerDependencies?: Record<string, string>,
 *   optionalDependencies?: Record<string, string>, peerDependenciesMeta?: Record<string, { optional?: boolean }> }> }} lock
 * @returns {string[]} 'node_modules/pg', 'node_modules/a/node_modules/b' …
 */
export function packagesThatRun({ packages }) {
  /** @type {Set<string>} */
  const found = new Set();
  const visit = (/** @type {string} */ from, /** @type {string} */ name) => {
    for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
      const path = `${folder && `${folder}/`}node_modules/${name}`;
      if (packages[path]) return void (found.has(path) || (found.add(path), follow(path)));
      if (folder === '') return; // an optional one of another platform
    }
  };
  const follow = (/** @type {string} */ path) => {
    const { dependencies, optionalDependencies, peerDependencies, peerDependenciesMeta } = packages[path] ?? {};
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies })) {
      const isMissable = peerDependenciesMeta?.[name]?.optional && !dependencies?.[name];
      if (!isMissable && !(path === '' && BUILD_ONLY.has(name))) visit(path, name);
    }
  };
  follow('');
  return [...found].sort();
}

/**
 * The shared libraries that a program needs and that a system may lack.
 * @param {string} program @param {string} [libraries] where it looks first
 * @returns {string[]} their files
 * @throws when one is missing here
 */
export function librariesOf(program, libraries) {
  const env = { ...process.env, LC_ALL: 'C', ...(libraries && { LD_LIBRARY_PATH: libraries }) };
  const { stdout, status } = spawnSync('ldd', [program], { encoding: 'utf8', env });
  if (status !== 0 || /not found/.test(stdout)) throw new Error(`ldd ${program}:\n${stdout}`);
  return [...stdout.matchAll(/=> (\/\S+)/g)].map(([, file]) => file ?? '').filter((file) => !isOfTheSystem(file));
}

/** @param {string} file */
export const isOfTheSystem = (file) => OF_THE_SYSTEM.test(basename(file));
