import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { getPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from '@jest/globals';
import { Aside } from './aside.js';

const folder = mkdtempSync(join(tmpdir(), 'cchc-aside-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('Aside', () => {
  it('never goes before the process that started it, which only root could have it do', async () => {
    const path = join(folder, 'tells-its-priority.mjs');
    writeFileSync(
      path,
      `import { getPriority } from 'node:os';\nprocess.send(getPriority(), () => process.disconnect());\n`,
    );
    const own = getPriority();
    const told: unknown[] = [];
    const aside = new Aside({ file: pathToFileURL(path), heapMaxMb: 64, priority: own - 1 });
    expect(await aside.run([], (message) => told.push(message))).toBe(0);
    expect(told).toEqual([own]);
  });
});
