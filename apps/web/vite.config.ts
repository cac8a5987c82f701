import { defineConfig } from 'vite';
import { compress } from './build/compress.js';
import { icons } from './build/icons.js';
import { OLDEST_BROWSERS } from './build/oldest-browsers.js';
import { serviceWorker } from './build/service-worker.js';

/**
 * The citizens' pages. The console is a second entry with a build of its own (vite.console.config.ts), so that a library
 * it needs never reaches a citizen's phone; both take client, messages, formats and tokens from src/shared.
 */
export default defineConfig({
  root: import.meta.dirname,
  build: {
    outDir: '../../dist/web',
    emptyOutDir: false,
    target: OLDEST_BROWSERS,
    cssTarget: OLDEST_BROWSERS,
    // A file small enough to be put into the script as data: would be loaded by everybody, needed or not.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    manifest: true,
    rolldownOptions: {
      input: { index: 'index.html', sw: 'src/service-worker/worker.ts' },
      // A browser looks for a newer worker at the address of the old one.
      output: { entryFileNames: ({ name }) => (name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js') },
    },
  },
  worker: { format: 'es' },
  plugins: [icons(), serviceWorker(), compress()],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
});
