import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { BankEntity } from './bank.entity.js';
import { ItemEntity } from './item.entity.js';

/** Two items that look alike and of which a person has said that they ask different things. */
@Entity({ name: 'different_items' })
@Index('different_items_bank_idx', ['bankId'])
@Check('different_items_order_check', 'first_id < second_id')
export class DifferentItemsEntity {
  @PrimaryColumn({ name: 'first_id', type: 'integer', primaryKeyConstraintName: 'different_items_pkey' })
  firstId: number;

  @PrimaryColumn({ name: 'second_id', type: 'integer', primaryKeyConstraintName: 'different_items_pkey' })
  secondId: number;

  @Column({ name: 'bank_id', type: 'integer' })
  bankId: number;

  @Column({ name: 'decided_by', type: 'uuid' })
  decidedBy: string;

  @Column({ name: 'decided_at', type: 'timestamptz', precision: 3, default: () => 'contest_clock()' })
  decidedAt: Date;

  @ManyToOne(() => ItemEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'first_id', referencedColumnName: 'id', foreignKeyConstraintName: 'different_items_first_fkey' })
  first?: Relation<ItemEntity>;

  @ManyToOne(() => ItemEntity, { onDelete: 'CASCADE' })
  @JoinColumn({
    name: 'second_id',
    referencedColumnName: 'id',
    foreignKeyConstraintName: 'different_items_second_fkey',
  })
  second?: Relation<ItemEntity>;

  @ManyToOne(() => BankEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'bank_id', referencedColumnName: 'id', foreignKeyConstraintName: 'different_items_bank_fkey' })
  bank?: Relation<BankEntity>;
}
