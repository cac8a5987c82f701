import { Check, Column, Entity, Index, JoinColumn, OneToOne, PrimaryColumn, type Relation } from 'typeorm';
import { ParticipantEntity } from './participant.entity.js';

/** The personal number that one person was asked for in one contest, to be paid a prize. */
@Entity({ name: 'identity_paper' })
@Index('identity_paper_delete_idx', ['deleteAfter'])
@Check('identity_paper_last4_check', "number_last4 ~ '^[0-9]{4}$'")
@Check(
  'identity_paper_given_check',
  '(number_sealed IS NULL) = (given_at IS NULL) AND (number_last4 IS NULL) = (given_at IS NULL)',
)
export class IdentityPaperEntity {
  @PrimaryColumn({ name: 'contest_id', type: 'integer', primaryKeyConstraintName: 'identity_paper_pkey' })
  contestId: number;

  @PrimaryColumn({ name: 'participant_id', type: 'uuid', primaryKeyConstraintName: 'identity_paper_pkey' })
  participantId: string;

  /** The account of whoever asked. */
  @Column({ name: 'asked_by', type: 'uuid' })
  askedBy: string;

  @Column({ name: 'asked_at', type: 'timestamptz', precision: 3, default: () => 'contest_clock()' })
  askedAt: Date;

  /** What for, in the organizer's words; the person reads it. */
  @Column({ name: 'reason', type: 'text' })
  reason: string;

  /** The 12 digits, encrypted with the key of the installation; null until they are given. */
  @Column({ name: 'number_sealed', type: 'bytea', nullable: true })
  numberSealed: Buffer | null;

  /** What lists show. */
  @Column({ name: 'number_last4', type: 'text', nullable: true })
  numberLast4: string | null;

  @Column({ name: 'given_at', type: 'timestamptz', precision: 3, nullable: true })
  givenAt: Date | null;

  /** From then on the row is deleted, given or not. */
  @Column({ name: 'delete_after', type: 'timestamptz', precision: 3 })
  deleteAfter: Date;

  @OneToOne(() => ParticipantEntity, { onDelete: 'CASCADE' })
  @JoinColumn([
    {
      name: 'contest_id',
      referencedColumnName: 'contestId',
      foreignKeyConstraintName: 'identity_paper_participant_fkey',
    },
    {
      name: 'participant_id',
      referencedColumnName: 'id',
      foreignKeyConstraintName: 'identity_paper_participant_fkey',
    },
  ])
  participant?: Relation<ParticipantEntity>;
}
