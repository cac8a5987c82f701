import { Check, Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { ContestUnitEntity } from './contest-unit.entity.js';
import { ContestEntity } from './contest.entity.js';

/** What a unit had at an earlier time or elsewhere, as a source says: shown beside the computed figures, never in them. */
@Entity({ name: 'earlier_total' })
@Check(
  'earlier_total_check',
  'persons >= 0 AND attempts >= 0 AND (num_nonnulls(persons, attempts) > 0) <> (cardinality(split_from) > 0)',
)
export class EarlierTotalEntity {
  @Column({ name: 'contest_id', type: 'integer' })
  contestId: number;

  @PrimaryColumn({
    name: 'contest_unit_id',
    type: 'integer',
    primaryKeyConstraintName: 'earlier_total_pkey',
  })
  contestUnitId: number;

  @Column({ name: 'persons', type: 'integer', nullable: true })
  persons: number | null;

  @Column({ name: 'attempts', type: 'integer', nullable: true })
  attempts: number | null;

  @Column({ name: 'as_of', type: 'date' })
  asOf: string;

  @Column({ name: 'source', type: 'text' })
  source: string;

  /** Names of former units that it adds up; empty: the unit itself. */
  @Column({ name: 'of_units', type: 'text', array: true, default: () => `'{}'` })
  ofUnits: string[];

  /** Names of former units that the source does not tell. */
  @Column({ name: 'lacking', type: 'text', array: true, default: () => `'{}'` })
  lacking: string[];

  /** Names of former units that were split: then there are no figures. */
  @Column({ name: 'split_from', type: 'text', array: true, default: () => `'{}'` })
  splitFrom: string[];

  @ManyToOne(() => ContestEntity, { onDelete: 'CASCADE' })
  @JoinColumn({
    name: 'contest_id',
    referencedColumnName: 'id',
    foreignKeyConstraintName: 'earlier_total_contest_fkey',
  })
  contest?: Relation<ContestEntity>;

  @ManyToOne(() => ContestUnitEntity, { onDelete: 'CASCADE' })
  @JoinColumn({
    name: 'contest_unit_id',
    referencedColumnName: 'id',
    foreignKeyConstraintName: 'earlier_total_unit_fkey',
  })
  unit?: Relation<ContestUnitEntity>;
}
