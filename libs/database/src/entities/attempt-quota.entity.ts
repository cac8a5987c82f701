import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { ParticipantEntity } from './participant.entity.js';

/**
 * What a participant has used of the limits of attempts. Every start locks this row, so a person's starts wait for
 * each other and for nobody else.
 */
@Entity({ name: 'attempt_quota' })
export class AttemptQuotaEntity {
  @PrimaryColumn({ name: 'contest_id', type: 'integer', primaryKeyConstraintName: 'attempt_quota_pkey' })
  contestId: number;

  @PrimaryColumn({ name: 'participant_id', type: 'uuid', primaryKeyConstraintName: 'attempt_quota_pkey' })
  participantId: string;

  /** The attempt in progress, if any. */
  @Column({ name: 'open_attempt_id', type: 'uuid', nullable: true })
  openAttemptId: string | null;

  @Column({ name: 'attempt_count', type: 'integer', default: 0 })
  attemptCount: number;

  @Column({ name: 'last_started_at', type: 'timestamptz', precision: 3, nullable: true })
  lastStartedAt: Date | null;

  /** The local day that day_count counts, as 2026-11-22. */
  @Column({ name: 'day', type: 'text', nullable: true })
  day: string | null;

  @Column({ name: 'day_count', type: 'integer', default: 0 })
  dayCount: number;

  /** The ISO week that week_count counts, as 2026-W47. */
  @Column({ name: 'week', type: 'text', nullable: true })
  week: string | null;

  @Column({ name: 'week_count', type: 'integer', default: 0 })
  weekCount: number;

  /** Attempts by round id. */
  @Column({ name: 'round_counts', type: 'jsonb', default: {} })
  roundCounts: Record<string, number>;

  /** Attempts by phase id. */
  @Column({ name: 'phase_counts', type: 'jsonb', default: {} })
  phaseCounts: Record<string, number>;

  /** Items (whatever their version) that the person has met. */
  @Column({ name: 'seen_items', type: 'integer', array: true, default: [] })
  seenItems: number[];

  @ManyToOne(() => ParticipantEntity, { onDelete: 'CASCADE' })
  @JoinColumn([
    {
      name: 'contest_id',
      referencedColumnName: 'contestId',
      foreignKeyConstraintName: 'attempt_quota_participant_fkey',
    },
    { name: 'participant_id', referencedColumnName: 'id', foreignKeyConstraintName: 'attempt_quota_participant_fkey' },
  ])
  participant?: Relation<ParticipantEntity>;
}
