import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Which part of the bank each item of a frozen pool was of. Papers are drawn by part (a part for the round, a part for an
 * audience), and the bank may move an item: without this a published round would ask its people other questions.
 */
export class AddPoolParts1795908000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE round_revision ADD pool_parts text[];
      UPDATE round_revision r
         SET pool_parts = ARRAY(SELECT i.sub_bank FROM unnest(r.pool) WITH ORDINALITY AS u(id, place)
                                  JOIN item_version v ON v.id = u.id JOIN item i ON i.id = v.item_id ORDER BY u.place);
      ALTER TABLE round_revision ADD CONSTRAINT round_revision_parts_check
        CHECK (cardinality(pool_parts) = cardinality(pool));
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`ALTER TABLE round_revision DROP CONSTRAINT round_revision_parts_check, DROP pool_parts;`);
  }
}
