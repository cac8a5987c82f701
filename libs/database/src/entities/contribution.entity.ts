import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/**
 * What one graded attempt has added to standings and counters. Partitioned by contest. The tally applies new minus
 * this row.
 */
@Entity({ name: 'contribution' })
@Index('contribution_participant_idx', ['contestId', 'participantId'])
export class ContributionEntity {
  @PrimaryColumn({ name: 'contest_id', type: 'integer', primaryKeyConstraintName: 'contribution_pkey' })
  contestId: number;

  @PrimaryColumn({ name: 'attempt_id', type: 'uuid', primaryKeyConstraintName: 'contribution_pkey' })
  attemptId: string;

  @Column({ name: 'round_id', type: 'smallint' })
  roundId: number;

  @Column({ name: 'phase_id', type: 'smallint', nullable: true })
  phaseId: number | null;

  @Column({ name: 'audience_id', type: 'smallint' })
  audienceId: number;

  @Column({ name: 'participant_id', type: 'uuid' })
  participantId: string;

  @Column({ name: 'contest_unit_id', type: 'integer' })
  contestUnitId: number;

  /** False when the attempt is voided: it adds nothing. */
  @Column({ name: 'valid', type: 'boolean' })
  valid: boolean;

  /** Whether the contest's counting rule (best, first, last) picks it among the person's attempts in its round. */
  @Column({ name: 'counted', type: 'boolean' })
  counted: boolean;

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

  /** The grade that this row stands for. */
  @Column({ name: 'grade_revision', type: 'smallint' })
  gradeRevision: number;
}
