import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Wordings in other languages are written by authors and signed off by a second person who knows the language. A mended
 * wording is another revision; what was said in one never changes.
 */
export class SignWordings1795904000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE item_wording
        ADD revision smallint NOT NULL DEFAULT 1,
        ADD written_by uuid,
        ADD written_at timestamptz(3) NOT NULL DEFAULT contest_clock(),
        ADD signed_by uuid,
        ADD signed_at timestamptz(3),
        ADD returned_by uuid,
        ADD returned_at timestamptz(3),
        ADD return_words text,
        DROP CONSTRAINT item_wording_pkey,
        ADD CONSTRAINT item_wording_pkey PRIMARY KEY (item_version_id, language, revision),
        ADD CONSTRAINT item_wording_signed_check CHECK ((signed_by IS NULL) = (signed_at IS NULL)),
        ADD CONSTRAINT item_wording_returned_check
          CHECK ((returned_by IS NULL) = (returned_at IS NULL) AND (returned_by IS NULL) = (return_words IS NULL)),
        ADD CONSTRAINT item_wording_other_eyes_check CHECK (signed_by <> written_by);

      GRANT INSERT, UPDATE (signed_by, signed_at, returned_by, returned_at, return_words) ON item_wording TO cchc_app;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    // One wording a language is what there was before: the newest stays.
    await db.query(`
      REVOKE INSERT, UPDATE ON item_wording FROM cchc_app;
      DELETE FROM item_wording w WHERE EXISTS (SELECT FROM item_wording n
        WHERE n.item_version_id = w.item_version_id AND n.language = w.language AND n.revision > w.revision);
      ALTER TABLE item_wording
        DROP CONSTRAINT item_wording_signed_check, DROP CONSTRAINT item_wording_returned_check,
        DROP CONSTRAINT item_wording_other_eyes_check, DROP CONSTRAINT item_wording_pkey,
        ADD CONSTRAINT item_wording_pkey PRIMARY KEY (item_version_id, language),
        DROP revision, DROP written_by, DROP written_at, DROP signed_by, DROP signed_at, DROP returned_by,
        DROP returned_at, DROP return_words;
    `);
  }
}
