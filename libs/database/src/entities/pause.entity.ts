import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { ContestEntity } from './contest.entity.js';

/** A time in which a contest stood still. Open while `endedAt` is null; a contest has at most one that is. */
@Entity({ name: 'pause' })
@Index('pause_open_key', ['contestId'], { unique: true, where: 'ended_at IS NULL' })
@Check('pause_ended_check', '(ended_at IS NULL) = (attempts IS NULL) AND ended_at >= started_at')
export class PauseEntity {
  @PrimaryColumn({ name: 'contest_id', type: 'integer', primaryKeyConstraintName: 'pause_pkey' })
  contestId: number;

  /** Made by the client, so that a repeated press is the same pause. */
  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'pause_pkey' })
  id: string;

  /** Where the clocks of attempts under way stand. */
  @Column({ name: 'started_at', type: 'timestamptz', precision: 3, default: () => 'contest_clock()' })
  startedAt: Date;

  @Column({ name: 'started_by', type: 'uuid' })
  startedBy: string;

  /** For those who run the contest. */
  @Column({ name: 'reason', type: 'text' })
  reason: string;

  /** For everybody. */
  @Column({ name: 'note', type: 'text' })
  note: string;

  @Column({ name: 'ended_at', type: 'timestamptz', precision: 3, nullable: true })
  endedAt: Date | null;

  @Column({ name: 'ended_by', type: 'uuid', nullable: true })
  endedBy: string | null;

  /** How many attempts got time back. */
  @Column({ name: 'attempts', type: 'integer', nullable: true })
  attempts: number | null;

  @ManyToOne(() => ContestEntity)
  @JoinColumn({ name: 'contest_id', referencedColumnName: 'id', foreignKeyConstraintName: 'pause_contest_fkey' })
  contest?: Relation<ContestEntity>;
}
