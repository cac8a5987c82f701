import { Column, Entity, PrimaryColumn } from 'typeorm';

/**
 * An attempt that could not be graded, and why: shown to the administrator while the rest of its group is graded.
 */
@Entity({ name: 'grading_failure' })
export class GradingFailureEntity {
  @PrimaryColumn({ name: 'contest_id', type: 'integer', primaryKeyConstraintName: 'grading_failure_pkey' })
  contestId: number;

  @PrimaryColumn({ name: 'attempt_id', type: 'uuid', primaryKeyConstraintName: 'grading_failure_pkey' })
  attemptId: string;

  @Column({ name: 'reason', type: 'text' })
  reason: string;

  @Column({ name: 'tries', type: 'integer', default: 1 })
  tries: number;

  @Column({ name: 'last_at', type: 'timestamptz', precision: 3, default: () => 'contest_clock()' })
  lastAt: Date;
}
