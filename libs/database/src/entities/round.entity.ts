import { Check, Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { ContestEntity } from './contest.entity.js';
import { PhaseEntity } from './phase.entity.js';

/** A window of a contest with its own papers and board. */
@Entity({ name: 'round' })
@Check('round_next_check', '(next_revision IS NULL) = (next_at IS NULL)')
export class RoundEntity {
  @PrimaryColumn({ name: 'contest_id', type: 'integer', primaryKeyConstraintName: 'round_pkey' })
  contestId: number;

  /** Number within the contest, from 1. */
  @PrimaryColumn({ name: 'id', type: 'smallint', primaryKeyConstraintName: 'round_pkey' })
  id: number;

  @Column({ name: 'phase_id', type: 'smallint', nullable: true })
  phaseId: number | null;

  @Column({ name: 'title', type: 'text' })
  title: string;

  /** Which round_revision holds until the next does. */
  @Column({ name: 'settled_revision', type: 'smallint', default: 1 })
  settledRevision: number;

  /** The revision that holds from `next_at` on; `current_revision` is the one of the two that does at the moment. */
  @Column({ name: 'next_revision', type: 'smallint', nullable: true })
  nextRevision: number | null;

  @Column({ name: 'next_at', type: 'timestamptz', precision: 3, nullable: true })
  nextAt: Date | null;

  @ManyToOne(() => ContestEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'contest_id', referencedColumnName: 'id', foreignKeyConstraintName: 'round_contest_fkey' })
  contest?: Relation<ContestEntity>;

  @ManyToOne(() => PhaseEntity)
  @JoinColumn([
    { name: 'contest_id', referencedColumnName: 'contestId', foreignKeyConstraintName: 'round_phase_fkey' },
    { name: 'phase_id', referencedColumnName: 'id', foreignKeyConstraintName: 'round_phase_fkey' },
  ])
  phase?: Relation<PhaseEntity> | null;
}
