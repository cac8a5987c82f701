import { Check, Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { ItemVersionEntity } from './item-version.entity.js';

/** What is right for one item version, since when and why. Append-only: a grade names the revision it used. */
@Entity({ name: 'key_revision' })
@Check('key_revision_mask_check', 'key_mask BETWEEN 1 AND 63')
@Check('key_revision_rule_check', "rule IN ('normal', 'annulled', 'all_credit')")
export class KeyRevisionEntity {
  @PrimaryColumn({ name: 'item_version_id', type: 'integer', primaryKeyConstraintName: 'key_revision_pkey' })
  itemVersionId: number;

  @PrimaryColumn({ name: 'revision', type: 'smallint', primaryKeyConstraintName: 'key_revision_pkey' })
  revision: number;

  /** Bit i is set when option i + 1, as written, is right. */
  @Column({ name: 'key_mask', type: 'smallint' })
  keyMask: number;

  /** normal: by the key. annulled: the item leaves score and maximum. all_credit: full marks for everyone. */
  @Column({ name: 'rule', type: 'text', default: 'normal' })
  rule: 'normal' | 'annulled' | 'all_credit';

  @Column({ name: 'explanation', type: 'text', nullable: true })
  explanation: string | null;

  /** Why the key was revised; null on the first. */
  @Column({ name: 'reason', type: 'text', nullable: true })
  reason: string | null;

  /** The account that did it; null when it came with an import. */
  @Column({ name: 'created_by', type: 'uuid', nullable: true })
  createdBy: string | null;

  @Column({ name: 'created_at', type: 'timestamptz', precision: 3, default: () => 'contest_clock()' })
  createdAt: Date;

  @ManyToOne(() => ItemVersionEntity)
  @JoinColumn({
    name: 'item_version_id',
    referencedColumnName: 'id',
    foreignKeyConstraintName: 'key_revision_version_fkey',
  })
  itemVersion?: Relation<ItemVersionEntity>;
}
