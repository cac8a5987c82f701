import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn, type Relation } from 'typeorm';
import { ItemEntity } from './item.entity.js';

/** What was said of an item, and what was done with it, by whom. Written once. */
@Entity({ name: 'item_note' })
@Index('item_note_item_idx', ['itemId', 'id'])
@Check('item_note_act_check', "act IN ('comment', 'sent', 'returned', 'approved', 'retired', 'restored', 'imported')")
@Check('item_note_words_check', "words IS NOT NULL OR act NOT IN ('comment', 'returned')")
export class ItemNoteEntity {
  @PrimaryGeneratedColumn('identity', {
    name: 'id',
    type: 'integer',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'item_note_pkey',
  })
  id: number;

  @Column({ name: 'item_id', type: 'integer' })
  itemId: number;

  /** The version that it is about. */
  @Column({ name: 'version', type: 'smallint' })
  version: number;

  @Column({ name: 'act', type: 'text' })
  act: 'comment' | 'sent' | 'returned' | 'approved' | 'retired' | 'restored' | 'imported';

  @Column({ name: 'words', type: 'text', nullable: true })
  words: string | null;

  @Column({ name: 'written_by', type: 'uuid' })
  writtenBy: string;

  @Column({ name: 'written_at', type: 'timestamptz', precision: 3, default: () => 'contest_clock()' })
  writtenAt: Date;

  @ManyToOne(() => ItemEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'item_id', referencedColumnName: 'id', foreignKeyConstraintName: 'item_note_item_fkey' })
  item?: Relation<ItemEntity>;
}
