import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn, type Relation } from 'typeorm';
import { AccountEntity } from './account.entity.js';
import { ContestEntity } from './contest.entity.js';
import { ContestUnitEntity } from './contest-unit.entity.js';

/** One role of one account: everywhere, in one contest, or for one unit of a contest. */
@Entity({ name: 'staff_role' })
@Check(
  'staff_role_role_check',
  "role IN ('unit_manager', 'author', 'reviewer', 'judge', 'host', 'support', 'organizer', 'unit_organizer', 'auditor', 'administrator')",
)
@Check(
  'staff_role_unit_check',
  "(role = 'unit_organizer') = (unit_code IS NOT NULL) AND (unit_code IS NULL OR contest_id IS NULL)",
)
@Index('staff_role_account_idx', ['accountId'])
export class StaffRoleEntity {
  @PrimaryGeneratedColumn('identity', {
    name: 'id',
    type: 'integer',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'staff_role_pkey',
  })
  id: number;

  @Column({ name: 'account_id', type: 'uuid' })
  accountId: string;

  @Column({ name: 'role', type: 'text' })
  role:
    | 'unit_manager'
    | 'author'
    | 'reviewer'
    | 'judge'
    | 'host'
    | 'support'
    | 'organizer'
    | 'unit_organizer'
    | 'auditor'
    | 'administrator';

  /** Null = in every contest. */
  @Column({ name: 'contest_id', type: 'integer', nullable: true })
  contestId: number | null;

  /** Only for unit managers: which unit they see. */
  @Column({ name: 'contest_unit_id', type: 'integer', nullable: true })
  contestUnitId: number | null;

  /** Only for organizers of a unit: the code in the tree of the unit whose contests they run. */
  @Column({ name: 'unit_code', type: 'text', nullable: true })
  unitCode: string | null;

  /** Null: the operator, from the command line, or somebody whose account is gone. */
  @Column({ name: 'granted_by', type: 'uuid', nullable: true })
  grantedBy: string | null;

  @Column({ name: 'granted_at', type: 'timestamptz', precision: 3, default: () => 'contest_clock()' })
  grantedAt: Date;

  /** From then on it is no role any more; null = until it is taken away. */
  @Column({ name: 'expires_at', type: 'timestamptz', precision: 3, nullable: true })
  expiresAt: Date | null;

  @ManyToOne(() => AccountEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'account_id', referencedColumnName: 'id', foreignKeyConstraintName: 'staff_role_account_fkey' })
  account?: Relation<AccountEntity>;

  @ManyToOne(() => AccountEntity, { onDelete: 'SET NULL' })
  @JoinColumn({
    name: 'granted_by',
    referencedColumnName: 'id',
    foreignKeyConstraintName: 'staff_role_granted_by_fkey',
  })
  granter?: Relation<AccountEntity> | null;

  @ManyToOne(() => ContestEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'contest_id', referencedColumnName: 'id', foreignKeyConstraintName: 'staff_role_contest_fkey' })
  contest?: Relation<ContestEntity> | null;

  @ManyToOne(() => ContestUnitEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'contest_unit_id', referencedColumnName: 'id', foreignKeyConstraintName: 'staff_role_unit_fkey' })
  contestUnit?: Relation<ContestUnitEntity> | null;
}
