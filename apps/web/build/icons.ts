import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Resvg } from '@resvg/resvg-js';
import type { Plugin } from 'vite';

const ICON = fileURLToPath(new URL('../public/icon.svg', import.meta.url));

/** The names that public/manifest.webmanifest and index.html use. */
const PICTURES = [
  { name: 'icon-192.png', width: 192, isFull: false },
  { name: 'icon-512.png', width: 512, isFull: false },
  // The system cuts its own shape out of these two: colour to the edge, the sign well inside.
  { name: 'icon-maskable-512.png', width: 512, isFull: true },
  { name: 'apple-touch-icon.png', width: 180, isFull: true },
];

/** Draws icon.svg in the sizes that a home screen wants. */
export function icons(): Plugin {
  return {
    name: 'icons',
    generateBundle() {
      const icon = readFileSync(ICON, 'utf8');
      const ground = /fill="(#[0-9a-f]{6})"/.exec(icon)![1];
      const full =
        `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><rect width="40" height="40" fill="${ground}"/>` +
        `<svg x="4" y="4" width="32" height="32" viewBox="0 0 32 32">${icon}</svg></svg>`;
      for (const { name, width, isFull } of PICTURES) {
        const drawn = new Resvg(isFull ? full : icon, { fitTo: { mode: 'width', value: width } }).render();
        this.emitFile({ type: 'asset', fileName: name, source: drawn.asPng() });
      }
    },
  };
}
