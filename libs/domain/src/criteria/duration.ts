import { formatDuration } from '../format-vi.js';
import { UINT32_MAX, within, type Criterion, type DurationPrecision } from './criterion.js';

/** Longer durations (49.7 days) rank as equal: four octets of milliseconds in the sort key. No round is that long. */
export const RANKED_DURATION_MAX_MS = 0xffff_ffff;

/** The duration that is compared, in ms: whole seconds cut off (not rounded) under 's', and at most the maximum. */
export function rankedDurationMs(durationMs: number, precision: DurationPrecision): number {
  const capped = Math.min(durationMs, RANKED_DURATION_MAX_MS);
  return precision === 's' ? capped - (capped % 1000) : capped;
}

/** The shorter time from start to submit first. */
export const duration: Criterion = {
  name: 'thời gian làm bài ngắn hơn',
  sentence: 'Người có thời gian làm bài (từ lúc bắt đầu đến lúc nộp) ngắn hơn xếp trước.',
  advice:
    'Đây là thời gian làm bài, không phải giờ nộp sớm. Nên so theo giây: phần nghìn giây chỉ do đường truyền quyết định.',
  width: 4,
  ordinal: (facts, precision) => within('durationMs', rankedDurationMs(facts.durationMs, precision), UINT32_MAX),
  value: (facts, precision) => rankedDurationMs(facts.durationMs, precision),
  words: (ms) => `làm bài trong ${formatDuration(ms ?? 0)}`,
};
