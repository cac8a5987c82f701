import { Check, Column, Entity, JoinColumn, ManyToOne, PrimaryGeneratedColumn, Unique, type Relation } from 'typeorm';
import { ItemEntity } from './item.entity.js';

/**
 * A question as a candidate reads it, in one wording. Never changed once written: a correction is a new version.
 */
@Entity({ name: 'item_version' })
@Unique('item_version_key', ['itemId', 'version'])
@Check('item_version_kind_check', "kind IN ('single', 'multiple', 'true_false')")
@Check('item_version_level_check', 'level BETWEEN 1 AND 3')
@Check('item_version_options_check', 'cardinality(options) BETWEEN 2 AND 6')
export class ItemVersionEntity {
  @PrimaryGeneratedColumn('identity', {
    name: 'id',
    type: 'integer',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'item_version_pkey',
  })
  id: number;

  @Column({ name: 'item_id', type: 'integer' })
  itemId: number;

  @Column({ name: 'version', type: 'smallint' })
  version: number;

  @Column({ name: 'kind', type: 'text' })
  kind: 'single' | 'multiple' | 'true_false';

  /** 1 easy, 2 medium, 3 hard. */
  @Column({ name: 'level', type: 'smallint' })
  level: number;

  @Column({ name: 'stem', type: 'text' })
  stem: string;

  /** The options in the order they were written; a paper shows them in its own. */
  @Column({ name: 'options', type: 'text', array: true })
  options: string[];

  /** True-false, or options in rising order: never shuffled. */
  @Column({ name: 'fixed_option_order', type: 'boolean', default: false })
  fixedOptionOrder: boolean;

  /** Number of the document that the question rests on, as 63/2010/NĐ-CP. */
  @Column({ name: 'source_document', type: 'text', nullable: true })
  sourceDocument: string | null;

  @Column({ name: 'source_date', type: 'date', nullable: true })
  sourceDate: string | null;

  @Column({ name: 'source_article', type: 'text', nullable: true })
  sourceArticle: string | null;

  /** The first day on which what it says is true. */
  @Column({ name: 'valid_from', type: 'date', nullable: true })
  validFrom: string | null;

  /** The last day on which what it says is true; null = still true. */
  @Column({ name: 'valid_to', type: 'date', nullable: true })
  validTo: string | null;

  /** What an editor wants seen beside it, as "chờ đối chiếu văn bản gốc". */
  @Column({ name: 'editor_mark', type: 'text', nullable: true })
  editorMark: string | null;

  @Column({ name: 'created_at', type: 'timestamptz', precision: 3, default: () => 'contest_clock()' })
  createdAt: Date;

  @ManyToOne(() => ItemEntity)
  @JoinColumn({ name: 'item_id', referencedColumnName: 'id', foreignKeyConstraintName: 'item_version_item_fkey' })
  item?: Relation<ItemEntity>;
}
