import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { LIMITS } from '#domain';
import { readEnv } from '#platform';

// docs/reliability.md says by which numbers what fills up is bounded; that its links lead somewhere is seen by docs.spec.ts.

describe('the bounds in docs/reliability.md', () => {
  const page = readFileSync(new URL('../../../docs/reliability.md', import.meta.url), 'utf8');
  const [, bounds] = /## What is bounded\n([\s\S]*?)\n## /.exec(page)!;
  const told = [...bounds!.matchAll(/`(\w+)` (\d+)/g)].map(([, name, value]) => [name!, Number(value)] as const);

  it('are told as they are', () => {
    expect(told.length).toBeGreaterThan(10);
    const known: Record<string, unknown> = { ...LIMITS, ...readEnv({}) };
    for (const [name, value] of told) expect([name, value]).toEqual([name, known[name]]);
  });
});
