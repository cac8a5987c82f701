import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { ContestEntity } from './contest.entity.js';
import { PhaseEntity } from './phase.entity.js';

/** A window of a contest with its own papers and board. */
@Entity({ name: 'round' })
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

  /** Which round_revision a start reads. */
  @Column({ name: 'current_revision', type: 'smallint', default: 1 })
  currentRevision: number;

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
