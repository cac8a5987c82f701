import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/**
 * One marking of one attempt. Partitioned by contest. A regrade is a new row; exactly one row of an attempt is
 * effective.
 */
@Entity({ name: 'grade' })
@Index('grade_effective_key', ['contestId', 'attemptId'], { unique: true, where: 'effective' })
export class GradeEntity {
  @PrimaryColumn({ name: 'contest_id', type: 'integer', primaryKeyConstraintName: 'grade_pkey' })
  contestId: number;

  @PrimaryColumn({ name: 'attempt_id', type: 'uuid', primaryKeyConstraintName: 'grade_pkey' })
  attemptId: string;

  @PrimaryColumn({ name: 'revision', type: 'smallint', primaryKeyConstraintName: 'grade_pkey' })
  revision: number;

  @Column({ name: 'effective', type: 'boolean' })
  effective: boolean;

  /** By position, in 1/1000 point. */
  @Column({ name: 'marks', type: 'integer', array: true })
  marks: number[];

  /** By position: the revision of the key that was used. */
  @Column({ name: 'key_revisions', type: 'smallint', array: true })
  keyRevisions: number[];

  /** In 1/1000 point. */
  @Column({ name: 'score', type: 'integer' })
  score: number;

  /** In 1/1000 point, without annulled items. */
  @Column({ name: 'max_score', type: 'integer' })
  maxScore: number;

  @Column({ name: 'full_marks', type: 'boolean' })
  fullMarks: boolean;

  /** Why it was graded again; null on the first. */
  @Column({ name: 'reason', type: 'text', nullable: true })
  reason: string | null;

  @Column({ name: 'graded_at', type: 'timestamptz', precision: 3, default: () => 'contest_clock()' })
  gradedAt: Date;
}
