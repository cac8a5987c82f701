import { createHash } from 'node:crypto';
import type { Plugin } from 'vite';

/** In src/service-worker/worker.ts, where the list of files goes. */
const MARK = '__FILES__';

/** Fetched when they are needed, which is seldom: letters of minority languages, and the work before a crowded door. */
const LEFT_OUT = /noto-sans|-solver-/;

/** Tells the service worker which files make up this build; a new build is a new worker, for its text differs. */
export function serviceWorker(): Plugin {
  return {
    name: 'service-worker',
    apply: 'build',
    // After Vite has written the HTML, whose contents decide the name of the cache too.
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const worker = bundle['sw.js'];
        if (worker?.type !== 'chunk') return;
        const names = Object.keys(bundle)
          .filter((name) => name.startsWith('assets/') && !LEFT_OUT.test(name))
          .sort();
        const shell = bundle['index.html'];
        const hash = createHash('sha256').update(names.join());
        if (shell?.type === 'asset') hash.update(shell.source);
        const files = { version: hash.digest('hex').slice(0, 12), paths: names.map((name) => `/${name}`) };
        worker.code = worker.code.replace(MARK, () => JSON.stringify(files));
      },
    },
  };
}
