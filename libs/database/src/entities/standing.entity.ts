import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Where one participant stands in one scope and audience, by the counted attempt. Partitioned by contest. */
@Entity({ name: 'standing' })
@Check(
  'standing_scope_check',
  "scope_kind IN ('round', 'phase', 'contest', 'frozen_round', 'frozen_phase', 'frozen_contest')",
)
@Index('standing_order_idx', ['contestId', 'scopeKind', 'scopeId', 'audienceId', 'sortKey', 'participantId'])
export class StandingEntity {
  @PrimaryColumn({ name: 'contest_id', type: 'integer', primaryKeyConstraintName: 'standing_pkey' })
  contestId: number;

  @PrimaryColumn({ name: 'scope_kind', type: 'text', primaryKeyConstraintName: 'standing_pkey' })
  scopeKind: 'round' | 'phase' | 'contest' | 'frozen_round' | 'frozen_phase' | 'frozen_contest';

  /** Round or phase id; 0 for the contest itself. */
  @PrimaryColumn({ name: 'scope_id', type: 'smallint', primaryKeyConstraintName: 'standing_pkey' })
  scopeId: number;

  @PrimaryColumn({ name: 'audience_id', type: 'smallint', primaryKeyConstraintName: 'standing_pkey' })
  audienceId: number;

  @PrimaryColumn({ name: 'participant_id', type: 'uuid', primaryKeyConstraintName: 'standing_pkey' })
  participantId: string;

  /** The counted attempt. */
  @Column({ name: 'attempt_id', type: 'uuid' })
  attemptId: string;

  @Column({ name: 'contest_unit_id', type: 'integer' })
  contestUnitId: number;

  /** In 1/1000 point. */
  @Column({ name: 'score', type: 'integer' })
  score: number;

  @Column({ name: 'full_marks', type: 'boolean' })
  fullMarks: boolean;

  @Column({ name: 'duration_ms', type: 'integer' })
  durationMs: number;

  @Column({ name: 'started_at', type: 'timestamptz', precision: 3 })
  startedAt: Date;

  @Column({ name: 'submitted_at', type: 'timestamptz', precision: 3 })
  submittedAt: Date;

  /** Valid attempts of the person in the scope. */
  @Column({ name: 'attempt_count', type: 'integer' })
  attemptCount: number;

  /** The ranking chain as bytes: byte order is rank order, equal keys share a rank. */
  @Column({ name: 'sort_key', type: 'bytea' })
  sortKey: Buffer;
}
