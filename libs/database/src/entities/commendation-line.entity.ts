import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { CommendationProposalEntity } from './commendation-proposal.entity.js';

/** Somebody, or a unit, that is proposed, with what was true of them then. The name stands with the participant alone. */
@Entity({ name: 'commendation_line' })
@Check('commendation_line_post_check', 'post IS NULL OR participant_id IS NOT NULL')
@Check('commendation_line_removed_check', '(removed_by IS NULL) = (removed_at IS NULL)')
@Index('commendation_line_person_key', ['contestId', 'proposalId', 'participantId'], {
  unique: true,
  where: 'removed_at IS NULL AND participant_id IS NOT NULL',
})
@Index('commendation_line_unit_key', ['contestId', 'proposalId', 'contestUnitId'], {
  unique: true,
  where: 'removed_at IS NULL AND participant_id IS NULL',
})
export class CommendationLineEntity {
  @PrimaryColumn({ name: 'contest_id', type: 'integer', primaryKeyConstraintName: 'commendation_line_pkey' })
  contestId: number;

  @PrimaryColumn({ name: 'proposal_id', type: 'uuid', primaryKeyConstraintName: 'commendation_line_pkey' })
  proposalId: string;

  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'commendation_line_pkey' })
  id: string;

  /** Its place in the list, from 1; people and units are listed apart. */
  @Column({ name: 'place', type: 'smallint' })
  place: number;

  /** Null for a unit. */
  @Column({ name: 'participant_id', type: 'uuid', nullable: true })
  participantId: string | null;

  /** The unit itself, or the one that the person had the prize for. */
  @Column({ name: 'contest_unit_id', type: 'integer' })
  contestUnitId: number;

  /** The prizes with the publications they are of, the place and counts of a unit: as they were, never changed. */
  @Column({ name: 'facts', type: 'jsonb' })
  facts: object;

  /** The person's post (chức vụ), which nobody else in the product asks for; null once the person is nobody any more. */
  @Column({ name: 'post', type: 'text', nullable: true })
  post: string | null;

  /** The achievement in other words than those that follow from the facts. */
  @Column({ name: 'reason', type: 'text', nullable: true })
  reason: string | null;

  @Column({ name: 'added_by', type: 'uuid' })
  addedBy: string;

  @Column({ name: 'added_at', type: 'timestamptz', precision: 3, default: () => 'contest_clock()' })
  addedAt: Date;

  /** Taken off the list; it can be put back. */
  @Column({ name: 'removed_by', type: 'uuid', nullable: true })
  removedBy: string | null;

  @Column({ name: 'removed_at', type: 'timestamptz', precision: 3, nullable: true })
  removedAt: Date | null;

  @ManyToOne(() => CommendationProposalEntity, { onDelete: 'CASCADE' })
  @JoinColumn([
    {
      name: 'contest_id',
      referencedColumnName: 'contestId',
      foreignKeyConstraintName: 'commendation_line_proposal_fkey',
    },
    { name: 'proposal_id', referencedColumnName: 'id', foreignKeyConstraintName: 'commendation_line_proposal_fkey' },
  ])
  proposal?: Relation<CommendationProposalEntity>;
}
