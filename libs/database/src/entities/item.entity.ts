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
import { TopicEntity } from './topic.entity.js';

/** A question whatever its wording: what its versions have in common. */
@Entity({ name: 'item' })
@Unique('item_code_key', ['bankId', 'code'])
@Check('item_status_check', "status IN ('draft', 'review', 'published', 'retired')")
@Index('item_topic_idx', ['topicId'])
export class ItemEntity {
  @PrimaryGeneratedColumn('identity', {
    name: 'id',
    type: 'integer',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'item_pkey',
  })
  id: number;

  @Column({ name: 'bank_id', type: 'integer' })
  bankId: number;

  @Column({ name: 'topic_id', type: 'integer' })
  topicId: number;

  @Column({ name: 'code', type: 'text' })
  code: string;

  /** The part of the bank it belongs to, for rounds that draw from one part only; null = in none. */
  @Column({ name: 'sub_bank', type: 'text', nullable: true })
  subBank: string | null;

  @Column({ name: 'status', type: 'text', default: 'draft' })
  status: 'draft' | 'review' | 'published' | 'retired';

  @ManyToOne(() => BankEntity)
  @JoinColumn({ name: 'bank_id', referencedColumnName: 'id', foreignKeyConstraintName: 'item_bank_fkey' })
  bank?: Relation<BankEntity>;

  @ManyToOne(() => TopicEntity)
  @JoinColumn({ name: 'topic_id', referencedColumnName: 'id', foreignKeyConstraintName: 'item_topic_fkey' })
  topic?: Relation<TopicEntity>;
}
