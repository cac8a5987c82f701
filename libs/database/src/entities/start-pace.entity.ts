import { Check, Column, Entity, JoinColumn, OneToOne, PrimaryColumn, type Relation } from 'typeorm';
import { ContestEntity } from './contest.entity.js';

/** How many starts a second one contest lets in. No row: it stands in the queue of the server. */
@Entity({ name: 'start_pace' })
@Check('start_pace_check', 'starts_per_second > 0')
export class StartPaceEntity {
  @PrimaryColumn({ name: 'contest_id', type: 'integer', primaryKeyConstraintName: 'start_pace_pkey' })
  contestId: number;

  @Column({ name: 'starts_per_second', type: 'integer' })
  startsPerSecond: number;

  @Column({ name: 'set_by', type: 'uuid' })
  setBy: string;

  @Column({ name: 'set_at', type: 'timestamptz', precision: 3, default: () => 'contest_clock()' })
  setAt: Date;

  @OneToOne(() => ContestEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'contest_id', referencedColumnName: 'id', foreignKeyConstraintName: 'start_pace_contest_fkey' })
  contest?: Relation<ContestEntity>;
}
