import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, Unique, type Relation } from 'typeorm';
import { AccountEntity } from './account.entity.js';
import { ContestEntity } from './contest.entity.js';
import { ContestUnitEntity } from './contest-unit.entity.js';

/** A one-time link that gives one person one role. */
@Entity({ name: 'staff_invitation' })
@Index('staff_invitation_phone_idx', ['phone'])
@Unique('staff_invitation_id_key', ['id'])
export class StaffInvitationEntity {
  /** The token itself is stored nowhere. */
  @PrimaryColumn({ name: 'token_hash', type: 'bytea', primaryKeyConstraintName: 'staff_invitation_pkey' })
  tokenHash: Buffer;

  /** How lists name it: the hash is for whoever has the link. */
  @Column({ name: 'id', type: 'uuid' })
  id: string;

  /** A role of staff_role, which checks it when it is given. */
  @Column({ name: 'role', type: 'text' })
  role: string;

  @Column({ name: 'contest_id', type: 'integer', nullable: true })
  contestId: number | null;

  @Column({ name: 'contest_unit_id', type: 'integer', nullable: true })
  contestUnitId: number | null;

  /** Code of the unit of an organizer of a unit. */
  @Column({ name: 'unit_code', type: 'text', nullable: true })
  unitCode: string | null;

  @Column({ name: 'full_name', type: 'text' })
  fullName: string;

  /** E.164: the account that gets the role. */
  @Column({ name: 'phone', type: 'text' })
  phone: string;

  /** When the role ends; null = never. */
  @Column({ name: 'role_expires_at', type: 'timestamptz', precision: 3, nullable: true })
  roleExpiresAt: Date | null;

  /** Null: the operator, from the command line. */
  @Column({ name: 'invited_by', type: 'uuid', nullable: true })
  invitedBy: string | null;

  @Column({ name: 'expires_at', type: 'timestamptz', precision: 3 })
  expiresAt: Date;

  @Column({ name: 'used_at', type: 'timestamptz', precision: 3, nullable: true })
  usedAt: Date | null;

  @ManyToOne(() => ContestEntity, { onDelete: 'CASCADE' })
  @JoinColumn({
    name: 'contest_id',
    referencedColumnName: 'id',
    foreignKeyConstraintName: 'staff_invitation_contest_fkey',
  })
  contest?: Relation<ContestEntity> | null;

  @ManyToOne(() => ContestUnitEntity, { onDelete: 'CASCADE' })
  @JoinColumn({
    name: 'contest_unit_id',
    referencedColumnName: 'id',
    foreignKeyConstraintName: 'staff_invitation_unit_fkey',
  })
  contestUnit?: Relation<ContestUnitEntity> | null;

  @ManyToOne(() => AccountEntity, { onDelete: 'CASCADE' })
  @JoinColumn({
    name: 'invited_by',
    referencedColumnName: 'id',
    foreignKeyConstraintName: 'staff_invitation_invited_by_fkey',
  })
  inviter?: Relation<AccountEntity> | null;
}
