import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { ContestEntity } from './contest.entity.js';

/** The rows of a contest without people, as one file with its dictionary: made, perhaps published, perhaps withdrawn. */
@Entity({ name: 'open_data' })
@Check(
  'open_data_terms_check',
  "terms IN ('cc_by_4', 'nd_194_2025', 'own') AND (terms = 'own') = (terms_text IS NOT NULL)",
)
@Check('open_data_hash_check', "data_hash ~ '^[0-9a-f]{64}$' AND dictionary_hash ~ '^[0-9a-f]{64}$'")
@Check(
  'open_data_published_check',
  '(published_at IS NULL) = (published_by IS NULL) AND (published_at IS NULL) = (without_settlement IS NULL)',
)
@Check(
  'open_data_withdrawn_check',
  '(withdrawn_at IS NULL) = (withdrawn_by IS NULL) AND (withdrawn_at IS NULL) = (withdraw_reason IS NULL) AND (withdrawn_at IS NULL OR published_at IS NOT NULL)',
)
@Index('open_data_public_key', ['contestId'], {
  unique: true,
  where: 'published_at IS NOT NULL AND withdrawn_at IS NULL',
})
export class OpenDataEntity {
  @PrimaryColumn({ name: 'contest_id', type: 'integer', primaryKeyConstraintName: 'open_data_pkey' })
  contestId: number;

  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'open_data_pkey' })
  id: string;

  /** Of the file, in its order. */
  @Column({ name: 'columns', type: 'text', array: true })
  columns: string[];

  /** By which terms others may use it; `own`: those of `terms_text`. */
  @Column({ name: 'terms', type: 'text' })
  terms: 'cc_by_4' | 'nd_194_2025' | 'own';

  @Column({ name: 'terms_text', type: 'text', nullable: true })
  termsText: string | null;

  /** CSV, gzip. */
  @Column({ name: 'data', type: 'bytea' })
  data: Buffer;

  /** SHA-256 of it unpacked, in hex. */
  @Column({ name: 'data_hash', type: 'text' })
  dataHash: string;

  /** CSV, gzip: what each column means, and what the file is. */
  @Column({ name: 'dictionary', type: 'bytea' })
  dictionary: Buffer;

  @Column({ name: 'dictionary_hash', type: 'text' })
  dictionaryHash: string;

  /** Numbers of rows, and some of them. */
  @Column({ name: 'summary', type: 'jsonb' })
  summary: unknown;

  /** `tally_mark.version` of what was read: figures that changed since want another file. */
  @Column({ name: 'figures_version', type: 'bigint' })
  figuresVersion: string;

  @Column({ name: 'made_at', type: 'timestamptz', precision: 3 })
  madeAt: Date;

  @Column({ name: 'published_at', type: 'timestamptz', precision: 3, nullable: true })
  publishedAt: Date | null;

  @Column({ name: 'published_by', type: 'uuid', nullable: true })
  publishedBy: string | null;

  /** Published though no official results are: whoever published it said that there will be none. */
  @Column({ name: 'without_settlement', type: 'boolean', nullable: true })
  withoutSettlement: boolean | null;

  @Column({ name: 'withdrawn_at', type: 'timestamptz', precision: 3, nullable: true })
  withdrawnAt: Date | null;

  @Column({ name: 'withdrawn_by', type: 'uuid', nullable: true })
  withdrawnBy: string | null;

  @Column({ name: 'withdraw_reason', type: 'text', nullable: true })
  withdrawReason: string | null;

  @ManyToOne(() => ContestEntity, { onDelete: 'CASCADE' })
  @JoinColumn({
    name: 'contest_id',
    referencedColumnName: 'id',
    foreignKeyConstraintName: 'open_data_contest_fkey',
  })
  contest?: Relation<ContestEntity>;
}
