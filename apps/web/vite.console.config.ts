import { defineConfig } from 'vite';
import { ariaForUs } from './build/aria-for-us.js';
import { compress } from './build/compress.js';
import { OLDEST_BROWSERS } from './build/oldest-browsers.js';

/** The console of those who work here: React, in a build of its own below the citizens' files. */
export default defineConfig({
  root: import.meta.dirname,
  base: '/console/',
  publicDir: false,
  build: {
    outDir: '../../dist/web/console',
    emptyOutDir: false,
    target: OLDEST_BROWSERS,
    cssTarget: OLDEST_BROWSERS,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1000,
    rolldownOptions: { input: { console: 'console.html' } },
  },
  plugins: [ariaForUs(), compress()],
  oxc: { jsx: { runtime: 'automatic', importSource: 'react' } },
});
