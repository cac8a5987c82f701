import type { Formats } from './formats.js';
import type { unit } from './messages/vi/unit.js';

interface Earlier {
  persons: number | null;
  attempts: number | null;
  asOf: string;
  source: string;
  ofUnits: readonly string[];
  lacking: readonly string[];
  splitFrom: readonly string[];
}
type Words = Pick<
  typeof unit,
  'earlier' | 'earlierPersons' | 'earlierAttempts' | 'earlierOf' | 'earlierLacking' | 'earlierSplit'
>;

/**
 * What a source says of an earlier time, marked as what it is.
 *
 * Example: "Số liệu nhập, ngày 30/9/2025: 50 người thi, 120 lượt thi (Báo cáo 85). Cộng từ Xã A, Xã B."
 */
export function earlierWords(t: Words, f: Formats, earlier: Earlier): string {
  const { persons, attempts, ofUnits, lacking, splitFrom } = earlier;
  const figures = [
    persons !== null && t.earlierPersons(f.count(persons)),
    attempts !== null && t.earlierAttempts(f.count(attempts)),
    splitFrom.length > 0 && t.earlierSplit(splitFrom.join(', ')),
  ].filter(Boolean);
  return [
    t.earlier(figures.join(', '), f.date(earlier.asOf), earlier.source),
    ofUnits.length > 0 && t.earlierOf(ofUnits.join(', ')),
    lacking.length > 0 && t.earlierLacking(lacking.join(', ')),
  ]
    .filter(Boolean)
    .join(' ');
}
