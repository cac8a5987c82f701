import { describe, expect, it } from '@jest/globals';
import { firstConnectionMs, newer, pollDelayMs, RECONNECTION } from './live-pace.js';

const LAST_FACE = 1 - Number.EPSILON;

describe('which figures hold', () => {
  const [old, young] = [{ version: 7 }, { version: 8 }];

  it('are those of the newer version, whichever came first', () => {
    expect(newer(undefined, old)).toBe(old);
    expect(newer(old, young)).toBe(young);
    expect(newer(young, old)).toBe(young);
  });

  it('stay the same object for the same version, so that nothing is drawn again', () => {
    expect(newer(old, { version: 7 })).toBe(old);
  });
});

describe('the pace', () => {
  it('spreads polls over 15 to 25 seconds', () => {
    expect(pollDelayMs(0)).toBe(15_000);
    expect(pollDelayMs(0.5)).toBe(20_000);
    expect(pollDelayMs(LAST_FACE)).toBeLessThanOrEqual(25_000);
    expect(pollDelayMs(LAST_FACE)).toBeGreaterThan(24_900);
  });

  it('spreads the first connections', () => {
    expect([firstConnectionMs(0, true), firstConnectionMs(0.25, true)]).toEqual([1_000, 1_500]);
    expect(firstConnectionMs(LAST_FACE, true)).toBeLessThanOrEqual(3_000);
  });

  it('leaves the rush of starts alone where nothing waits for the socket', () => {
    expect([firstConnectionMs(0, false), firstConnectionMs(0.5, false)]).toEqual([5_000, 15_000]);
    expect(firstConnectionMs(LAST_FACE, false)).toBeLessThanOrEqual(25_000);
  });

  it('lets sockets come back one by one', () => {
    const { reconnectionDelay, reconnectionDelayMax, randomizationFactor } = RECONNECTION;
    expect(randomizationFactor).toBeGreaterThanOrEqual(0.5);
    expect(reconnectionDelay * (1 - randomizationFactor)).toBeGreaterThanOrEqual(1_000);
    expect(reconnectionDelayMax).toBeGreaterThan(reconnectionDelay);
  });
});
