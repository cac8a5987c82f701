import { expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../', import.meta.url));

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
