import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a person tells the own sessions apart by: the family of browser and system, in words. */
export class AddSessionDevice1795500101000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`ALTER TABLE session ADD device text;`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`ALTER TABLE session DROP device;`);
  }
}
