import type { Formats } from './formats.js';
import type { Words } from './messages/words.js';

/** What decided a place, as answers have it: scores in 1/1000 point, durations in ms, instants in epoch ms. */
export interface Decided {
  criterion: keyof Words['criteria']['has'];
  value: number | null;
}

/** To the second: who was first is often told by it. */
const instant = (f: Formats, at: number): string => `${f.clockTimeExact(at)}, ${f.date(at)}`;
const FIGURES: Record<Decided['criterion'], (f: Formats, value: number) => string> = {
  score: (f, points) => f.points(points),
  prediction_distance: (f, distance) => f.count(distance),
  duration: (f, ms) => f.duration(ms),
  submitted_at: instant,
  started_at: instant,
  attempt_count: (f, count) => f.count(count),
  earlier_round_score: (f, points) => f.points(points),
  youngest: () => '',
  oldest: () => '',
  lot: () => '',
};

/**
 * What somebody has in the criterion that decided, in the language of the page.
 * @example decidedWords(t.criteria, f, { criterion: 'prediction_distance', value: 3 }) // 'dự đoán lệch 3'
 */
export function decidedWords({ has, lacks }: Words['criteria'], f: Formats, { criterion, value }: Decided): string {
  return value === null ? (lacks[criterion] ?? '') : has[criterion](FIGURES[criterion](f, value));
}
