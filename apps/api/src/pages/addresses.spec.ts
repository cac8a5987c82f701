import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { NO_SUCH_PAGE, PAGE_ADDRESSES } from './addresses.js';

const router = readFileSync(new URL('../../../web/src/citizen/router.tsx', import.meta.url), 'utf8');

describe('the addresses that the server knows', () => {
  it('are those of the pages, each with the file of its page', () => {
    const routes = [...router.matchAll(/^ {2}\['([^']+)', \(\) => import\('\.\/pages\/([^']+)\.js'\)\]/gm)];
    expect(routes.length).toBeGreaterThan(10);
    expect(PAGE_ADDRESSES.map(({ path, module }) => [path, module])).toEqual(
      routes.map(([, path, module]) => [path, module]),
    );
  });

  it('end in the page for all others, which the pages show there too', () => {
    expect(router).toContain(`import('./pages/${NO_SUCH_PAGE.module}.js')`);
  });
});
