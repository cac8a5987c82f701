import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const WORDS = fileURLToPath(new URL('../src/shared/messages/vi/console/aria.ts', import.meta.url));

/** A style element that the library would write into the page, which our content security policy refuses. */
const INJECTION = /\b(?:ownerDocument|document)\.head\.prepend\(style\);/;
/** What those styles say stands in src/console/ui/pieces.css. */
const INJECTING = /\/react-aria\/dist\/private\/(?:interactions\/usePress|overlays\/usePreventScroll)\.mjs$/;

/**
 * react-aria as we need it: without the styles that it writes into pages, and with words for those who listen in English
 * and in Vietnamese, which it lacks, instead of in thirty other languages.
 */
export function ariaForUs(): Plugin {
  return {
    name: 'aria-for-us',
    enforce: 'pre',
    transform(code, id) {
      if (INJECTING.test(id)) {
        if (!INJECTION.test(code)) this.error(`${id} writes its styles in another way than known.`);
        return { code: code.replace(INJECTION, ''), map: null };
      }
      if (!/\/react-(?:aria|stately|aria-components)\/.*\/intlStrings\.mjs$/.test(id)) return;
      const english = /^import \S+ from "([^"]*\/en-US\.mjs)";$/m.exec(code)?.[1];
      if (english === undefined) this.error(`${id} names no English words.`);
      return {
        code: `import en from '${english}';
import { aria } from '${WORDS}';
export default { 'en-US': en, 'vi-VN': { ...en, ...aria } };`,
        map: null,
      };
    },
  };
}
