import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn, type Relation } from 'typeorm';
import { AccountEntity } from './account.entity.js';
import { ContestUnitEntity } from './contest-unit.entity.js';
import { ContestEntity } from './contest.entity.js';

/** Somebody says that a phone number with an account is theirs, and what became of it. */
@Entity({ name: 'phone_claim' })
@Index('phone_claim_open_key', ['contestId', 'phone', 'birthDate', 'fullName'], {
  unique: true,
  where: "state = 'open'",
})
@Index('phone_claim_state_idx', ['contestId', 'state', 'id'])
@Index('phone_claim_account_idx', ['accountId'])
@Check('phone_claim_state_check', "state IN ('open', 'handed_over', 'both_kept', 'refused')")
@Check('phone_claim_decided_check', "(state = 'open') = (decided_at IS NULL)")
export class PhoneClaimEntity {
  @PrimaryGeneratedColumn('identity', {
    name: 'id',
    type: 'integer',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'phone_claim_pkey',
  })
  id: number;

  /** Whose desk decides: the person wants to take part in it. */
  @Column({ name: 'contest_id', type: 'integer' })
  contestId: number;

  /** E.164; also where the person is called back. */
  @Column({ name: 'phone', type: 'text' })
  phone: string;

  @Column({ name: 'full_name', type: 'text' })
  fullName: string;

  @Column({ name: 'birth_date', type: 'date' })
  birthDate: string;

  @Column({ name: 'contest_unit_id', type: 'integer' })
  contestUnitId: number;

  /** In the person's own words. */
  @Column({ name: 'note', type: 'text', nullable: true })
  note: string | null;

  @Column({ name: 'state', type: 'text', default: 'open' })
  state: 'open' | 'handed_over' | 'both_kept' | 'refused';

  @Column({ name: 'asked_at', type: 'timestamptz', precision: 3, default: () => 'contest_clock()' })
  askedAt: Date;

  /** The account of whoever decided. */
  @Column({ name: 'decided_by', type: 'uuid', nullable: true })
  decidedBy: string | null;

  @Column({ name: 'decided_at', type: 'timestamptz', precision: 3, nullable: true })
  decidedAt: Date | null;

  /** The account that the decision made for the person. */
  @Column({ name: 'account_id', type: 'uuid', nullable: true })
  accountId: string | null;

  @ManyToOne(() => AccountEntity, { onDelete: 'SET NULL' })
  @JoinColumn({ name: 'account_id', referencedColumnName: 'id', foreignKeyConstraintName: 'phone_claim_account_fkey' })
  account?: Relation<AccountEntity>;

  @ManyToOne(() => ContestEntity)
  @JoinColumn({ name: 'contest_id', referencedColumnName: 'id', foreignKeyConstraintName: 'phone_claim_contest_fkey' })
  contest?: Relation<ContestEntity>;

  @ManyToOne(() => ContestUnitEntity)
  @JoinColumn({
    name: 'contest_unit_id',
    referencedColumnName: 'id',
    foreignKeyConstraintName: 'phone_claim_unit_fkey',
  })
  contestUnit?: Relation<ContestUnitEntity>;
}
