import { Check, Column, Entity, JoinColumn, ManyToOne, PrimaryGeneratedColumn, Unique, type Relation } from 'typeorm';
import { AccountEntity } from './account.entity.js';
import { ContestEntity } from './contest.entity.js';

/** Somebody who may not take part in one contest: by the phone number, or by an account that has none. */
@Entity({ name: 'exclusion' })
@Unique('exclusion_phone_key', ['contestId', 'phone'])
@Unique('exclusion_account_key', ['contestId', 'accountId'])
@Check('exclusion_who_check', 'num_nonnulls(phone, account_id) = 1')
@Check('exclusion_reason_check', "reason IN ('organizer', 'jury', 'technician', 'relative')")
export class ExclusionEntity {
  @PrimaryGeneratedColumn('identity', {
    name: 'id',
    type: 'integer',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'exclusion_pkey',
  })
  id: number;

  @Column({ name: 'contest_id', type: 'integer' })
  contestId: number;

  /** E.164 */
  @Column({ name: 'phone', type: 'text', nullable: true })
  phone: string | null;

  /** What the person is in the contest; a relative is one of any of the others. */
  @Column({ name: 'reason', type: 'text' })
  reason: 'organizer' | 'jury' | 'technician' | 'relative';

  /** The account of whoever put it on the list. */
  @Column({ name: 'declared_by', type: 'uuid' })
  declaredBy: string;

  @Column({ name: 'declared_at', type: 'timestamptz', precision: 3, default: () => 'contest_clock()' })
  declaredAt: Date;

  @Column({ name: 'account_id', type: 'uuid', nullable: true })
  accountId: string | null;

  @ManyToOne(() => AccountEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'account_id', referencedColumnName: 'id', foreignKeyConstraintName: 'exclusion_account_fkey' })
  account?: Relation<AccountEntity>;

  @ManyToOne(() => ContestEntity)
  @JoinColumn({ name: 'contest_id', referencedColumnName: 'id', foreignKeyConstraintName: 'exclusion_contest_fkey' })
  contest?: Relation<ContestEntity>;
}
