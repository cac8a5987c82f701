import { Column, Entity, JoinColumn, ManyToOne, PrimaryGeneratedColumn, Unique, type Relation } from 'typeorm';
import { BankEntity } from './bank.entity.js';

/** A subject of administrative reform in one bank; a line of a blueprint names it by its code. */
@Entity({ name: 'topic' })
@Unique('topic_code_key', ['bankId', 'code'])
export class TopicEntity {
  @PrimaryGeneratedColumn('identity', {
    name: 'id',
    type: 'integer',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'topic_pkey',
  })
  id: number;

  @Column({ name: 'bank_id', type: 'integer' })
  bankId: number;

  @Column({ name: 'code', type: 'text' })
  code: string;

  @Column({ name: 'title', type: 'text' })
  title: string;

  @ManyToOne(() => BankEntity)
  @JoinColumn({ name: 'bank_id', referencedColumnName: 'id', foreignKeyConstraintName: 'topic_bank_fkey' })
  bank?: Relation<BankEntity>;
}
