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

/**
 * One administrative body as it was from one day to another. A unit that is renamed or reclassified is a new row
 * under the same code.
 */
@Entity({ name: 'unit' })
@Unique('unit_code_key', ['code', 'validFrom'])
@Check(
  'unit_kind_check',
  "kind IN ('territorial', 'agency', 'school', 'enterprise', 'association', 'armed_force', 'virtual')",
)
@Check('unit_validity_check', 'valid_to IS NULL OR valid_to > valid_from')
@Index('unit_parent_idx', ['parentId'])
// TypeORM cannot say the operator class gin_trgm_ops: the migration alone makes this one.
@Index('unit_search_idx', { synchronize: false })
export class UnitEntity {
  @PrimaryGeneratedColumn('identity', {
    name: 'id',
    type: 'integer',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'unit_pkey',
  })
  id: number;

  @Column({ name: 'parent_id', type: 'integer', nullable: true })
  parentId: number | null;

  /** The published code; it changed meaning on 1 July 2025, so only (code, valid_from) names a unit. */
  @Column({ name: 'code', type: 'text' })
  code: string;

  /** province, commune and so on: the word of the list it was read from. */
  @Column({ name: 'level', type: 'text' })
  level: string;

  @Column({ name: 'kind', type: 'text' })
  kind: 'territorial' | 'agency' | 'school' | 'enterprise' | 'association' | 'armed_force' | 'virtual';

  @Column({ name: 'name', type: 'text' })
  name: string;

  @Column({ name: 'full_name', type: 'text' })
  fullName: string;

  /** The name without accents and capitals, for accent-blind search. */
  @Column({ name: 'search_key', type: 'text' })
  searchKey: string;

  @Column({ name: 'valid_from', type: 'date' })
  validFrom: string;

  /** First day on which it is no more; null = still there. */
  @Column({ name: 'valid_to', type: 'date', nullable: true })
  validTo: string | null;

  /** Part of the sample data, removable whole. */
  @Column({ name: 'sample', type: 'boolean', default: false })
  sample: boolean;

  @ManyToOne(() => UnitEntity)
  @JoinColumn({ name: 'parent_id', referencedColumnName: 'id', foreignKeyConstraintName: 'unit_parent_fkey' })
  parent?: Relation<UnitEntity> | null;
}
