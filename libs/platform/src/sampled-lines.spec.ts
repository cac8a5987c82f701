import { describe, expect, it, jest } from '@jest/globals';
import { SampledLines } from './logger.js';

describe('SampledLines', () => {
  it('tells the first at once, then one line a second, and counts every one', () => {
    jest.useFakeTimers();
    try {
      const said: object[] = [];
      const lines = new SampledLines((line) => said.push(line));
      lines.note({ requestId: 'A' });
      expect(said).toEqual([{ requestId: 'A', times: 1 }]);
      for (let n = 0; n < 5_000; n += 1) lines.note({ requestId: `B${n}` });
      expect(said).toHaveLength(1);
      jest.advanceTimersByTime(1_000);
      expect(said.slice(1)).toEqual([{ requestId: 'B4999', times: 5_000 }]);
      // Nothing happened since: no line, and the next one is told at once again.
      jest.advanceTimersByTime(1_000);
      lines.note({ requestId: 'C' });
      expect(said.slice(2)).toEqual([{ requestId: 'C', times: 1 }]);
    } finally {
      jest.useRealTimers();
    }
  });
});
