import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn, type Relation } from 'typeorm';
import { BankEntity } from './bank.entity.js';

/** A decision of a committee, on paper, that approves questions: entered by one account, confirmed by another. */
@Entity({ name: 'item_batch' })
@Index('item_batch_bank_idx', ['bankId', 'id'])
@Check('item_batch_scan_check', '(scan IS NULL) = (scan_mime IS NULL)')
@Check('item_batch_mime_check', "scan_mime IN ('application/pdf', 'image/png', 'image/jpeg')")
@Check(
  'item_batch_confirmed_check',
  '(confirmed_by IS NULL) = (confirmed_at IS NULL) AND (confirmed_by IS NULL OR scan IS NOT NULL)',
)
@Check('item_batch_other_eyes_check', 'confirmed_by <> made_by')
export class ItemBatchEntity {
  @PrimaryGeneratedColumn('identity', {
    name: 'id',
    type: 'integer',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'item_batch_pkey',
  })
  id: number;

  @Column({ name: 'bank_id', type: 'integer' })
  bankId: number;

  @Column({ name: 'decision_number', type: 'text' })
  decisionNumber: string;

  @Column({ name: 'decided_on', type: 'date' })
  decidedOn: string;

  /** Who signed, as the paper names them. */
  @Column({ name: 'names', type: 'text' })
  names: string;

  /** The paper as a PDF or picture. */
  @Column({ name: 'scan', type: 'bytea', nullable: true })
  scan: Buffer | null;

  @Column({ name: 'scan_mime', type: 'text', nullable: true })
  scanMime: 'application/pdf' | 'image/png' | 'image/jpeg' | null;

  @Column({ name: 'made_by', type: 'uuid' })
  madeBy: string;

  @Column({ name: 'made_at', type: 'timestamptz', precision: 3, default: () => 'contest_clock()' })
  madeAt: Date;

  /** Another account than that which entered it. */
  @Column({ name: 'confirmed_by', type: 'uuid', nullable: true })
  confirmedBy: string | null;

  @Column({ name: 'confirmed_at', type: 'timestamptz', precision: 3, nullable: true })
  confirmedAt: Date | null;

  @ManyToOne(() => BankEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'bank_id', referencedColumnName: 'id', foreignKeyConstraintName: 'item_batch_bank_fkey' })
  bank?: Relation<BankEntity>;
}
