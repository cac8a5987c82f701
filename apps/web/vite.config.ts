import { defineConfig } from 'vite';
import { compress } from './build/compress.js';
import { icons } from './build/icons.js';
import { serviceWorker } from './build/service-worker.js';

/** The oldest browsers people really hold: the WebView of a phone of 2021, and Safari on an iPhone that gets no updates. */
const OLDEST_BROWSERS = ['chrome96', 'safari15.4'];

/**
 * The citizens' pages. A console with rich tables and forms will be a second entry with a build of its own, so that a
 * library it needs never reaches a citizen's phone; both take client, messages, formats and tokens from src/shared.
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
