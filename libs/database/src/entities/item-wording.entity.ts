import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { ItemVersionEntity } from './item-version.entity.js';
import { MediaEntity } from './media.entity.js';

/** An item version in another language. Written once. */
@Entity({ name: 'item_wording' })
export class ItemWordingEntity {
  @PrimaryColumn({ name: 'item_version_id', type: 'integer', primaryKeyConstraintName: 'item_wording_pkey' })
  itemVersionId: number;

  /** BCP 47, one of WORDING_LANGUAGES. */
  @PrimaryColumn({ name: 'language', type: 'text', primaryKeyConstraintName: 'item_wording_pkey' })
  language: string;

  @Column({ name: 'stem', type: 'text' })
  stem: string;

  /** In the order of the options of the version. */
  @Column({ name: 'options', type: 'text', array: true })
  options: string[];

  /** It read aloud. */
  @Column({ name: 'audio', type: 'text', nullable: true })
  audio: string | null;

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
