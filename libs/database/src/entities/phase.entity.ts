import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { ContestEntity } from './contest.entity.js';

/** A part of a contest that holds several rounds. */
@Entity({ name: 'phase' })
export class PhaseEntity {
  @PrimaryColumn({ name: 'contest_id', type: 'integer', primaryKeyConstraintName: 'phase_pkey' })
  contestId: number;

  /** Number within the contest, from 1. */
  @PrimaryColumn({ name: 'id', type: 'smallint', primaryKeyConstraintName: 'phase_pkey' })
  id: number;

  @Column({ name: 'title', type: 'text' })
  title: string;

  @ManyToOne(() => ContestEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'contest_id', referencedColumnName: 'id', foreignKeyConstraintName: 'phase_contest_fkey' })
  contest?: Relation<ContestEntity>;
}
