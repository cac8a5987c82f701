import { Column, Entity, JoinColumn, OneToOne, PrimaryColumn, type Relation } from 'typeorm';
import { AccountEntity } from './account.entity.js';

/** A code sent to the phone of whoever forgot the password: it sets a new one, once; a newer one takes its place. */
@Entity({ name: 'phone_code' })
export class PhoneCodeEntity {
  /** Whose password it sets. */
  @PrimaryColumn({ name: 'account_id', type: 'uuid', primaryKeyConstraintName: 'phone_code_pkey' })
  accountId: string;

  /** Keyed: a million codes are soon tried by who has only the table. Over phone, purpose and code. */
  @Column({ name: 'code_hash', type: 'bytea' })
  codeHash: Buffer;

  @Column({ name: 'issued_at', type: 'timestamptz', precision: 3, default: () => 'contest_clock()' })
  issuedAt: Date;

  @Column({ name: 'expires_at', type: 'timestamptz', precision: 3 })
  expiresAt: Date;

  /** How often a code was typed for it, right or wrong. */
  @Column({ type: 'smallint', default: 0 })
  tries: number;

  @OneToOne(() => AccountEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'account_id', referencedColumnName: 'id', foreignKeyConstraintName: 'phone_code_account_fkey' })
  account?: Relation<AccountEntity>;
}
