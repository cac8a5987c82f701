import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Totals of earlier times follow units that were merged since: which former units a total adds up, which of them the
 * source does not tell, and, in place of figures, which were split so that nothing can be compared.
 */
export class AddEarlierOrigins1795906000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE earlier_total
        ADD COLUMN of_units text[] NOT NULL DEFAULT '{}',
        ADD COLUMN lacking text[] NOT NULL DEFAULT '{}',
        ADD COLUMN split_from text[] NOT NULL DEFAULT '{}',
        DROP CONSTRAINT earlier_total_check,
        ADD CONSTRAINT earlier_total_check CHECK (persons >= 0 AND attempts >= 0
          AND (num_nonnulls(persons, attempts) > 0) <> (cardinality(split_from) > 0))
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DELETE FROM earlier_total WHERE cardinality(split_from) > 0;
      ALTER TABLE earlier_total
        DROP CONSTRAINT earlier_total_check,
        ADD CONSTRAINT earlier_total_check CHECK (persons >= 0 AND attempts >= 0 AND num_nonnulls(persons, attempts) > 0),
        DROP COLUMN of_units, DROP COLUMN lacking, DROP COLUMN split_from
    `);
  }
}
