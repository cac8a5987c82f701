import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, Unique, type Relation } from 'typeorm';
import { AccountEntity } from './account.entity.js';

/** One signed-in browser. */
@Entity({ name: 'session' })
@Unique('session_token_key', ['tokenHash'])
@Index('session_account_idx', ['accountId'])
@Check('session_idle_check', '(idle_ms IS NULL) = (last_seen_at IS NULL)')
@Index('session_ended_idx', ['endedAt'], { where: 'ended_at IS NOT NULL' })
export class SessionEntity {
  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'session_pkey' })
  id: string;

  @Column({ name: 'account_id', type: 'uuid' })
  accountId: string;

  /** The token itself is stored nowhere. */
  @Column({ name: 'token_hash', type: 'bytea' })
  tokenHash: Buffer;

  @Column({ name: 'created_at', type: 'timestamptz', precision: 3, default: () => 'contest_clock()' })
  createdAt: Date;

  @Column({ name: 'expires_at', type: 'timestamptz', precision: 3 })
  expiresAt: Date;

  @Column({ name: 'ended_at', type: 'timestamptz', precision: 3, nullable: true })
  endedAt: Date | null;

  /** Family of browser and system when it began, as 'Chrome · Android'; null = not known. */
  @Column({ name: 'device', type: 'text', nullable: true })
  device: string | null;
  /** When this browser showed the second factor; without it, the roles that need one are not in effect. */
  @Column({ name: 'second_factor_at', type: 'timestamptz', precision: 3, nullable: true })
  secondFactorAt: Date | null;

  /** How long it may lie unused; null = as long as it lasts. */
  @Column({ name: 'idle_ms', type: 'integer', nullable: true })
  idleMs: number | null;

  /** Written at most once a minute, and only where idle_ms is. */
  @Column({ name: 'last_seen_at', type: 'timestamptz', precision: 3, nullable: true })
  lastSeenAt: Date | null;

  @ManyToOne(() => AccountEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'account_id', referencedColumnName: 'id', foreignKeyConstraintName: 'session_account_fkey' })
  account?: Relation<AccountEntity>;
}
