import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, Unique, type Relation } from 'typeorm';
import { ContestEntity } from './contest.entity.js';
import { ParticipantEntity } from './participant.entity.js';

/** A certificate that was given, with what stands on it. The name stands with the participant alone. */
@Entity({ name: 'certificate' })
@Unique('certificate_code_key', ['code'])
@Index('certificate_valid_key', ['contestId', 'participantId', 'prize'], { unique: true, where: 'revoked_at IS NULL' })
@Index('certificate_participant_idx', ['contestId', 'participantId'])
@Check('certificate_number_check', 'number > 0')
@Check('certificate_replaced_check', 'replaced_by > number')
@Check(
  'certificate_revoked_check',
  '(revoked_at IS NULL) = (revoke_reason IS NULL) AND (replaced_by IS NULL OR revoked_at IS NOT NULL)',
)
export class CertificateEntity {
  @PrimaryColumn({ name: 'contest_id', type: 'integer', primaryKeyConstraintName: 'certificate_pkey' })
  contestId: number;

  /** Of the contest, from 1, given once. */
  @PrimaryColumn({ name: 'number', type: 'integer', primaryKeyConstraintName: 'certificate_pkey' })
  number: number;

  /** 80 random bits, as they stand on the paper and in its code to scan. */
  @Column({ name: 'code', type: 'text' })
  code: string;

  @Column({ name: 'participant_id', type: 'uuid' })
  participantId: string;

  /** The award that it is for, as 'round/1/Giải Nhất'; '': for what the person did in counted attempts. */
  @Column({ name: 'prize', type: 'text' })
  prize: string;

  /** What it says of the result. */
  @Column({ name: 'words', type: 'text' })
  words: string;

  @Column({ name: 'unit_name', type: 'text' })
  unitName: string;

  @Column({ name: 'contest_title', type: 'text' })
  contestTitle: string;

  /** In 1/1000 point; null for a prize. */
  @Column({ name: 'score', type: 'integer', nullable: true })
  score: number | null;

  @Column({ name: 'max_score', type: 'integer', nullable: true })
  maxScore: number | null;

  /** 'GCN-BTC' after the number. */
  @Column({ name: 'symbol', type: 'text' })
  symbol: string;

  @Column({ name: 'issued_at', type: 'timestamptz', precision: 3, default: () => 'contest_clock()' })
  issuedAt: Date;

  @Column({ name: 'revoked_at', type: 'timestamptz', precision: 3, nullable: true })
  revokedAt: Date | null;

  @Column({ name: 'revoke_reason', type: 'text', nullable: true })
  revokeReason: string | null;

  /** The number that holds instead. */
  @Column({ name: 'replaced_by', type: 'integer', nullable: true })
  replacedBy: number | null;

  /** Of a prize: by which decision; null until one is recorded. */
  @Column({ name: 'decision', type: 'text', nullable: true })
  decision: string | null;

  @ManyToOne(() => ContestEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'contest_id', referencedColumnName: 'id', foreignKeyConstraintName: 'certificate_contest_fkey' })
  contest?: Relation<ContestEntity>;

  @ManyToOne(() => ParticipantEntity, { onDelete: 'CASCADE' })
  @JoinColumn([
    { name: 'contest_id', referencedColumnName: 'contestId', foreignKeyConstraintName: 'certificate_participant_fkey' },
    { name: 'participant_id', referencedColumnName: 'id', foreignKeyConstraintName: 'certificate_participant_fkey' },
  ])
  participant?: Relation<ParticipantEntity>;
}
