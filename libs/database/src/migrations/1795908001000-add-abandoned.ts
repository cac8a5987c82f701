import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Attempts that were left without an answer, where the rules of their round do not count them; found again by person. */
export class AddAbandoned1795908001000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE attempt ADD abandoned boolean NOT NULL DEFAULT false;
      CREATE INDEX attempt_abandoned_idx ON attempt (contest_id, participant_id) WHERE abandoned;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP INDEX attempt_abandoned_idx;
      ALTER TABLE attempt DROP abandoned;
    `);
  }
}
