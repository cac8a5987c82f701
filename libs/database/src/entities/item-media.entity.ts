import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { ItemVersionEntity } from './item-version.entity.js';
import { MediaEntity } from './media.entity.js';

/** A picture of an item version, or the version read aloud. Written once. */
@Entity({ name: 'item_media' })
@Check('item_media_kind_check', "kind = 'picture' AND alt IS NOT NULL OR kind = 'audio' AND alt IS NULL")
@Index('item_media_audio_key', ['itemVersionId'], { unique: true, where: "kind = 'audio'" })
export class ItemMediaEntity {
  @PrimaryColumn({ name: 'item_version_id', type: 'integer', primaryKeyConstraintName: 'item_media_pkey' })
  itemVersionId: number;

  /** From 1, the order of the pictures. */
  @PrimaryColumn({ name: 'place', type: 'smallint', primaryKeyConstraintName: 'item_media_pkey' })
  place: number;

  @Column({ name: 'kind', type: 'text' })
  kind: 'picture' | 'audio';

  @Column({ name: 'sha256', type: 'text' })
  sha256: string;

  /** What a picture shows, for those who do not see it. */
  @Column({ name: 'alt', type: 'text', nullable: true })
  alt: string | null;

  @ManyToOne(() => ItemVersionEntity)
  @JoinColumn({
    name: 'item_version_id',
    referencedColumnName: 'id',
    foreignKeyConstraintName: 'item_media_version_fkey',
  })
  itemVersion?: Relation<ItemVersionEntity>;

  @ManyToOne(() => MediaEntity)
  @JoinColumn({ name: 'sha256', referencedColumnName: 'sha256', foreignKeyConstraintName: 'item_media_media_fkey' })
  media?: Relation<MediaEntity>;
}
