import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The order of a list of people: the given name, which stands last, and then the others, without accents. The people of a
 * unit are read in it, a page at a time; the index does what the one by unit alone did, too.
 */
export class AddNameOrder1795510200000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(String.raw`
      CREATE INDEX participant_name_idx ON participant
        (contest_unit_id, regexp_replace(search_key(full_name), '^(.*) (\S+)$', '\2 \1'), id);
      DROP INDEX participant_unit_idx;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE INDEX participant_unit_idx ON participant (contest_unit_id);
      DROP INDEX participant_name_idx;
    `);
  }
}
