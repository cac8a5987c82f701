import { Check, Column, Entity, JoinColumn, OneToOne, PrimaryColumn, type Relation } from 'typeorm';
import { ItemVersionEntity } from './item-version.entity.js';

/** How far an item version that was written here has come. One without a row came with an errand and waits for nobody. */
@Entity({ name: 'item_review' })
@Check('item_review_state_check', "state IN ('draft', 'sent', 'returned', 'approved')")
@Check('item_review_decided_check', "(state IN ('returned', 'approved')) = (decided_by IS NOT NULL)")
@Check('item_review_other_eyes_check', 'decided_by <> written_by')
export class ItemReviewEntity {
  @PrimaryColumn({ name: 'item_version_id', type: 'integer', primaryKeyConstraintName: 'item_review_pkey' })
  itemVersionId: number;

  @Column({ name: 'state', type: 'text', default: 'draft' })
  state: 'draft' | 'sent' | 'returned' | 'approved';

  /** The account of its author. */
  @Column({ name: 'written_by', type: 'uuid' })
  writtenBy: string;

  @Column({ name: 'sent_at', type: 'timestamptz', precision: 3, nullable: true })
  sentAt: Date | null;

  /** The account of whoever returned or approved it: never its author. */
  @Column({ name: 'decided_by', type: 'uuid', nullable: true })
  decidedBy: string | null;

  @Column({ name: 'decided_at', type: 'timestamptz', precision: 3, nullable: true })
  decidedAt: Date | null;

  @OneToOne(() => ItemVersionEntity, { onDelete: 'CASCADE' })
  @JoinColumn({
    name: 'item_version_id',
    referencedColumnName: 'id',
    foreignKeyConstraintName: 'item_review_version_fkey',
  })
  itemVersion?: Relation<ItemVersionEntity>;
}
