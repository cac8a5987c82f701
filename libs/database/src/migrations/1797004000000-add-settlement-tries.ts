import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How often the version that a settlement is owed was begun: what breaks every time is given up, and people are told. */
export class AddSettlementTries1797004000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`ALTER TABLE settlement ADD COLUMN tries smallint NOT NULL DEFAULT 0`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`ALTER TABLE settlement DROP COLUMN tries`);
  }
}
