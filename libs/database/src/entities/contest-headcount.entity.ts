import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn, type Relation } from 'typeorm';
import { ContestUnitEntity } from './contest-unit.entity.js';
import { ContestEntity } from './contest.entity.js';

/** How many people an invited unit had on a day, as a source says. Written once; the newest row is the one that counts. */
@Entity({ name: 'contest_headcount' })
@Check('contest_headcount_check', 'headcount > 0')
@Index('contest_headcount_unit_idx', ['contestUnitId', 'id'])
export class ContestHeadcountEntity {
  @PrimaryGeneratedColumn('identity', {
    name: 'id',
    type: 'integer',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'contest_headcount_pkey',
  })
  id: number;

  @Column({ name: 'contest_id', type: 'integer' })
  contestId: number;

  @Column({ name: 'contest_unit_id', type: 'integer' })
  contestUnitId: number;

  @Column({ name: 'headcount', type: 'integer' })
  headcount: number;

  @Column({ name: 'counted_on', type: 'date' })
  countedOn: string;

  /** Where the number comes from: a report, a letter of the unit. */
  @Column({ name: 'source', type: 'text' })
  source: string;

  @Column({ name: 'set_at', type: 'timestamptz', precision: 3, default: () => 'contest_clock()' })
  setAt: Date;

  @ManyToOne(() => ContestEntity, { onDelete: 'CASCADE' })
  @JoinColumn({
    name: 'contest_id',
    referencedColumnName: 'id',
    foreignKeyConstraintName: 'contest_headcount_contest_fkey',
  })
  contest?: Relation<ContestEntity>;

  @ManyToOne(() => ContestUnitEntity, { onDelete: 'CASCADE' })
  @JoinColumn({
    name: 'contest_unit_id',
    referencedColumnName: 'id',
    foreignKeyConstraintName: 'contest_headcount_unit_fkey',
  })
  unit?: Relation<ContestUnitEntity>;
}
