import { Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { ItemBatchEntity } from './item-batch.entity.js';
import { ItemVersionEntity } from './item-version.entity.js';

/** An item version that a decision on paper approves. */
@Entity({ name: 'item_batch_item' })
export class ItemBatchItemEntity {
  @PrimaryColumn({ name: 'batch_id', type: 'integer', primaryKeyConstraintName: 'item_batch_item_pkey' })
  batchId: number;

  @PrimaryColumn({ name: 'item_version_id', type: 'integer', primaryKeyConstraintName: 'item_batch_item_pkey' })
  itemVersionId: number;

  @ManyToOne(() => ItemBatchEntity, { onDelete: 'CASCADE' })
  @JoinColumn({
    name: 'batch_id',
    referencedColumnName: 'id',
    foreignKeyConstraintName: 'item_batch_item_batch_fkey',
  })
  batch?: Relation<ItemBatchEntity>;

  @ManyToOne(() => ItemVersionEntity, { onDelete: 'CASCADE' })
  @JoinColumn({
    name: 'item_version_id',
    referencedColumnName: 'id',
    foreignKeyConstraintName: 'item_batch_item_version_fkey',
  })
  itemVersion?: Relation<ItemVersionEntity>;
}
