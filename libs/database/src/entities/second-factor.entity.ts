import { Check, Column, Entity, JoinColumn, OneToOne, PrimaryColumn, type Relation } from 'typeorm';
import { AccountEntity } from './account.entity.js';

/** What an account has beside its password: an app that shows a code every 30 seconds, and codes on paper. */
@Entity({ name: 'second_factor' })
@Check('second_factor_confirmed_check', '(secret IS NULL) = (confirmed_at IS NULL)')
export class SecondFactorEntity {
  @PrimaryColumn({ name: 'account_id', type: 'uuid', primaryKeyConstraintName: 'second_factor_pkey' })
  accountId: string;

  /** Encrypted with the key of the installation; null until it was confirmed by a first code. */
  @Column({ name: 'secret', type: 'bytea', nullable: true })
  secret: Buffer | null;

  /** Encrypted; the one that is being set up. The confirmed one holds until then. */
  @Column({ name: 'pending_secret', type: 'bytea', nullable: true })
  pendingSecret: Buffer | null;

  @Column({ name: 'confirmed_at', type: 'timestamptz', precision: 3, nullable: true })
  confirmedAt: Date | null;

  /** The last 30-second step whose code was used: no code counts twice. */
  @Column({ name: 'last_step', type: 'bigint', default: 0 })
  lastStep: string;

  /** SHA-256 of the recovery codes that are left. */
  @Column({ name: 'recovery_hashes', type: 'bytea', array: true, default: '{}' })
  recoveryHashes: Buffer[];

  @OneToOne(() => AccountEntity, { onDelete: 'CASCADE' })
  @JoinColumn({
    name: 'account_id',
    referencedColumnName: 'id',
    foreignKeyConstraintName: 'second_factor_account_fkey',
  })
  account?: Relation<AccountEntity>;
}
