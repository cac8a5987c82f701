import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

// Who may import whom is said in .dependency-cruiser.cjs. A rule that finds nothing may be a good house or a blind rule:
// here a small house of the same layout is built, once sound and once with a fault for every rule.

const root = fileURLToPath(new URL('../../../', import.meta.url));
const config = createRequire(import.meta.url)(join(root, '.dependency-cruiser.cjs')) as {
  forbidden: { name: string }[];
};

/** A house in which everybody keeps to the rules, in every way that is allowed. */
const SOUND = {
  'libs/domain/src/index.ts': `export * from './scoring.js';\n`,
  'libs/domain/src/scoring.ts': `export const score = 1;\n`,
  'libs/domain/src/scoring.spec.ts': `import 'node:fs';\nimport 'zod';\nimport './scoring.js';\n`,
  'libs/platform/src/index.ts': `import 'node:fs';\nimport 'zod';\nexport { score } from '#domain';\n`,
  'libs/database/src/index.ts': `export { score } from '#domain';\n`,
  'libs/bank/src/index.ts': `export * from './bank.service.js';\n`,
  'libs/bank/src/bank.service.ts': `import '#domain';\nimport '#database';\nimport '#platform';\nimport './bank.queries.js';\n`,
  'libs/bank/src/bank.queries.ts': `export const bank = 1;\n`,
  'libs/attempts/src/index.ts': `export * from './grading.service.js';\n`,
  'libs/attempts/src/grading.service.ts': `import type { score } from '#domain';\nexport type Grade = typeof score;\n`,
  'apps/api/src/main.ts': `import '#bank';\nimport '#attempts';\nimport './bank/bank.controller.js';\n`,
  'apps/api/src/bank/bank.controller.ts': `export const controller = 1;\n`,
  'apps/worker/src/main.ts': `import '#attempts';\nexport const worker = 1;\n`,
};

/** One fault for each rule: the file, what it imports, and the file or package at which the rule must point. */
const FAULTS: [rule: string, file: string, imports: string, to: RegExp][] = [
  ['no-cycles', 'libs/bank/src/bank.queries.ts', './bank.service.js', /^libs\/bank\/src\/bank\.service\.ts$/],
  ['domain-is-pure', 'libs/domain/src/node.ts', 'node:fs', /^fs$/],
  ['domain-is-pure', 'libs/domain/src/npm.ts', 'zod', /zod/],
  ['domain-is-pure', 'libs/domain/src/floor.ts', '#platform', /^libs\/platform\//],
  ['floor-below-features', 'libs/database/src/feature.ts', '#bank', /^libs\/bank\//],
  ['floor-below-features', 'libs/platform/src/app.ts', '../../../apps/worker/src/main.js', /^apps\/worker\//],
  ['floor-order', 'libs/platform/src/tables.ts', '#database', /^libs\/database\//],
  ['features-are-strangers', 'libs/attempts/src/stranger.ts', '#bank', /^libs\/bank\//],
  ['features-are-strangers', 'libs/newcomer/src/index.ts', '#attempts', /^libs\/attempts\//],
  ['libs-never-see-apps', 'libs/bank/src/app.ts', '../../../apps/worker/src/main.js', /^apps\/worker\//],
  ['apps-are-strangers', 'apps/api/src/other.ts', '../../worker/src/main.js', /^apps\/worker\//],
  ['front-door-only', 'apps/api/src/window.ts', '../../../libs/bank/src/bank.service.js', /bank\.service\.ts$/],
  ['keys-stay-in-the-worker', 'apps/api/src/keys.ts', '../../../libs/attempts/src/grading.service.js', /grading/],
  ['resolvable', 'apps/api/src/nowhere.ts', './nobody.js', /nobody/],
];

interface Violation {
  rule: { name: string };
  from: string;
  to: string;
}

let folder: string;

function build(name: string, files: Record<string, string>): string {
  const house = join(folder, name);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(house, path)), { recursive: true });
    writeFileSync(join(house, path), text);
  }
  for (const file of ['.dependency-cruiser.cjs', 'tsconfig.json', 'package.json']) {
    cpSync(join(root, file), join(house, file));
  }
  symlinkSync(join(root, 'node_modules'), join(house, 'node_modules'));
  return house;
}

/** Runs the check of `npm run check` on a house. */
function cruise(house: string): Violation[] {
  const tool = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const args = [tool, '--config', '.dependency-cruiser.cjs', '--output-type', 'json', 'apps', 'libs'];
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: house, encoding: 'utf8', maxBuffer: 2 ** 26 });
  if (!stdout.startsWith('{')) throw new Error(stderr);
  return (JSON.parse(stdout) as { summary: { violations: Violation[] } }).summary.violations;
}

beforeAll(() => {
  folder = mkdtempSync(join(realpathSync(tmpdir()), 'imports-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the import rules', () => {
  let found: Violation[];
  beforeAll(() => {
    const planted = FAULTS.map(([, file, imports]) => [file, `import '${imports}';\nexport const x = 1;\n`]);
    found = cruise(build('faulty', { ...SOUND, ...(Object.fromEntries(planted) as Record<string, string>) }));
  });

  it('are all tried here', () => {
    const tried = new Set(FAULTS.map(([rule]) => rule));
    expect([...tried].sort()).toEqual(config.forbidden.map(({ name }) => name).sort());
  });

  it.each(FAULTS)('%s finds %s importing %s', (rule, file, _imports, to) => {
    const hits = found.filter((violation) => violation.rule.name === rule && violation.from === file);
    expect(hits.map((violation) => violation.to)).toEqual([expect.stringMatching(to)]);
  });

  it('blame nobody else', () => {
    const guilty = new Set(FAULTS.map(([, file]) => file));
    expect(found.filter(({ from }) => !guilty.has(from))).toEqual([]);
  });

  it('find nothing in a sound house', () => {
    expect(cruise(build('sound', SOUND))).toEqual([]);
  });
});
