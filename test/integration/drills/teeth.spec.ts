import { expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
// @ts-expect-error a script without types
import { PLANTS } from '../../drills/plants.mjs';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const plants = Object.entries(PLANTS as Record<string, { foundBy: string[] }>);

// The other plants take as long as the drills that find them: `npm run -s drill -- --plant NAME`, see docs/reliability.md.
it('a drill finds a bug that is planted into its processes: the deadline by what the page says', async () => {
  const { NODE_OPTIONS: _, ...env } = process.env;
  const child = spawn(process.execPath, ['scripts/boot.mjs', 'drill', '--plant', 'deadline-by-client'], {
    cwd: root,
    env,
  });
  let [said, told] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (said += String(chunk)));
  child.stderr.on('data', (chunk: Buffer) => (told += String(chunk)));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  if (said === '') throw new Error(told);
  const verdict = JSON.parse(said) as {
    drill: string;
    passed: boolean;
    lost: number;
    breaches: Record<string, unknown>;
  };
  expect({ code, ...verdict }).toMatchObject({ code: 1, drill: 'D12', passed: false, lost: 0 });
  expect(Object.keys(verdict.breaches)).toEqual(['I7']);
}, 300_000);

it('the page of the drills tells of every plant, and of no other, which drills find it', () => {
  const page = readFileSync(`${root}docs/reliability.md`, 'utf8');
  const told = [...page.matchAll(/^\| `([\w-]+)`: [^|]+ \| ([^|]+) \| [^|]+ \|$/gm)].map(([, name, drills]) => [
    name,
    drills!.split(', ').map((id) => id.trim()),
  ]);
  expect(Object.fromEntries(told)).toEqual(Object.fromEntries(plants.map(([name, { foundBy }]) => [name, foundBy])));
  // Drills of which none can be shown to fail, with the reason in the text below the table.
  const ofPage = [...page.matchAll(/^\| (D\d+[a-z]?) \|/gm)].map(([, id]) => id!);
  const withTeeth = new Set(plants.flatMap(([, { foundBy }]) => foundBy));
  expect([...new Set(ofPage)].filter((id) => !withTeeth.has(id))).toEqual(['D4b', 'D11', 'D11b', 'D20', 'D25']);
});
