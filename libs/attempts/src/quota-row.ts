import type { Quota } from '#domain';

/** What `attempt_quota` says of the limits, as statements read it. Instants in epoch ms. */
export interface QuotaRow {
  attempt_count: number;
  last_started_ms: number | null;
  day: string | null;
  day_count: number;
  week: string | null;
  week_count: number;
  round_counts: Record<string, number>;
  phase_counts: Record<string, number>;
}

export function quotaOf(row: QuotaRow): Quota {
  return {
    attemptCount: row.attempt_count,
    lastStartedAt: row.last_started_ms,
    day: row.day,
    dayCount: row.day_count,
    week: row.week,
    weekCount: row.week_count,
    roundCounts: row.round_counts,
    phaseCounts: row.phase_counts,
  };
}
