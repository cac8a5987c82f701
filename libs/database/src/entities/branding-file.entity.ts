import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** A logo, a banner or a signed paper, named by its content. Deleted a day after nothing names it any more. */
@Entity({ name: 'branding_file' })
@Check('branding_file_sha256_check', "sha256 = encode(sha256(bytes), 'hex')")
@Check('branding_file_size_check', 'size = octet_length(bytes)')
@Check('branding_file_mime_check', "mime IN ('image/png', 'image/jpeg', 'application/pdf')")
@Check(
  'branding_file_sides_check',
  "(mime = 'application/pdf') = (width IS NULL) AND (width IS NULL) = (height IS NULL)",
)
export class BrandingFileEntity {
  /** 64 hexadecimal digits. */
  @PrimaryColumn({ name: 'sha256', type: 'text', primaryKeyConstraintName: 'branding_file_pkey' })
  sha256: string;

  /** As found in the bytes, never as a file name says. */
  @Column({ name: 'mime', type: 'text' })
  mime: string;

  /** Of a picture: without anything but the picture. */
  @Column({ name: 'bytes', type: 'bytea' })
  bytes: Buffer;

  @Column({ name: 'size', type: 'integer' })
  size: number;

  /** px; null = a paper. */
  @Column({ name: 'width', type: 'smallint', nullable: true })
  width: number | null;

  @Column({ name: 'height', type: 'smallint', nullable: true })
  height: number | null;

  @Column({ name: 'kept_at', type: 'timestamptz', precision: 3, default: () => 'contest_clock()' })
  keptAt: Date;
}
