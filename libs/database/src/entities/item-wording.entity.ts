import { Check, Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { ItemVersionEntity } from './item-version.entity.js';
import { MediaEntity } from './media.entity.js';

/**
 * An item version in another language. A mended wording is another revision. Rounds show what was signed before they open and
 * had not been returned by then.
 */
@Entity({ name: 'item_wording' })
@Check('item_wording_signed_check', '(signed_by IS NULL) = (signed_at IS NULL)')
@Check(
  'item_wording_returned_check',
  '(returned_by IS NULL) = (returned_at IS NULL) AND (returned_by IS NULL) = (return_words IS NULL)',
)
@Check('item_wording_other_eyes_check', 'signed_by <> written_by')
export class ItemWordingEntity {
  @PrimaryColumn({ name: 'item_version_id', type: 'integer', primaryKeyConstraintName: 'item_wording_pkey' })
  itemVersionId: number;

  /** BCP 47, one of WORDING_LANGUAGES. */
  @PrimaryColumn({ name: 'language', type: 'text', primaryKeyConstraintName: 'item_wording_pkey' })
  language: string;

  /** From 1; the newest counts. */
  @PrimaryColumn({ name: 'revision', type: 'smallint', default: 1, primaryKeyConstraintName: 'item_wording_pkey' })
  revision: number;

  @Column({ name: 'stem', type: 'text' })
  stem: string;

  /** In the order of the options of the version. */
  @Column({ name: 'options', type: 'text', array: true })
  options: string[];

  /** It read aloud. */
  @Column({ name: 'audio', type: 'text', nullable: true })
  audio: string | null;

  /** The account of its author; null when it came with an errand. */
  @Column({ name: 'written_by', type: 'uuid', nullable: true })
  writtenBy: string | null;

  @Column({ name: 'written_at', type: 'timestamptz', precision: 3, default: () => 'contest_clock()' })
  writtenAt: Date;

  /** The account of whoever knows the language and answers for it: never its author. */
  @Column({ name: 'signed_by', type: 'uuid', nullable: true })
  signedBy: string | null;

  @Column({ name: 'signed_at', type: 'timestamptz', precision: 3, nullable: true })
  signedAt: Date | null;

  /** Whoever found it wrong, before or after it was signed. */
  @Column({ name: 'returned_by', type: 'uuid', nullable: true })
  returnedBy: string | null;

  @Column({ name: 'returned_at', type: 'timestamptz', precision: 3, nullable: true })
  returnedAt: Date | null;

  /** What is wrong with it. */
  @Column({ name: 'return_words', type: 'text', nullable: true })
  returnWords: string | null;

  @ManyToOne(() => ItemVersionEntity)
  @JoinColumn({
    name: 'item_version_id',
    referencedColumnName: 'id',
    foreignKeyConstraintName: 'item_wording_version_fkey',
  })
  itemVersion?: Relation<ItemVersionEntity>;

  @ManyToOne(() => MediaEntity)
  @JoinColumn({ name: 'audio', referencedColumnName: 'sha256', foreignKeyConstraintName: 'item_wording_audio_fkey' })
  audioFile?: Relation<MediaEntity>;
}
