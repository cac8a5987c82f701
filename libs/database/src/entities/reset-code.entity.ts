import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { AccountEntity } from './account.entity.js';
import { ContestEntity } from './contest.entity.js';

/** A code that staff hand to a person who forgot the password: it sets a new one, once. */
@Entity({ name: 'reset_code' })
@Index('reset_code_account_idx', ['accountId'])
@Index('reset_code_issuer_idx', ['issuedBy', 'issuedAt'])
export class ResetCodeEntity {
  /** SHA-256; the code itself is stored nowhere. */
  @PrimaryColumn({ name: 'code_hash', type: 'bytea', primaryKeyConstraintName: 'reset_code_pkey' })
  codeHash: Buffer;

  /** Whose password it sets. */
  @Column({ name: 'account_id', type: 'uuid' })
  accountId: string;

  /** In which contest the person was recognised. */
  @Column({ name: 'contest_id', type: 'integer' })
  contestId: number;

  /** The account of whoever handed it out. */
  @Column({ name: 'issued_by', type: 'uuid' })
  issuedBy: string;

  @Column({ name: 'issued_at', type: 'timestamptz', precision: 3, default: () => 'contest_clock()' })
  issuedAt: Date;

  @Column({ name: 'expires_at', type: 'timestamptz', precision: 3 })
  expiresAt: Date;

  @Column({ name: 'used_at', type: 'timestamptz', precision: 3, nullable: true })
  usedAt: Date | null;

  @ManyToOne(() => AccountEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'account_id', referencedColumnName: 'id', foreignKeyConstraintName: 'reset_code_account_fkey' })
  account?: Relation<AccountEntity>;

  @ManyToOne(() => ContestEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'contest_id', referencedColumnName: 'id', foreignKeyConstraintName: 'reset_code_contest_fkey' })
  contest?: Relation<ContestEntity>;

  @ManyToOne(() => AccountEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'issued_by', referencedColumnName: 'id', foreignKeyConstraintName: 'reset_code_issuer_fkey' })
  issuer?: Relation<AccountEntity>;
}
