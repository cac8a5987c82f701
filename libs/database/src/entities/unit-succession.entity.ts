import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { UnitEntity } from './unit.entity.js';

/** One step from an old unit to a new one: a merger of three communes is three rows. */
@Entity({ name: 'unit_succession' })
@Check(
  'unit_succession_relation_check',
  "relation IN ('merged', 'split', 'renamed', 'reclassified', 'moved', 'unchanged')",
)
@Index('unit_succession_new_idx', ['newUnitId'])
export class UnitSuccessionEntity {
  @PrimaryColumn({ name: 'old_unit_id', type: 'integer', primaryKeyConstraintName: 'unit_succession_pkey' })
  oldUnitId: number;

  @PrimaryColumn({ name: 'new_unit_id', type: 'integer', primaryKeyConstraintName: 'unit_succession_pkey' })
  newUnitId: number;

  @Column({ name: 'relation', type: 'text' })
  relation: 'merged' | 'split' | 'renamed' | 'reclassified' | 'moved' | 'unchanged';

  @Column({ name: 'effective_on', type: 'date' })
  effectiveOn: string;

  /** The resolution that says so, as cited. */
  @Column({ name: 'legal_basis', type: 'text', nullable: true })
  legalBasis: string | null;

  @ManyToOne(() => UnitEntity)
  @JoinColumn({ name: 'new_unit_id', referencedColumnName: 'id', foreignKeyConstraintName: 'unit_succession_new_fkey' })
  newUnit?: Relation<UnitEntity>;

  @ManyToOne(() => UnitEntity)
  @JoinColumn({ name: 'old_unit_id', referencedColumnName: 'id', foreignKeyConstraintName: 'unit_succession_old_fkey' })
  oldUnit?: Relation<UnitEntity>;
}
