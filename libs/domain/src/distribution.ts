import { formatPoints } from './format-vi.js';

/** Attempts with one score (1/1000 point). */
export interface ScoreCount {
  score: number;
  attempts: number;
}

/**
 * Attempts whose score is at least `from` and less than `to` (1/1000 point); `closed` says that `to` itself belongs
 * too. `from` is null for what lies below all bands, `to` is null for what lies above them.
 */
export interface ScoreBand {
  from: number | null;
  to: number | null;
  closed: boolean;
  attempts: number;
}

export interface ScoreDistribution {
  bands: ScoreBand[];
  /** All attempts; always the sum over the bands. */
  total: number;
}

/**
 * The score distribution (phổ điểm): attempts per band. `edges` ascend: n + 1 edges make n bands. Bands are half-open,
 * [from, to), so that no score is in two and none between two; only the last is closed, [from, to], because the
 * maximum score has to be somewhere. The last two edges may be equal: then the last band is exactly that score, which
 * shows full marks alone. Scores outside the edges (negative totals, a paper with more points) are never dropped: they
 * get a band of their own in front or behind, which is there only when somebody is in it.
 * Throws RangeError on fewer than two edges or edges that do not ascend.
 *
 * Example: scores 9000, 12000, 12000, 15000 in edges 0, 12000, 15000 give [0,12): 1 and [12,15]: 3, total 4.
 */
export function scoreDistribution(counts: readonly ScoreCount[], edges: readonly number[]): ScoreDistribution {
  refuseEdges(edges);
  const lowest = edges[0] as number;
  const highest = edges[edges.length - 1] as number;
  const inside: ScoreBand[] = edges.slice(1).map((to, index) => {
    return { from: edges[index] as number, to, closed: index === edges.length - 2, attempts: 0 };
  });
  const below: ScoreBand = { from: null, to: lowest, closed: false, attempts: 0 };
  const above: ScoreBand = { from: highest, to: null, closed: false, attempts: 0 };
  let total = 0;
  for (const { score, attempts } of counts) {
    const band = score < lowest ? below : score > highest ? above : inside[bandIndex(edges, score)];
    (band as ScoreBand).attempts += attempts;
    total += attempts;
  }
  const bands = [below, ...inside, above].filter((band) => inside.includes(band) || band.attempts !== 0);
  return { bands, total };
}

/** The last band that begins at or below the score; a score on the last edge belongs to the last band. */
function bandIndex(edges: readonly number[], score: number): number {
  let index = edges.length - 2;
  while (index > 0 && score < (edges[index] as number)) index -= 1;
  return index;
}

function refuseEdges(edges: readonly number[]): void {
  if (edges.length < 2) throw new RangeError('a distribution needs at least two edges');
  for (let index = 1; index < edges.length; index += 1) {
    const step = (edges[index] as number) - (edges[index - 1] as number);
    if (!(step > 0) && !(step === 0 && index === edges.length - 1)) {
      throw new RangeError(`edges of a distribution must ascend: ${edges.join(', ')}`);
    }
  }
}

/**
 * Edges of five equal bands from 0 to a maximum score (1/1000 point), to whole 1/1000 point.
 *
 * Example: for 15 points 0, 3, 6, 9, 12, 15: [0,3), [3,6), [6,9), [9,12), [12,15].
 */
export function defaultBands(maxScore: number): number[] {
  if (maxScore === 0) return [0, 0];
  const edges = [0, 1, 2, 3, 4, 5].map((fifth) => Math.round((maxScore * fifth) / 5));
  return edges.filter((edge, index) => index === 0 || edge > (edges[index - 1] as number));
}

/**
 * Edges of one band per whole point, the maximum score (1/1000 point) in a band of its own: the table "phổ điểm 0..N"
 * of reports.
 *
 * Example: for 2 points 0, 1, 2, 2: [0,1), [1,2), [2,2].
 */
export function wholePointBands(maxScore: number): number[] {
  const edges: number[] = [];
  for (let edge = 0; edge < maxScore; edge += 1000) edges.push(edge);
  return [...edges, maxScore, maxScore];
}

/** A band in words: 'từ 3 đến dưới 6 điểm', 'từ 12 đến 15 điểm', '15 điểm', 'dưới 0 điểm', 'trên 15 điểm'. */
export function bandLabel(band: ScoreBand): string {
  if (band.from === null) return `dưới ${formatPoints(band.to ?? 0)} điểm`;
  if (band.to === null) return `trên ${formatPoints(band.from)} điểm`;
  if (band.from === band.to) return `${formatPoints(band.to)} điểm`;
  return `từ ${formatPoints(band.from)} đến ${band.closed ? '' : 'dưới '}${formatPoints(band.to)} điểm`;
}
