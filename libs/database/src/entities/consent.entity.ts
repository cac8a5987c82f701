import { Check, Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { AccountEntity } from './account.entity.js';
import { ContestEntity } from './contest.entity.js';

/** One consent of one person to one version of a text, for one contest. */
@Entity({ name: 'consent' })
@Check('consent_purpose_check', "purpose IN ('contest', 'publish_name', 'contact_later')")
export class ConsentEntity {
  @PrimaryColumn({ name: 'account_id', type: 'uuid', primaryKeyConstraintName: 'consent_pkey' })
  accountId: string;

  @PrimaryColumn({ name: 'contest_id', type: 'integer', primaryKeyConstraintName: 'consent_pkey' })
  contestId: number;

  /** What the data are processed for; each purpose is agreed to by itself. */
  @PrimaryColumn({ name: 'purpose', type: 'text', primaryKeyConstraintName: 'consent_pkey' })
  purpose: 'contest' | 'publish_name' | 'contact_later';

  /** Of the text that the person read. */
  @Column({ name: 'version', type: 'smallint' })
  version: number;

  @PrimaryColumn({
    name: 'given_at',
    type: 'timestamptz',
    precision: 3,
    default: () => 'contest_clock()',
    primaryKeyConstraintName: 'consent_pkey',
  })
  givenAt: Date;

  @Column({ name: 'withdrawn_at', type: 'timestamptz', precision: 3, nullable: true })
  withdrawnAt: Date | null;

  @ManyToOne(() => AccountEntity)
  @JoinColumn({ name: 'account_id', referencedColumnName: 'id', foreignKeyConstraintName: 'consent_account_fkey' })
  account?: Relation<AccountEntity>;

  @ManyToOne(() => ContestEntity)
  @JoinColumn({ name: 'contest_id', referencedColumnName: 'id', foreignKeyConstraintName: 'consent_contest_fkey' })
  contest?: Relation<ContestEntity>;
}
