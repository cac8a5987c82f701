import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A prediction that may be changed until the round closes: what it was stays with the attempt. */
export class KeepPredictions1795908002000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`ALTER TABLE attempt ADD predictions_before jsonb NOT NULL DEFAULT '[]';`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`ALTER TABLE attempt DROP predictions_before;`);
  }
}
