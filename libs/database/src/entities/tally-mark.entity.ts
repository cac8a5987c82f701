import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { ContestEntity } from './contest.entity.js';

/** When the figures of a contest last changed: shown as "cập nhật lúc", announced by the socket. */
@Entity({ name: 'tally_mark' })
export class TallyMarkEntity {
  @PrimaryColumn({ name: 'contest_id', type: 'integer', primaryKeyConstraintName: 'tally_mark_pkey' })
  contestId: number;

  /** Grows with every change (bigint: a string in JavaScript). */
  @Column({ name: 'version', type: 'bigint', default: 0 })
  version: string;

  @Column({ name: 'changed_at', type: 'timestamptz', precision: 3 })
  changedAt: Date;

  @ManyToOne(() => ContestEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'contest_id', referencedColumnName: 'id', foreignKeyConstraintName: 'tally_mark_contest_fkey' })
  contest?: Relation<ContestEntity>;
}
