import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Pictures, sound and other languages of questions. A file is named by its content, so an address never shows another
 * thing than before, and what belongs to an item version is written once, as the version itself is.
 */
export class CreateMedia1795400002200 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE media (
        sha256 text NOT NULL CONSTRAINT media_pkey PRIMARY KEY,
        mime text NOT NULL,
        bytes bytea NOT NULL,
        size integer NOT NULL,
        CONSTRAINT media_sha256_check CHECK (sha256 = encode(sha256(bytes), 'hex')),
        CONSTRAINT media_size_check CHECK (size = octet_length(bytes)),
        CONSTRAINT media_mime_check CHECK (mime IN ('image/png', 'image/jpeg', 'image/webp', 'audio/mpeg', 'audio/ogg', 'audio/mp4'))
      );

      CREATE TABLE item_wording (
        item_version_id integer NOT NULL CONSTRAINT item_wording_version_fkey REFERENCES item_version (id),
        language text NOT NULL,
        stem text NOT NULL,
        options text[] NOT NULL,
        audio text CONSTRAINT item_wording_audio_fkey REFERENCES media (sha256),
        CONSTRAINT item_wording_pkey PRIMARY KEY (item_version_id, language)
      );

      CREATE TABLE item_media (
        item_version_id integer NOT NULL CONSTRAINT item_media_version_fkey REFERENCES item_version (id),
        place smallint NOT NULL,
        kind text NOT NULL,
        sha256 text NOT NULL CONSTRAINT item_media_media_fkey REFERENCES media (sha256),
        alt text,
        CONSTRAINT item_media_pkey PRIMARY KEY (item_version_id, place),
        CONSTRAINT item_media_kind_check CHECK (kind = 'picture' AND alt IS NOT NULL OR kind = 'audio' AND alt IS NULL)
      );
      CREATE UNIQUE INDEX item_media_audio_key ON item_media (item_version_id) WHERE kind = 'audio';

      -- Written by errands of the owner alone.
      GRANT SELECT ON media, item_wording, item_media TO cchc_app, cchc_read;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP TABLE item_media; DROP TABLE item_wording; DROP TABLE media;`);
  }
}
