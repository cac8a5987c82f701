import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the desk can tell of lost connections: written by saves that had to wait, and when an attempt changes hands. */
export class AddAttemptLosses1795708000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`ALTER TABLE answers ADD outages tstzrange[], ADD resumed_at timestamptz[];`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`ALTER TABLE answers DROP outages, DROP resumed_at;`);
  }
}
