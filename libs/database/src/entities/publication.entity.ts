import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { WinnerFileEntity } from './winner-file.entity.js';

/** A version that was published. It is never changed: the next number of its field takes its place. */
@Entity({ name: 'publication' })
@Check('publication_reason_check', '(number = 1) = (reason IS NULL)')
@Check('publication_scope_check', "scope_kind IN ('round', 'phase', 'contest')")
@Index('publication_hash_idx', ['hash'])
@Index('publication_input_idx', ['inputHash'])
export class PublicationEntity {
  @PrimaryColumn({ name: 'contest_id', type: 'integer', primaryKeyConstraintName: 'publication_pkey' })
  contestId: number;

  @PrimaryColumn({ name: 'scope_kind', type: 'text', primaryKeyConstraintName: 'publication_pkey' })
  scopeKind: 'round' | 'phase' | 'contest';

  /** Round or phase id; 0 for the contest itself. */
  @PrimaryColumn({ name: 'scope_id', type: 'smallint', primaryKeyConstraintName: 'publication_pkey' })
  scopeId: number;

  /** From 1 in its field. */
  @PrimaryColumn({ name: 'number', type: 'smallint', primaryKeyConstraintName: 'publication_pkey' })
  number: number;

  @Column({ name: 'settlement_id', type: 'uuid' })
  settlementId: string;

  @Column({ name: 'version', type: 'smallint' })
  version: number;

  @Column({ name: 'hash', type: 'text' })
  hash: string;

  @Column({ name: 'input_hash', type: 'text' })
  inputHash: string;

  /** Why there is another one, for everybody; null for the first. */
  @Column({ name: 'reason', type: 'text', nullable: true })
  reason: string | null;

  @Column({ name: 'published_by', type: 'uuid' })
  publishedBy: string;

  @Column({ name: 'published_at', type: 'timestamptz', precision: 3, default: () => 'contest_clock()' })
  publishedAt: Date;

  /** Null: the rules name no time for appeals. */
  @Column({ name: 'appeals_until', type: 'timestamptz', precision: 3, nullable: true })
  appealsUntil: Date | null;

  /** Of the decision on paper, filled in afterwards by the document office. */
  @Column({ name: 'decision_number', type: 'text', nullable: true })
  decisionNumber: string | null;

  @Column({ name: 'decision_date', type: 'date', nullable: true })
  decisionDate: string | null;

  @Column({ name: 'decision_signer', type: 'text', nullable: true })
  decisionSigner: string | null;

  @ManyToOne(() => WinnerFileEntity)
  @JoinColumn([
    { name: 'contest_id', referencedColumnName: 'contestId', foreignKeyConstraintName: 'publication_file_fkey' },
    { name: 'settlement_id', referencedColumnName: 'settlementId', foreignKeyConstraintName: 'publication_file_fkey' },
    { name: 'version', referencedColumnName: 'version', foreignKeyConstraintName: 'publication_file_fkey' },
  ])
  winnerFile?: Relation<WinnerFileEntity>;
}
