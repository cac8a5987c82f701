import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** A picture or a sound, named by its content. */
@Entity({ name: 'media' })
@Check('media_sha256_check', "sha256 = encode(sha256(bytes), 'hex')")
@Check('media_size_check', 'size = octet_length(bytes)')
@Check('media_mime_check', "mime IN ('image/png', 'image/jpeg', 'image/webp', 'audio/mpeg', 'audio/ogg', 'audio/mp4')")
export class MediaEntity {
  /** 64 hexadecimal digits. */
  @PrimaryColumn({ name: 'sha256', type: 'text', primaryKeyConstraintName: 'media_pkey' })
  sha256: string;

  /** As found in the bytes, never as a file name says. */
  @Column({ name: 'mime', type: 'text' })
  mime: string;

  @Column({ name: 'bytes', type: 'bytea' })
  bytes: Buffer;

  @Column({ name: 'size', type: 'integer' })
  size: number;
}
