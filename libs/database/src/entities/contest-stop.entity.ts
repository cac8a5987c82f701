import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn, type Relation } from 'typeorm';
import { ContestEntity } from './contest.entity.js';

/** A contest in which nobody may start any more, by those who watch over all contests; until it is lifted. */
@Entity({ name: 'contest_stop' })
@Index('contest_stop_open_key', ['contestId'], { unique: true, where: 'lifted_at IS NULL' })
@Check('contest_stop_lifted_check', '(lifted_at IS NULL) = (lifted_by IS NULL) AND lifted_at >= stopped_at')
export class ContestStopEntity {
  @PrimaryGeneratedColumn('identity', {
    name: 'id',
    type: 'integer',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'contest_stop_pkey',
  })
  id: number;

  @Column({ name: 'contest_id', type: 'integer' })
  contestId: number;

  @Column({ name: 'stopped_at', type: 'timestamptz', precision: 3, default: () => 'contest_clock()' })
  stoppedAt: Date;

  @Column({ name: 'stopped_by', type: 'uuid' })
  stoppedBy: string;

  /** For those who run the contest. */
  @Column({ name: 'reason', type: 'text' })
  reason: string;

  /** For everybody. */
  @Column({ name: 'note', type: 'text' })
  note: string;

  @Column({ name: 'lifted_at', type: 'timestamptz', precision: 3, nullable: true })
  liftedAt: Date | null;

  @Column({ name: 'lifted_by', type: 'uuid', nullable: true })
  liftedBy: string | null;

  @ManyToOne(() => ContestEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'contest_id', referencedColumnName: 'id', foreignKeyConstraintName: 'contest_stop_contest_fkey' })
  contest?: Relation<ContestEntity>;
}
