import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An account that was deleted keeps its row, for attempts and sums rest on it; a feedback of it loses its giver. */
export class AddAnonymising1795500301000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE account ADD anonymised_at timestamptz(3);
      GRANT UPDATE (given_at, account_id, participant_id, attempt_id) ON feedback TO cchc_app;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      REVOKE UPDATE (given_at, account_id, participant_id, attempt_id) ON feedback FROM cchc_app;
      ALTER TABLE account DROP anonymised_at;
    `);
  }
}
