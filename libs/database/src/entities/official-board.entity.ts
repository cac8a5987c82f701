import { Check, Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { ContestEntity } from './contest.entity.js';

/** The board of a round, phase or contest as its results were published; its lines are `official_place`. */
@Entity({ name: 'official_board' })
@Check('official_board_scope_check', "scope_kind IN ('round', 'phase', 'contest')")
export class OfficialBoardEntity {
  @PrimaryColumn({ name: 'contest_id', type: 'integer', primaryKeyConstraintName: 'official_board_pkey' })
  contestId: number;

  @PrimaryColumn({ name: 'scope_kind', type: 'text', primaryKeyConstraintName: 'official_board_pkey' })
  scopeKind: 'round' | 'phase' | 'contest';

  /** Round or phase id; 0 for the contest itself. */
  @PrimaryColumn({ name: 'scope_id', type: 'smallint', primaryKeyConstraintName: 'official_board_pkey' })
  scopeId: number;

  /** Number of the publication that it shows. */
  @Column({ name: 'publication', type: 'smallint' })
  publication: number;

  /** What was published: a later version of the same one decides on prizes only, its order stays. */
  @Column({ name: 'settlement_id', type: 'uuid' })
  settlementId: string;

  @Column({ name: 'made_at', type: 'timestamptz', precision: 3, default: () => 'contest_clock()' })
  madeAt: Date;

  @ManyToOne(() => ContestEntity, { onDelete: 'CASCADE' })
  @JoinColumn({
    name: 'contest_id',
    referencedColumnName: 'id',
    foreignKeyConstraintName: 'official_board_contest_fkey',
  })
  contest?: Relation<ContestEntity>;
}
