import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bandLabel, defaultBands, scoreDistribution, wholePointBands, type ScoreCount } from './distribution.js';

const points = (...scores: number[]): ScoreCount[] => scores.map((score) => ({ score: score * 1000, attempts: 1 }));
const attemptsOf = (counts: ScoreCount[], edges: number[]) =>
  scoreDistribution(counts, edges).bands.map((band) => band.attempts);

describe('bands', () => {
  it.each([
    [15_000, [0, 3000, 6000, 9000, 12_000, 15_000]],
    [10_000, [0, 2000, 4000, 6000, 8000, 10_000]],
    [7, [0, 1, 3, 4, 6, 7]],
    [2, [0, 1, 2]],
    [0, [0, 0]],
  ])('of a maximum of %p are five equal ones with edges %j', (maxScore, edges) => {
    expect(defaultBands(maxScore)).toEqual(edges);
  });

  it.each([
    [2000, [0, 1000, 2000, 2000]],
    [2500, [0, 1000, 2000, 2500, 2500]],
    [0, [0, 0]],
  ])('per whole point of a maximum of %p have edges %j', (maxScore, edges) => {
    expect(wholePointBands(maxScore)).toEqual(edges);
  });
});

describe('the score distribution', () => {
  it('puts a score on an edge into the upper band, and the maximum into the last', () => {
    expect(attemptsOf(points(0, 2.999, 3, 5.999, 6, 11.999, 12, 15), defaultBands(15_000))).toEqual([2, 2, 1, 1, 2]);
  });

  it('adds up attempts with the same score', () => {
    const counts = [
      { score: 9000, attempts: 1000 },
      { score: 15_000, attempts: 101_907 },
    ];
    expect(scoreDistribution(counts, [0, 12_000, 15_000])).toEqual({
      bands: [
        { from: 0, to: 12_000, closed: false, attempts: 1000 },
        { from: 12_000, to: 15_000, closed: true, attempts: 101_907 },
      ],
      total: 102_907,
    });
  });

  it('shows full marks alone when the last two edges are equal', () => {
    expect(attemptsOf(points(1, 1.5, 1.999, 2, 2), wholePointBands(2000))).toEqual([0, 3, 2]);
  });

  it('gives scores outside the edges a band of their own, only when there are any', () => {
    const { bands } = scoreDistribution(points(-0.25, 0, 16), [0, 5000, 15_000]);
    expect(bands.map(({ from, to, attempts }) => [from, to, attempts])).toEqual([
      [null, 0, 1],
      [0, 5000, 1],
      [5000, 15_000, 0],
      [15_000, null, 1],
    ]);
    expect(bands.map(bandLabel)).toEqual(['dưới 0 điểm', 'từ 0 đến dưới 5 điểm', 'từ 5 đến 15 điểm', 'trên 15 điểm']);
  });

  it('is shown even when nobody took part', () => {
    expect(scoreDistribution([], wholePointBands(0))).toEqual({
      bands: [{ from: 0, to: 0, closed: true, attempts: 0 }],
      total: 0,
    });
  });

  it.each([[[]], [[0]], [[0, 0, 5]], [[5, 0]], [[0, NaN]], [[0, 5, 5, 5]]])('refuses the edges %j', (edges) => {
    expect(() => scoreDistribution([], edges)).toThrow(RangeError);
  });

  it('loses and doubles nobody: bands sum to the total, each attempt in the one band it belongs to', () => {
    const anyCounts = fc.array(fc.record({ score: fc.integer({ min: -5, max: 25 }), attempts: fc.nat(100) }));
    const anyEdges = fc
      .uniqueArray(fc.integer({ min: 0, max: 20 }), { minLength: 2, maxLength: 8 })
      .map((edges) => edges.sort((a, b) => a - b));
    fc.assert(
      fc.property(anyCounts, anyEdges, fc.boolean(), (counts, ascending, repeatLast) => {
        const edges = repeatLast ? [...ascending, ascending[ascending.length - 1] as number] : ascending;
        const { bands, total } = scoreDistribution(counts, edges);
        expect(bands.reduce((sum, band) => sum + band.attempts, 0)).toBe(total);
        expect(counts.reduce((sum, { attempts }) => sum + attempts, 0)).toBe(total);
        for (const { from, to, closed, attempts } of bands) {
          const inBand = counts.filter(({ score }) => {
            if (from === null) return score < (to as number);
            if (to === null) return score > from;
            return score >= from && (closed ? score <= to : score < to);
          });
          expect(inBand.reduce((sum, count) => sum + count.attempts, 0)).toBe(attempts);
        }
      }),
    );
  });
});

describe('a band in words', () => {
  it.each([
    [{ from: 3000, to: 6000, closed: false, attempts: 0 }, 'từ 3 đến dưới 6 điểm'],
    [{ from: 12_000, to: 15_000, closed: true, attempts: 0 }, 'từ 12 đến 15 điểm'],
    [{ from: 15_000, to: 15_000, closed: true, attempts: 0 }, '15 điểm'],
  ])('%j is "%s"', (band, label) => {
    expect(bandLabel(band)).toBe(label);
  });
});
