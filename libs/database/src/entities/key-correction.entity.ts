import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { ContestEntity } from './contest.entity.js';
import { ItemVersionEntity } from './item-version.entity.js';

/** A wrong key that was found in one contest: what was asked, what it would change, how far it is carried out. */
@Entity({ name: 'key_correction' })
@Check('key_correction_mask_check', "(rule = 'regrade') = (right_mask IS NOT NULL) AND right_mask BETWEEN 1 AND 63")
@Check('key_correction_rule_check', "rule IN ('regrade', 'annul', 'give_all')")
@Check('key_correction_state_check', "state IN ('asked', 'previewed', 'approved', 'applying', 'applied', 'failed')")
@Index('key_correction_open_idx', ['askedAt'], { where: "state IN ('asked', 'approved', 'applying')" })
export class KeyCorrectionEntity {
  @PrimaryColumn({ name: 'contest_id', type: 'integer', primaryKeyConstraintName: 'key_correction_pkey' })
  contestId: number;

  /** Made by whoever asks: the same id is the same correction. */
  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'key_correction_pkey' })
  id: string;

  @Column({ name: 'item_version_id', type: 'integer' })
  itemVersionId: number;

  /** regrade: by another key. annul: the item counts for nobody. give_all: everybody gets its points. */
  @Column({ name: 'rule', type: 'text' })
  rule: 'regrade' | 'annul' | 'give_all';

  /** Bit i is set when option i + 1, as written, is right from now on; null unless regraded. */
  @Column({ name: 'right_mask', type: 'smallint', nullable: true })
  rightMask: number | null;

  /** For the trail and the key revision. */
  @Column({ name: 'reason', type: 'text' })
  reason: string;

  /** What participants read on their results. */
  @Column({ name: 'public_note', type: 'text' })
  publicNote: string;

  /** asked: the preview is owed. approved, applying: the work is owed. */
  @Column({ name: 'state', type: 'text', default: 'asked' })
  state: 'asked' | 'previewed' | 'approved' | 'applying' | 'applied' | 'failed';

  @Column({ name: 'asked_by', type: 'uuid' })
  askedBy: string;

  @Column({ name: 'asked_at', type: 'timestamptz', precision: 3, default: () => 'contest_clock()' })
  askedAt: Date;

  /** Counts, and people by their ids: a name is read when it is looked at. */
  @Column({ name: 'preview', type: 'jsonb', nullable: true })
  preview: unknown;

  @Column({ name: 'approved_by', type: 'uuid', nullable: true })
  approvedBy: string | null;

  @Column({ name: 'approved_at', type: 'timestamptz', precision: 3, nullable: true })
  approvedAt: Date | null;

  /** The revision of the key that holds since. */
  @Column({ name: 'since_revision', type: 'smallint', nullable: true })
  sinceRevision: number | null;

  /** The last participant whose attempts were graded again. */
  @Column({ name: 'after_participant', type: 'uuid', nullable: true })
  afterParticipant: string | null;

  /** Attempts graded again so far, and how many of them gained or lost. */
  @Column({ name: 'attempts', type: 'integer', default: 0 })
  attempts: number;

  @Column({ name: 'raised', type: 'integer', default: 0 })
  raised: number;

  @Column({ name: 'lowered', type: 'integer', default: 0 })
  lowered: number;

  @Column({ name: 'applied_at', type: 'timestamptz', precision: 3, nullable: true })
  appliedAt: Date | null;

  /** Why it could not be done. */
  @Column({ name: 'failure', type: 'text', nullable: true })
  failure: string | null;

  @ManyToOne(() => ContestEntity)
  @JoinColumn({
    name: 'contest_id',
    referencedColumnName: 'id',
    foreignKeyConstraintName: 'key_correction_contest_fkey',
  })
  contest?: Relation<ContestEntity>;

  @ManyToOne(() => ItemVersionEntity)
  @JoinColumn({
    name: 'item_version_id',
    referencedColumnName: 'id',
    foreignKeyConstraintName: 'key_correction_version_fkey',
  })
  itemVersion?: Relation<ItemVersionEntity>;
}
