import { describe, expect, it } from '@jest/globals';
import { uuidOf, uuidv7 } from './ids.js';

describe('ids', () => {
  it('are version 7, in the order of their time, and never the same', () => {
    const ids = Array.from({ length: 1000 }, (_, i) => uuidv7(1_557_104_400_000 + i));
    expect([...ids].sort()).toEqual(ids);
    expect(new Set(ids).size).toBe(1000);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('out of a hash are the same for the same hash', () => {
    const hash = new Uint8Array(32).fill(255);
    expect(uuidOf(hash)).toBe('ffffffff-ffff-8fff-bfff-ffffffffffff');
  });
});
