import { describe, expect, it } from '@jest/globals';
import { LIMITS } from './limits.js';
import { orderCount } from './option-order.js';

describe('LIMITS', () => {
  it.each(Object.entries(LIMITS))('%s = %d is a positive integer', (_name, value) => {
    expect(Number.isInteger(value) && value > 0).toBe(true);
  });

  it('keeps every option order inside a smallint and every score inside a 32-bit integer', () => {
    expect(orderCount(LIMITS.optionsPerItemMax) - 1).toBeLessThan(2 ** 15);
    expect(LIMITS.itemsPerPaperMax * LIMITS.pointsMilliMax).toBeLessThan(2 ** 31);
    expect(LIMITS.predictionMax).toBeLessThan(2 ** 31);
  });

  it('lets one save carry a whole paper, inside the body that the server reads', () => {
    expect(LIMITS.changesPerSaveMax).toBeGreaterThanOrEqual(LIMITS.itemsPerPaperMax);
    const everything = Array.from({ length: LIMITS.changesPerSaveMax }, (_, i) => ({
      position: i + 1,
      options: [1, 2, 3, 4, 5, 6],
    }));
    expect(JSON.stringify({ writer: 'x'.repeat(36), seq: 2 ** 31, changes: everything }).length).toBeLessThan(
      LIMITS.bodyBytesMax,
    );
  });

  it('makes the sweeper wait at least as long as a received request may take to be judged', () => {
    expect(LIMITS.closeMarginMs).toBeGreaterThanOrEqual(LIMITS.receivedBehindMaxMs);
  });

  it('never lets a part of the smallest item round up to the whole of it', () => {
    // The largest share below the whole is one right option missing of all six.
    const largestPart = Math.round((LIMITS.pointsMilliMin * 5) / 6);
    expect(largestPart).toBeLessThan(LIMITS.pointsMilliMin);
  });
});
