import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { WinnerFileEntity } from './winner-file.entity.js';

/** One person's yes to one version, by its hash. */
@Entity({ name: 'settlement_approval' })
export class SettlementApprovalEntity {
  @PrimaryColumn({ name: 'contest_id', type: 'integer', primaryKeyConstraintName: 'settlement_approval_pkey' })
  contestId: number;

  @PrimaryColumn({ name: 'settlement_id', type: 'uuid', primaryKeyConstraintName: 'settlement_approval_pkey' })
  settlementId: string;

  @PrimaryColumn({ name: 'version', type: 'smallint', primaryKeyConstraintName: 'settlement_approval_pkey' })
  version: number;

  @PrimaryColumn({ name: 'account_id', type: 'uuid', primaryKeyConstraintName: 'settlement_approval_pkey' })
  accountId: string;

  @Column({ name: 'hash', type: 'text' })
  hash: string;

  @Column({ name: 'approved_at', type: 'timestamptz', precision: 3, default: () => 'contest_clock()' })
  approvedAt: Date;

  @ManyToOne(() => WinnerFileEntity)
  @JoinColumn([
    {
      name: 'contest_id',
      referencedColumnName: 'contestId',
      foreignKeyConstraintName: 'settlement_approval_file_fkey',
    },
    {
      name: 'settlement_id',
      referencedColumnName: 'settlementId',
      foreignKeyConstraintName: 'settlement_approval_file_fkey',
    },
    { name: 'version', referencedColumnName: 'version', foreignKeyConstraintName: 'settlement_approval_file_fkey' },
  ])
  winnerFile?: Relation<WinnerFileEntity>;
}
