import {
  Check,
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryGeneratedColumn,
  Unique,
  type Relation,
} from 'typeorm';
import { ContestEntity } from './contest.entity.js';
import { UnitEntity } from './unit.entity.js';

/** A unit as it stands in one contest: name, parent and head-count are frozen copies. */
@Entity({ name: 'contest_unit' })
@Unique('contest_unit_code_key', ['contestId', 'code'])
@Check('contest_unit_headcount_check', 'headcount >= 0')
@Index('contest_unit_parent_idx', ['parentId'])
// TypeORM cannot say the operator class gin_trgm_ops: the migration alone makes this one.
@Index('contest_unit_search_idx', { synchronize: false })
export class ContestUnitEntity {
  @PrimaryGeneratedColumn('identity', {
    name: 'id',
    type: 'integer',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'contest_unit_pkey',
  })
  id: number;

  @Column({ name: 'contest_id', type: 'integer' })
  contestId: number;

  /** The unit it was copied from; null when the invitation names a body that the tree does not hold. */
  @Column({ name: 'unit_id', type: 'integer', nullable: true })
  unitId: number | null;

  @Column({ name: 'parent_id', type: 'integer', nullable: true })
  parentId: number | null;

  @Column({ name: 'code', type: 'text' })
  code: string;

  @Column({ name: 'name', type: 'text' })
  name: string;

  @Column({ name: 'parent_name', type: 'text', nullable: true })
  parentName: string | null;

  @Column({ name: 'level', type: 'text' })
  level: string;

  @Column({ name: 'kind', type: 'text' })
  kind: string;

  /** The name without accents and capitals, for accent-blind search. */
  @Column({ name: 'search_key', type: 'text' })
  searchKey: string;

  /** False for the row that collects people of units not on the list; it never counts in the rate. */
  @Column({ name: 'invited', type: 'boolean' })
  invited: boolean;

  /** People who could take part; null = not known, then no rate. */
  @Column({ name: 'headcount', type: 'integer', nullable: true })
  headcount: number | null;

  /** Where the head-count comes from, as "giả định". */
  @Column({ name: 'headcount_note', type: 'text', nullable: true })
  headcountNote: string | null;

  /** Units that are compared with one another: "Khối sở, ngành"; null = none. */
  @Column({ name: 'block', type: 'text', nullable: true })
  block: string | null;

  @ManyToOne(() => ContestEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'contest_id', referencedColumnName: 'id', foreignKeyConstraintName: 'contest_unit_contest_fkey' })
  contest?: Relation<ContestEntity>;

  @ManyToOne(() => ContestUnitEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'parent_id', referencedColumnName: 'id', foreignKeyConstraintName: 'contest_unit_parent_fkey' })
  parent?: Relation<ContestUnitEntity> | null;

  @ManyToOne(() => UnitEntity)
  @JoinColumn({ name: 'unit_id', referencedColumnName: 'id', foreignKeyConstraintName: 'contest_unit_unit_fkey' })
  unit?: Relation<UnitEntity> | null;
}
