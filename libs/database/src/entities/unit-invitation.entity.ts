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
import { AccountEntity } from './account.entity.js';
import { ContestEntity } from './contest.entity.js';
import { ContestUnitEntity } from './contest-unit.entity.js';

/** One invitation to be the manager, or a deputy, of one unit of a contest. */
@Entity({ name: 'unit_invitation' })
@Unique('unit_invitation_token_key', ['tokenHash'])
@Check('unit_invitation_state_check', "state IN ('sent', 'opened', 'active', 'replaced')")
@Index('unit_invitation_manager_key', ['contestUnitId'], {
  unique: true,
  where: "NOT is_deputy AND state <> 'replaced'",
})
@Index('unit_invitation_unit_idx', ['contestUnitId'])
export class UnitInvitationEntity {
  @PrimaryGeneratedColumn('identity', {
    name: 'id',
    type: 'integer',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'unit_invitation_pkey',
  })
  id: number;

  @Column({ name: 'contest_id', type: 'integer' })
  contestId: number;

  @Column({ name: 'contest_unit_id', type: 'integer' })
  contestUnitId: number;

  /** Whom the organizer had in mind; null = whoever the unit names, and once it is redeemed. */
  @Column({ name: 'full_name', type: 'text', nullable: true })
  fullName: string | null;

  /** E.164, as the organizer knew it; who redeems may have another. */
  @Column({ name: 'phone', type: 'text', nullable: true })
  phone: string | null;

  @Column({ name: 'is_deputy', type: 'boolean', default: false })
  isDeputy: boolean;

  /** SHA-256; the token itself is stored nowhere. */
  @Column({ name: 'token_hash', type: 'bytea' })
  tokenHash: Buffer;

  /** Message authentication code of unit and short code, by the installation's key. */
  @Column({ name: 'code_hash', type: 'text' })
  codeHash: string;

  @Column({ name: 'state', type: 'text', default: 'sent' })
  state: 'sent' | 'opened' | 'active' | 'replaced';

  /** When it was made, or issued again. */
  @Column({ name: 'sent_at', type: 'timestamptz', precision: 3, default: () => 'contest_clock()' })
  sentAt: Date;

  @Column({ name: 'opened_at', type: 'timestamptz', precision: 3, nullable: true })
  openedAt: Date | null;

  @Column({ name: 'activated_at', type: 'timestamptz', precision: 3, nullable: true })
  activatedAt: Date | null;

  /** Who redeemed it. */
  @Column({ name: 'account_id', type: 'uuid', nullable: true })
  accountId: string | null;

  @ManyToOne(() => ContestEntity, { onDelete: 'CASCADE' })
  @JoinColumn({
    name: 'contest_id',
    referencedColumnName: 'id',
    foreignKeyConstraintName: 'unit_invitation_contest_fkey',
  })
  contest?: Relation<ContestEntity>;

  @ManyToOne(() => ContestUnitEntity, { onDelete: 'CASCADE' })
  @JoinColumn({
    name: 'contest_unit_id',
    referencedColumnName: 'id',
    foreignKeyConstraintName: 'unit_invitation_unit_fkey',
  })
  contestUnit?: Relation<ContestUnitEntity>;

  @ManyToOne(() => AccountEntity, { onDelete: 'SET NULL' })
  @JoinColumn({
    name: 'account_id',
    referencedColumnName: 'id',
    foreignKeyConstraintName: 'unit_invitation_account_fkey',
  })
  account?: Relation<AccountEntity> | null;
}
