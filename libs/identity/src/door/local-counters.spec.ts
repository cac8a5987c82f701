import { describe, expect, it } from '@jest/globals';
import { LocalCounters } from './local-counters.js';

describe('LocalCounters', () => {
  it('counts within a window and starts anew when it is over', () => {
    const counters = new LocalCounters();
    expect(counters.hit('a', 1_000, 0)).toEqual({ hits: 1, endsInMs: 1_000 });
    expect(counters.hit('a', 1_000, 400)).toEqual({ hits: 2, endsInMs: 600 });
    expect(counters.hit('a', 1_000, 999)).toEqual({ hits: 3, endsInMs: 1 });
    expect(counters.hit('a', 1_000, 1_000)).toEqual({ hits: 1, endsInMs: 1_000 });
  });

  it('keeps keys apart, takes a hit back, forgets', () => {
    const counters = new LocalCounters();
    counters.hit('a', 1_000, 0);
    counters.hit('a', 1_000, 0);
    expect(counters.hit('b', 1_000, 0).hits).toBe(1);
    counters.takeBack('a');
    expect(counters.hit('a', 1_000, 0).hits).toBe(2);
    counters.forget('a');
    expect(counters.hit('a', 1_000, 0).hits).toBe(1);
    counters.takeBack('unknown');
    expect(counters.hit('unknown', 1_000, 0).hits).toBe(1);
  });

  it('makes room by the counters made first', () => {
    const counters = new LocalCounters(3);
    for (const key of ['a', 'b', 'c', 'd']) counters.hit(key, 1_000, 0);
    expect(counters.hit('b', 1_000, 1).hits).toBe(2);
    expect(counters.hit('a', 1_000, 1).hits).toBe(1);
  });
});
