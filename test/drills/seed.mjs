// Chance that can be repeated: the same seed injects the same faults at the same beats.

/**
 * Mulberry32: small, and good enough to choose instants and victims.
 * @param {number} seed @returns {() => number} 0 ≤ x < 1
 */
export function randomOf(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
