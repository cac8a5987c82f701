import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How long a contest keeps the names of its people after its last round. */
export class AddRetention1795500303000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE contest ADD retention_months smallint NOT NULL DEFAULT 24
        CONSTRAINT contest_retention_check CHECK (retention_months BETWEEN 1 AND 120);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`ALTER TABLE contest DROP retention_months;`);
  }
}
