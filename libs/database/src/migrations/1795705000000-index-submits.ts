import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How many attempts were handed in in each of the last minutes: whoever runs a contest watches it. */
export class IndexSubmits1795705000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE INDEX attempt_submitted_idx ON attempt (contest_id, submitted_at) WHERE submitted_at IS NOT NULL;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP INDEX attempt_submitted_idx;`);
  }
}
