import { Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';

/** A way to sign in. The person taking part is the participant, one for each contest. */
@Entity({ name: 'account' })
@Unique('account_phone_key', ['phone'])
@Index('account_disabled_idx', ['id'], { where: 'disabled_at IS NOT NULL' })
export class AccountEntity {
  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'account_pkey' })
  id: string;

  /** E.164, as +84912345678. */
  @Column({ name: 'phone', type: 'text', nullable: true })
  phone: string | null;

  /** Argon2; null = no password, only links. */
  @Column({ name: 'password_hash', type: 'text', nullable: true })
  passwordHash: string | null;

  /** SHA-256 of the code with which the person sets a new password; the code itself is stored nowhere. */
  @Column({ name: 'recovery_hash', type: 'bytea', nullable: true })
  recoveryHash: Buffer | null;

  @Column({ name: 'full_name', type: 'text' })
  fullName: string;

  @Column({ name: 'birth_date', type: 'date', nullable: true })
  birthDate: string | null;

  @Column({ name: 'disabled_at', type: 'timestamptz', precision: 3, nullable: true })
  disabledAt: Date | null;

  /** Name, phone, birth date and password are gone; the row stays for what rests on it. */
  @Column({ name: 'anonymised_at', type: 'timestamptz', precision: 3, nullable: true })
  anonymisedAt: Date | null;

  /** Part of the sample data, removable whole. */
  @Column({ name: 'sample', type: 'boolean', default: false })
  sample: boolean;

  @Column({ name: 'created_at', type: 'timestamptz', precision: 3, default: () => 'contest_clock()' })
  createdAt: Date;
}
