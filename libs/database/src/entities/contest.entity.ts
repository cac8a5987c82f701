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
import { BankEntity } from './bank.entity.js';

/** The whole event, from its invitation to its report. */
@Entity({ name: 'contest' })
@Check('contest_next_check', '(next_revision IS NULL) = (next_at IS NULL)')
@Unique('contest_slug_key', ['slug'])
@Check('contest_status_check', "status IN ('draft', 'published', 'closed')")
@Index('contest_run_by_unit_idx', ['runByUnitCode'], { where: 'run_by_unit_code IS NOT NULL' })
@Check('contest_retention_check', 'retention_months BETWEEN 1 AND 120')
export class ContestEntity {
  @PrimaryGeneratedColumn('identity', {
    name: 'id',
    type: 'integer',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'contest_pkey',
  })
  id: number;

  /** The bank its rounds draw from. */
  @Column({ name: 'bank_id', type: 'integer', nullable: true })
  bankId: number | null;

  /** The bank that people practise with, which is public. */
  @Column({ name: 'practice_bank_id', type: 'integer', nullable: true })
  practiceBankId: number | null;

  /** Its name in addresses. */
  @Column({ name: 'slug', type: 'text' })
  slug: string;

  @Column({ name: 'title', type: 'text' })
  title: string;

  @Column({ name: 'status', type: 'text', default: 'draft' })
  status: 'draft' | 'published' | 'closed';

  /** Which contest_revision holds until the next does. */
  @Column({ name: 'settled_revision', type: 'smallint', default: 1 })
  settledRevision: number;

  /** The revision that holds from `next_at` on; `current_revision` is the one of the two that does at the moment. */
  @Column({ name: 'next_revision', type: 'smallint', nullable: true })
  nextRevision: number | null;

  @Column({ name: 'next_at', type: 'timestamptz', precision: 3, nullable: true })
  nextAt: Date | null;

  @Column({ name: 'hotline', type: 'text', nullable: true })
  hotline: string | null;

  /** ContestPage of domain: what its page tells beside the rules. Null: nothing. */
  @Column({ name: 'page', type: 'jsonb', nullable: true })
  page: unknown;

  /** How long the names of its people are kept after its last round. */
  @Column({ name: 'retention_months', type: 'smallint', default: 24 })
  retentionMonths: number;

  /** Code of the unit that runs it for its subtree; null = those who run all contests. */
  @Column({ name: 'run_by_unit_code', type: 'text', nullable: true })
  runByUnitCode: string | null;

  /** Part of the sample data, removable whole. */
  @Column({ name: 'sample', type: 'boolean', default: false })
  sample: boolean;

  @Column({ name: 'created_at', type: 'timestamptz', precision: 3, default: () => 'contest_clock()' })
  createdAt: Date;

  @ManyToOne(() => BankEntity)
  @JoinColumn({ name: 'bank_id', referencedColumnName: 'id', foreignKeyConstraintName: 'contest_bank_fkey' })
  bank?: Relation<BankEntity> | null;

  @ManyToOne(() => BankEntity)
  @JoinColumn({
    name: 'practice_bank_id',
    referencedColumnName: 'id',
    foreignKeyConstraintName: 'contest_practice_bank_fkey',
  })
  practiceBank?: Relation<BankEntity> | null;
}
