import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the page of a contest tells beside its rules. In the contest and no revision: no attempt is judged by it. */
export class AddContestPage1795400000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE contest ADD COLUMN page jsonb');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE contest DROP COLUMN page');
  }
}
