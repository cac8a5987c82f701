import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { LIMITS } from '#domain';
import { readEnv } from '#platform';

// docs/security.md says what is true; that its links lead somewhere is seen by docs.spec.ts.

const root = new URL('../../../', import.meta.url);
const rows = readFileSync(new URL('docs/security.md', root), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| ---'))
  .map((line) => line.split('|').map((cell) => cell.trim()));

describe('docs/security.md', () => {
  it('names for every row a test, a gap or why there is nothing to test', () => {
    const attacks = rows.filter(([, row]) => /^[\dX]+/.test(row!));
    expect(attacks.length).toBeGreaterThan(30);
    for (const [, row, , test] of attacks)
      expect([row, /\.spec\.ts\)|\*gap\*|absent|by reading/.test(test!)]).toEqual([row, true]);
  });

  it('tells the limits as they are', () => {
    const limits: Record<string, number> = {
      ...LIMITS,
      DOOR_REQUESTS_PER_TEN_SECONDS: readEnv({}).DOOR_REQUESTS_PER_TEN_SECONDS,
    };
    const told = rows.filter(([, name]) => name!.startsWith('`'));
    for (const [, name, value] of told)
      expect([name, Number(value)]).toEqual([name, limits[name!.replaceAll('`', '')]]);
    expect(told.map(([, name]) => name!.replaceAll('`', '')).sort()).toEqual(Object.keys(limits).sort());
  });

  it('tells of no limit that nothing keeps', () => {
    const code = ['libs', 'apps']
      .flatMap((folder) =>
        readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name}`),
      )
      .filter((path) => /\.tsx?$/.test(path) && !path.endsWith('.spec.ts'))
      .map((path) => readFileSync(new URL(path, root), 'utf8'))
      .join('\n');
    // One is kept by the database itself, in is_fresh().
    const schema = readFileSync(new URL('libs/database/src/schema.sql', root), 'utf8');
    expect(schema).toContain(`contest_clock() - interval '${LIMITS.receivedBehindMaxMs / 1_000} s'`);
    const unused = Object.keys(LIMITS).filter((name) => !code.includes(`LIMITS.${name}`));
    expect(unused).toEqual(['receivedBehindMaxMs']);
  });
});
