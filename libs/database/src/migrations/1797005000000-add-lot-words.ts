import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A public text that nobody could know when a seed was bound, mixed into it: where it will come from, and what it was. */
export class AddLotWords1797005000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE lot
        ADD COLUMN source text,
        ADD COLUMN source_at timestamptz(3),
        ADD COLUMN words text,
        ADD COLUMN words_at timestamptz(3),
        ADD CONSTRAINT lot_source_check CHECK ((source IS NULL) = (source_at IS NULL)),
        ADD CONSTRAINT lot_words_check CHECK ((words IS NULL) = (words_at IS NULL) AND (words IS NULL OR source IS NOT NULL));
      GRANT UPDATE (source, source_at, words, words_at) ON lot TO cchc_app;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE lot DROP COLUMN source, DROP COLUMN source_at, DROP COLUMN words, DROP COLUMN words_at;
    `);
  }
}
