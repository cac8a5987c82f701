import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { LIMITS } from '#domain';
import { readEnv } from '#platform';

// docs/security.md says what is true; that its links lead somewhere is seen by docs.spec.ts.

const rows = readFileSync(new URL('../../../docs/security.md', import.meta.url), 'utf8')
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
    expect(told.length).toBeGreaterThan(15);
    for (const [, name, value] of told)
      expect([name, Number(value)]).toEqual([name, limits[name!.replaceAll('`', '')]]);
  });
});
