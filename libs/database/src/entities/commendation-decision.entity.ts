import { Check, Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { CommendationProposalEntity } from './commendation-proposal.entity.js';

/** The decision on a proposal as it was entered; the last entry holds, those before it stay. */
@Entity({ name: 'commendation_decision' })
@Check('commendation_decision_reason_check', '(entry = 1) = (reason IS NULL)')
export class CommendationDecisionEntity {
  @PrimaryColumn({ name: 'contest_id', type: 'integer', primaryKeyConstraintName: 'commendation_decision_pkey' })
  contestId: number;

  @PrimaryColumn({ name: 'proposal_id', type: 'uuid', primaryKeyConstraintName: 'commendation_decision_pkey' })
  proposalId: string;

  /** From 1; another one corrects it. */
  @PrimaryColumn({ name: 'entry', type: 'smallint', primaryKeyConstraintName: 'commendation_decision_pkey' })
  entry: number;

  /** '1234/QĐ-UBND' */
  @Column({ name: 'number', type: 'text' })
  number: string;

  @Column({ name: 'date', type: 'date' })
  date: string;

  @Column({ name: 'signer', type: 'text' })
  signer: string;

  /** Why the entry before it was wrong; null for the first. */
  @Column({ name: 'reason', type: 'text', nullable: true })
  reason: string | null;

  @Column({ name: 'recorded_by', type: 'uuid' })
  recordedBy: string;

  @Column({ name: 'recorded_at', type: 'timestamptz', precision: 3, default: () => 'contest_clock()' })
  recordedAt: Date;

  @ManyToOne(() => CommendationProposalEntity, { onDelete: 'CASCADE' })
  @JoinColumn([
    {
      ...{ name: 'contest_id', referencedColumnName: 'contestId' },
      foreignKeyConstraintName: 'commendation_decision_proposal_fkey',
    },
    {
      ...{ name: 'proposal_id', referencedColumnName: 'id' },
      foreignKeyConstraintName: 'commendation_decision_proposal_fkey',
    },
  ])
  proposal?: Relation<CommendationProposalEntity>;
}
