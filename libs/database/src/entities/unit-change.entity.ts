import { Check, Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** One change of the tree made by hand, from a day on, with what it made and ended: enough to take it back. */
@Entity({ name: 'unit_change' })
@Check('unit_change_kind_check', "kind IN ('renamed', 'moved', 'merged', 'split', 'retired', 'added')")
export class UnitChangeEntity {
  @PrimaryGeneratedColumn('identity', {
    name: 'id',
    type: 'integer',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'unit_change_pkey',
  })
  id: number;

  @Column({ name: 'kind', type: 'text' })
  kind: 'renamed' | 'moved' | 'merged' | 'split' | 'retired' | 'added';

  /** The first day on which it holds. */
  @Column({ name: 'effective_on', type: 'date' })
  effectiveOn: string;

  /** The resolution that says so, as cited. */
  @Column({ name: 'legal_basis', type: 'text' })
  legalBasis: string;

  /** The units as they were called, with their codes: what the list tells once the rows are gone. */
  @Column({ name: 'units_before', type: 'text', array: true })
  unitsBefore: string[];

  @Column({ name: 'units_after', type: 'text', array: true })
  unitsAfter: string[];

  /** Rows of `unit` that it made. */
  @Column({ name: 'made', type: 'integer', array: true })
  made: number[];

  /** Rows of `unit` that had no end before it. */
  @Column({ name: 'ended', type: 'integer', array: true })
  ended: number[];

  @Column({ name: 'made_at', type: 'timestamptz', precision: 3, default: () => 'contest_clock()' })
  madeAt: Date;

  @Column({ name: 'undone_at', type: 'timestamptz', precision: 3, nullable: true })
  undoneAt: Date | null;
}
