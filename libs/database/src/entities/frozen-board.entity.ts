import { Check, Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { ContestEntity } from './contest.entity.js';

/** A board that stands still in the last minutes of a round; its lines are standings of the kinds `frozen_…`. */
@Entity({ name: 'frozen_board' })
@Check('frozen_board_scope_check', "scope_kind IN ('round', 'phase', 'contest')")
export class FrozenBoardEntity {
  @PrimaryColumn({ name: 'contest_id', type: 'integer', primaryKeyConstraintName: 'frozen_board_pkey' })
  contestId: number;

  @PrimaryColumn({ name: 'scope_kind', type: 'text', primaryKeyConstraintName: 'frozen_board_pkey' })
  scopeKind: 'round' | 'phase' | 'contest';

  /** Round or phase id; 0 for the contest itself. */
  @PrimaryColumn({ name: 'scope_id', type: 'smallint', primaryKeyConstraintName: 'frozen_board_pkey' })
  scopeId: number;

  /** It is made of the attempts handed in before. */
  @Column({ name: 'frozen_at', type: 'timestamptz', precision: 3 })
  frozenAt: Date;

  /** What those attempts were when it was made, in short: another text means that it has to be made anew. */
  @Column({ name: 'source', type: 'text' })
  source: string;

  @Column({ name: 'made_at', type: 'timestamptz', precision: 3, default: () => 'contest_clock()' })
  madeAt: Date;

  @ManyToOne(() => ContestEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'contest_id', referencedColumnName: 'id', foreignKeyConstraintName: 'frozen_board_contest_fkey' })
  contest?: Relation<ContestEntity>;
}
