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
  abandoned: { roundId: number; phaseId: number | null; startedAt: number }[] | null;
}

/**
 * The attempts of a participant `p` that do not count because they were left. attempt_abandoned_idx, which is empty where
 * no rule forgives them.
 */
export const ABANDONED = `(SELECT jsonb_agg(jsonb_build_object('roundId', l.round_id, 'phaseId', l.phase_id,
                    'startedAt', extract(epoch FROM l.started_at) * 1000))
             FROM attempt l WHERE l.contest_id = $1 AND l.participant_id = p.id AND l.abandoned)`;

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
    abandoned: row.abandoned ?? [],
  };
}
