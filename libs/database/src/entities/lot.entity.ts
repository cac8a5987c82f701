import { Check, Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { ContestEntity } from './contest.entity.js';

/** The seed from which the lot of a field is drawn: its hash is public before anybody can know what it decides, itself after. */
@Entity({ name: 'lot' })
@Check('lot_commitment_check', "commitment ~ '^[0-9a-f]{64}$'")
@Check('lot_revealed_check', '(seed IS NULL) = (revealed_at IS NULL)')
@Check('lot_source_check', '(source IS NULL) = (source_at IS NULL)')
@Check('lot_words_check', '(words IS NULL) = (words_at IS NULL) AND (words IS NULL OR source IS NOT NULL)')
@Check('lot_scope_check', "scope_kind IN ('round', 'phase', 'contest')")
export class LotEntity {
  @PrimaryColumn({ name: 'contest_id', type: 'integer', primaryKeyConstraintName: 'lot_pkey' })
  contestId: number;

  @PrimaryColumn({ name: 'scope_kind', type: 'text', primaryKeyConstraintName: 'lot_pkey' })
  scopeKind: 'round' | 'phase' | 'contest';

  /** Round or phase id; 0 for the contest itself. */
  @PrimaryColumn({ name: 'scope_id', type: 'smallint', primaryKeyConstraintName: 'lot_pkey' })
  scopeId: number;

  /** SHA-256 of the seed, in hex: public at once. */
  @Column({ name: 'commitment', type: 'text' })
  commitment: string;

  /** The seed, encrypted under the keys of the installation. */
  @Column({ name: 'seed_sealed', type: 'bytea' })
  seedSealed: Buffer;

  @Column({ name: 'committed_at', type: 'timestamptz', precision: 3, default: () => 'contest_clock()' })
  committedAt: Date;

  /** Null: the system, when the contest was published. */
  @Column({ name: 'committed_by', type: 'uuid', nullable: true })
  committedBy: string | null;

  /** In hex, once it is revealed. */
  @Column({ name: 'seed', type: 'text', nullable: true })
  seed: string | null;

  @Column({ name: 'revealed_at', type: 'timestamptz', precision: 3, nullable: true })
  revealedAt: Date | null;

  /** Where the public text that is mixed in will come from; null: none is. */
  @Column({ name: 'source', type: 'text', nullable: true })
  source: string | null;

  @Column({ name: 'source_at', type: 'timestamptz', precision: 3, nullable: true })
  sourceAt: Date | null;

  /** That text, once it is known. */
  @Column({ name: 'words', type: 'text', nullable: true })
  words: string | null;

  @Column({ name: 'words_at', type: 'timestamptz', precision: 3, nullable: true })
  wordsAt: Date | null;

  @ManyToOne(() => ContestEntity)
  @JoinColumn({ name: 'contest_id', referencedColumnName: 'id', foreignKeyConstraintName: 'lot_contest_fkey' })
  contest?: Relation<ContestEntity>;
}
